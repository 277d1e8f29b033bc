import { expect, test } from 'vitest';
import { nextOffset } from './use-following.ts';

test('a pointer well inside moves nothing', () => {
  expect(nextOffset(100, 400, 300)).toBe(100);
});

test('a pointer near an edge or outside is brought to the middle', () => {
  expect(nextOffset(100, 400, 490)).toBe(290);
  expect(nextOffset(100, 400, 900)).toBe(700);
  expect(nextOffset(500, 400, 40)).toBe(0);
});
