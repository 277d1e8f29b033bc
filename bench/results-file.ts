import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Samples } from './statistics.ts';

/** What results must have in common to stand in one table. */
export interface ResultsOf {
  /** Hash of all code that runs in the measured pages. */
  code: string;
  browser: string;
  settings: Record<string, string | number | boolean>;
}

type Sample = readonly [value: number, ...key: string[]];

/** One case of one round: a line of the file. */
interface Result {
  round: number;
  case: string;
  samples: readonly Sample[];
}

/** What was measured so far, one line of JSON for each case, there as soon as the case is: a run that is ended loses one case. */
export class ResultsFile {
  private constructor(
    private readonly path: string,
    private readonly results: Result[],
  ) {}

  /** Begins anew: what the file had is gone. */
  static begin(path: string, of: ResultsOf): ResultsFile {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(of)}\n`);
    return new ResultsFile(path, []);
  }

  /**
   * Goes on with what an earlier run has measured; begins where there is nothing.
   *
   * @throws Error when that was measured with something else
   */
  static resume(path: string, of: ResultsOf): ResultsFile {
    if (!existsSync(path)) return ResultsFile.begin(path, of);
    const text = readFileSync(path, 'utf8');
    // A run that was killed may have left half a line.
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole !== text) writeFileSync(path, whole);
    const [head, ...lines] = whole.split('\n').slice(0, -1);
    if (head !== JSON.stringify(of)) {
      throw new Error(
        `${path} was measured with other code, another browser or other settings: begin without --resume`,
      );
    }
    return new ResultsFile(
      path,
      lines.map((line) => JSON.parse(line) as Result),
    );
  }

  has(round: number, caseKey: string): boolean {
    return this.results.some((result) => result.round === round && result.case === caseKey);
  }

  add(round: number, caseKey: string, samples: readonly Sample[]): void {
    const result: Result = { round, case: caseKey, samples };
    appendFileSync(this.path, `${JSON.stringify(result)}\n`);
    this.results.push(result);
  }

  /** How many rounds, from the first on, have all of these cases. */
  wholeRounds(caseKeys: readonly string[]): number {
    let round = 0;
    while (caseKeys.length > 0 && caseKeys.every((key) => this.has(round, key))) round++;
    return round;
  }

  /** @param rounds how many of the first are counted */
  samples(caseKeys: readonly string[], rounds: number): Samples {
    const samples = new Samples();
    for (const result of this.results) {
      if (result.round >= rounds || !caseKeys.includes(result.case)) continue;
      for (const [value, ...key] of result.samples) samples.add(value, ...key);
    }
    return samples;
  }
}
