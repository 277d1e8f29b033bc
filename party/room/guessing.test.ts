import { expect, test } from 'vitest';
import { GuessingLab, type OpenCode, settled } from '../testing/guessing-lab.ts';
import { randomOf, seedsOf } from '../testing/random.ts';
import { MISSES_PER_HOUR } from './miss-bucket.ts';

const HOUR_MS = 60 * 60_000;
/** Secrets of six letters as always, of five letters in place of 32: 15,625 in place of 1,073,741,824. */
const LETTERS = 'ABCDE';
/** `COVIEW_GUESSES=100000` tries the control in full length: without the limiter each guess is a whole entry. */
const GUESSES = 100_000;
const CONTROL_GUESSES = Number(process.env.COVIEW_GUESSES ?? 3_000);
const ATTACKERS = 1_000;
const LONG_MS = 200_000;

const secretBy = (random: () => number, letters = LETTERS): string =>
  Array.from({ length: 6 }, () => letters.charAt(Math.floor(random() * letters.length))).join('');
const addressBy = (random: () => number): string => {
  const one = Math.floor(random() * ATTACKERS);
  return `203.0.${one >> 8}.${one & 255}`;
};

const soon = (): Promise<void> => new Promise((resume) => setImmediate(resume));

/** The worst case: whoever guesses knows which locator is open, and the agent makes a new code whenever one is burnt. */
async function openCode(lab: GuessingLab, code: OpenCode | undefined, secret: () => string): Promise<OpenCode> {
  return code?.agent.isOpen ? code : lab.newCode(secret());
}

test.each(seedsOf(1))(
  'A7: 100,000 guesses in an hour find nothing, and a customer gets in; seed %i',
  async (seed) => {
    const random = randomOf(seed);
    const lab = await GuessingLab.open();
    const startedAt = lab.now;
    const counted = { right: 0, wrong: 0, 'rate-limited': 0 };
    const waiting = new Set<Promise<void>>();
    const customerSecret = secretBy(random);
    let customer: { tookMs: number; answer: string } | undefined;
    let code: OpenCode | undefined;
    for (let count = 0; count < GUESSES; count++) {
      code = await openCode(lab, code, () => secretBy(random));
      const { locator } = code;
      const attempt = lab.guess(locator, secretBy(random), addressBy(random)).then((result) => {
        counted[result]++;
        waiting.delete(attempt);
      });
      waiting.add(attempt);
      // Those who find no place are told at once; the others are waited for only as long as they need no time to pass.
      await Promise.race([attempt, soon()]);
      if (waiting.has(attempt)) await Promise.race([attempt, settled()]);
      if (count === GUESSES / 2) {
        const own = await lab.newCode(customerSecret);
        const begunAt = lab.now;
        const joined = lab.guess(own.locator, customerSecret, '192.0.2.9').then((answer) => {
          customer = { tookMs: lab.now - begunAt, answer };
        });
        waiting.add(joined);
        void joined.then(() => waiting.delete(joined));
      }
      await lab.pass(HOUR_MS / GUESSES);
    }
    while (waiting.size > 0) await lab.pass(10_000);
    expect(counted.right).toBe(0);
    // What a full bucket has, and what came into it within the hour and until the line was empty.
    const hours = (lab.now - startedAt) / HOUR_MS;
    expect(lab.missed).toBeGreaterThan(MISSES_PER_HOUR);
    expect(lab.missed).toBeLessThanOrEqual(Math.ceil((1 + hours) * MISSES_PER_HOUR));
    expect(counted['rate-limited']).toBe(GUESSES - counted.wrong);
    // A place in the line is free every nine seconds, and who has not missed goes first.
    expect(customer?.answer).toBe('right');
    expect(customer?.tookMs).toBeLessThanOrEqual(9_000);
  },
  LONG_MS,
);

test.each(seedsOf(1))(
  `control: without the limiter ${CONTROL_GUESSES} guesses find several codes; seed %i`,
  async (seed) => {
    const random = randomOf(seed);
    // Few guesses need few secrets: 729.
    const secret = () => secretBy(random, CONTROL_GUESSES < GUESSES ? 'ABC' : LETTERS);
    let lab = await GuessingLab.open();
    let code: OpenCode | undefined;
    let found = 0;
    for (let count = 0; count < CONTROL_GUESSES; count++) {
      // A new room has a full bucket: nobody ever waits.
      if (count % MISSES_PER_HOUR === 0) {
        lab = await GuessingLab.open();
        code = undefined;
      }
      code = await openCode(lab, code, secret);
      const result = await lab.guess(code.locator, secret(), addressBy(random));
      expect(result).not.toBe('rate-limited');
      if (result === 'right') {
        found++;
        code = undefined;
      }
    }
    expect(found).toBeGreaterThanOrEqual(2);
  },
  LONG_MS,
);
