import { expect, test } from 'vitest';
import { tidyCode } from './code-text.ts';

test.each([
  ['k7m4', 'K7M4'],
  ['k7m4q', 'K7M4-Q'],
  ['k7m4qx2p', 'K7M4-QX2P'],
  ['K7M4-QX2P', 'K7M4-QX2P'],
  ['  k7m4 qx2p ', 'K7M4-QX2P'],
  ['oil0-k7m4', '0110-K7M4'],
  ['k7m4-qx2p-extra', 'K7M4-QX2P'],
  ['Your code is K7M4-QX2P.', 'K7M4-QX2P'],
  ['code: k7m4\u2013qx2p', 'K7M4-QX2P'],
  ['u!?', ''],
  ['', ''],
])('the code field makes %j into %j', (raw, text) => {
  expect(tidyCode(raw, raw.length).text).toBe(text);
  expect(tidyCode(raw, raw.length).caret).toBe(text.length);
});

test('tidying is idempotent and keeps the caret beside its symbol', () => {
  const typedInside = tidyCode('K7XM4-QX2', 3);
  expect(typedInside).toEqual({ text: 'K7XM-4QX2', caret: 3 });
  expect(tidyCode(typedInside.text, typedInside.caret)).toEqual(typedInside);
});

test('deleting the symbol after the hyphen leaves the caret at the end', () => {
  expect(tidyCode('K7M4-', 5)).toEqual({ text: 'K7M4', caret: 4 });
});
