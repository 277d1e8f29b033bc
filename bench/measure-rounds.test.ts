import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BenchGroup, caseKey, chooseCases } from './bench-case.ts';
import type { BenchContext } from './bench-context.ts';
import { measureRounds } from './measure-rounds.ts';
import { ResultsFile } from './results-file.ts';

const OF = { code: 'one', browser: 'any', settings: { quick: true } };
const CONTEXT = { subjects: [], quick: true } as unknown as BenchContext;

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coview-results-'));
  path = join(folder, 'deeper', 'results.jsonl');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Two groups of two cases. @param measure is told which, and may fail */
function groupsThat(measure: (name: string) => number): BenchGroup[] {
  return ['first', 'second'].map((name) => ({
    name,
    cases: ['a', 'b'].map((one) => ({
      name: one,
      measure: async (_context, add) => add(measure(`${name}/${one}`), 'cost', one),
    })),
    section: () => ({ title: name, note: '', head: [], rows: [] }),
  }));
}

const KEYS = ['first/a', 'first/b', 'second/a', 'second/b'];

async function run(groups: BenchGroup[], results: ResultsFile, rounds: number, withinMs = 1e6): Promise<string[]> {
  const measured: string[] = [];
  await measureRounds(groups, { rounds, withinMs }, results, CONTEXT, (key, round) => measured.push(`${round} ${key}`));
  return measured;
}

test('every case is measured once before any is measured again', async () => {
  const measured = await run(
    groupsThat(() => 1),
    ResultsFile.begin(path, OF),
    2,
  );
  expect(measured).toEqual([...KEYS.map((key) => `0 ${key}`), ...KEYS.map((key) => `1 ${key}`)]);
});

test('what a run measured before it was ended is in the file, and is not measured again', async () => {
  let count = 0;
  const failing = groupsThat(() => {
    count++;
    if (count === 7) throw new Error('the browser is gone');
    return count;
  });
  await expect(run(failing, ResultsFile.begin(path, OF), 2)).rejects.toThrow('the browser is gone');
  // As if it had been killed while it wrote.
  appendFileSync(path, '{"round":1,"case":"seco');

  const kept = ResultsFile.resume(path, OF);
  expect(kept.wholeRounds(KEYS)).toBe(1);
  // The second round has two cases of four: none of it counts yet.
  expect(kept.samples(KEYS, kept.wholeRounds(KEYS)).values('cost', 'a')).toEqual([1, 3]);
  expect(
    await run(
      groupsThat(() => 100),
      kept,
      2,
    ),
  ).toEqual(['1 second/a', '1 second/b']);

  const whole = ResultsFile.resume(path, OF);
  expect(whole.wholeRounds(KEYS)).toBe(2);
  expect(whole.samples(['second/a'], 2).values('cost', 'a')).toEqual([3, 100]);
  expect(
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
  ).toHaveLength(9);
});

test('results of other code or other settings are not mixed in', () => {
  ResultsFile.begin(path, OF).add(0, 'first/a', [[1, 'cost']]);
  expect(() => ResultsFile.resume(path, { ...OF, code: 'two' })).toThrow('other code');
  expect(() => ResultsFile.resume(path, { ...OF, settings: { quick: false } })).toThrow('other settings');
  expect(ResultsFile.resume(path, OF).has(0, 'first/a')).toBe(true);
  // Nothing to resume is a beginning; a beginning forgets.
  expect(ResultsFile.begin(path, OF).has(0, 'first/a')).toBe(false);
  expect(ResultsFile.resume(path, OF).has(0, 'first/a')).toBe(false);
  writeFileSync(path, '');
  expect(() => ResultsFile.resume(path, OF)).toThrow('other code');
});

test('no round begins that would not be over in time, and the first is always whole', async () => {
  const none = await run(
    groupsThat(() => 1),
    ResultsFile.begin(path, OF),
    3,
    0,
  );
  expect(none).toEqual(KEYS.map((key) => `0 ${key}`));
});

test('cases are chosen by group, by name or by both, and a wrong name says what there is', () => {
  const groups = groupsThat(() => 1);
  const chosen = (...wanted: string[]) =>
    chooseCases(groups, wanted).flatMap((group) => group.cases.map((one) => caseKey(group, one)));
  expect(chosen('second')).toEqual(['second/a', 'second/b']);
  expect(chosen('a')).toEqual(['first/a', 'second/a']);
  expect(chosen('first/b', 'second')).toEqual(['first/b', 'second/a', 'second/b']);
  expect(() => chosen('third')).toThrow('there are: first, first/a, first/b, second, second/a, second/b');
});
