import { expect, test } from 'vitest';
import { randomId, randomToken } from './base64url.ts';

const MANY = 2_000;

test('no id begins with a hyphen: commands would take it for an option', () => {
  const begins = (make: (byteCount: number) => string) =>
    Array.from({ length: MANY }, () => make(8)).filter((id) => id.startsWith('-')).length;
  expect(begins(randomId)).toBe(0);
  // Control: one of 64 would. That none of them does has a chance of 1 in 10^13.
  expect(begins(randomToken)).toBeGreaterThan(0);
});
