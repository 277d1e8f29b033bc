import { expect, test } from 'vitest';
import { toBase64url } from '../crypto/base64url.ts';
import { formatPass, type Pass, parsePass } from './pass.ts';

const PASS: Pass = {
  partyUrl: 'https://party.example',
  roomId: 'abcdefghjkmn',
  passId: 'abcd-_1234',
  secret: 's'.repeat(43),
  roomKey: 'k'.repeat(43),
};
const word = formatPass(PASS);
const made = (fields: unknown): string =>
  `coview-pass-${toBase64url(new TextEncoder().encode(JSON.stringify(fields)))}`;
const fields = [1, ...Object.values(PASS)];
const changed = (at: number, value: unknown): string =>
  made(fields.map((field, index) => (index === at ? value : field)));

test('A6: a pass is one word, and survives what mail programs do to it', () => {
  expect(word).toMatch(/^coview-pass-[\w-]+$/);
  expect(parsePass(word)).toEqual({ ok: true, pass: PASS });
  expect(parsePass(`  ${word.slice(0, 40)}\r\n ${word.slice(40)}\n`)).toEqual({ ok: true, pass: PASS });
  expect(made(fields)).toBe(word);
});

test.each([
  ['nothing', '', 'not-a-pass'],
  ['a join code', 'K7M4-QX2P', 'not-a-pass'],
  ['an address', 'https://party.example', 'not-a-pass'],
  ['the beginning', 'coview-pass-', 'damaged'],
  ['one that was cut off', word.slice(0, -10), 'damaged'],
  ['another character', `${word}!`, 'damaged'],
  ['a later version', changed(0, 2), 'damaged'],
  ['a script for an address', changed(1, 'javascript:alert(1)'), 'damaged'],
  ['an address with a slash at its end', changed(1, 'https://party.example/'), 'damaged'],
  ['a room that leaves its place in the path', changed(2, '../admin'), 'damaged'],
  ['a secret with a line break', changed(4, `${'s'.repeat(30)}\r\nx: y`), 'damaged'],
  ['a key that is too short', changed(5, 'k'.repeat(42)), 'damaged'],
  ['more than a pass', made([...fields, 1]), 'damaged'],
])('A6: %s is told apart', (_what, pasted, fault) => {
  expect(parsePass(pasted)).toEqual({ ok: false, fault });
});
