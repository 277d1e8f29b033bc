import { expect, test } from 'vitest';
import { spell } from './spelling.ts';

test('a code is read in two groups of four', () => {
  expect(spell('K7M4-QX2P').map((group) => group.map((one) => one.word))).toEqual([
    ['Kilo', 'Seven', 'Mike', 'Four'],
    ['Quebec', 'X-ray', 'Two', 'Papa'],
  ]);
});

test('every character that a code can have has a word of its own', () => {
  const words = spell('0123456789ABCDEFGHJKMNPQRSTVWXYZ').flat();
  expect(new Set(words.map((one) => one.word)).size).toBe(32);
  expect(words.every((one) => one.word.length > 1)).toBe(true);
});
