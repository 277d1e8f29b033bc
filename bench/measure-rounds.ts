import { type BenchGroup, caseKey } from './bench-case.ts';
import type { BenchContext } from './bench-context.ts';
import type { ResultsFile } from './results-file.ts';

export interface RoundsWanted {
  /** At most so many rounds. */
  rounds: number;
  /** Another round begins only if it will be over by then, going by the one before. The first is always measured whole. */
  withinMs: number;
}

/**
 * Every case once, then every case again: what disturbs the machine for a while falls on all alike. What the file has already is not
 * measured again.
 */
export async function measureRounds(
  groups: readonly BenchGroup[],
  { rounds, withinMs }: RoundsWanted,
  results: ResultsFile,
  context: BenchContext,
  onMeasured: (caseKey: string, round: number, tookMs: number) => void,
): Promise<void> {
  const begunAt = performance.now();
  let longestMs = 0;
  for (let round = 0; round < rounds; round++) {
    const roundAt = performance.now();
    if (roundAt - begunAt + longestMs > withinMs && round > 0) return;
    for (const group of groups) {
      for (const one of group.cases) {
        const key = caseKey(group, one);
        if (results.has(round, key)) continue;
        const caseAt = performance.now();
        const samples: [number, ...string[]][] = [];
        await one.measure(context, (value, ...names) => samples.push([value, ...names]));
        results.add(round, key, samples);
        onMeasured(key, round, performance.now() - caseAt);
      }
    }
    longestMs = Math.max(longestMs, performance.now() - roundAt);
  }
}
