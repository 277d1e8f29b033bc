import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FuzzBrowser, launchFuzz } from './fuzz-browser.ts';

const SEEDS = 350;
const BATCH = 50;
/** Beyond those: programs that have found a fault once. */
const FOUND_FAULTS = [615, 1721];

let fuzz: FuzzBrowser;
beforeAll(async () => {
  fuzz = await launchFuzz();
});
afterAll(() => fuzz.close());

test(`P1: ${SEEDS} random programs: the mirror is equal to the page after every batch, and both ends add up to the same`, {
  timeout: 600_000,
}, async () => {
  for (let first = 1; first <= SEEDS; first += BATCH) {
    const faults = await fuzz.run(Array.from({ length: BATCH }, (_, index) => first + index));
    expect(faults.map(({ seed, batches, fault }) => `seed ${seed}, batch ${batches}: ${fault}`)).toEqual([]);
  }
});

test('P1: programs that have found a fault once', { timeout: 120_000 }, async () => {
  const faults = await fuzz.run(FOUND_FAULTS);
  expect(faults.map(({ seed, batches, fault }) => `seed ${seed}, batch ${batches}: ${fault}`)).toEqual([]);
});

test('control: a lost op is noticed', async () => {
  const results = await Promise.all([7, 14, 21, 28].map((seed) => fuzz.runWithLoss(seed, 5)));
  for (const result of results) expect(result.fault, `seed ${result.seed}`).toBeDefined();
});
