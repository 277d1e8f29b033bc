import { expect, test } from 'vitest';
import { randomOctets } from './octets.ts';
import { rewrapSessionKey, roomKeyId, unwrapSessionKey, wrapSessionKey } from './recording-key.ts';

const ROOM = randomOctets(32);
const SESSION = 'session';
const KEY = randomOctets(32);
const wrapped = await wrapSessionKey(ROOM, SESSION, KEY);

test('K10: what was wrapped is unwrapped, with the same room key and for the same session only', async () => {
  expect(wrapped).toHaveLength(1 + 8 + 12 + 32 + 16);
  expect(await unwrapSessionKey(ROOM, SESSION, wrapped)).toEqual(KEY);
  expect(await unwrapSessionKey(ROOM, 'other', wrapped)).toBeUndefined();
  expect(await unwrapSessionKey(randomOctets(32), SESSION, wrapped)).toBeUndefined();
});

test('K10: a change anywhere is found, and so is a part', async () => {
  for (let at = 0; at < wrapped.length; at++) {
    const changed = wrapped.map((byte, place) => (place === at ? byte ^ 1 : byte));
    expect(await unwrapSessionKey(ROOM, SESSION, changed)).toBeUndefined();
    expect(await unwrapSessionKey(ROOM, SESSION, wrapped.subarray(0, at))).toBeUndefined();
  }
});

test('K10: no two wrappings are alike, and none holds the key', async () => {
  const again = await wrapSessionKey(ROOM, SESSION, KEY);
  expect(again).not.toEqual(wrapped);
  expect(again.subarray(0, 9)).toEqual(wrapped.subarray(0, 9));
  expect(Buffer.from(wrapped).includes(Buffer.from(KEY))).toBe(false);
});

test('K10: wrapped anew for another room key, the old one opens it no more', async () => {
  const keys = { old: ROOM, next: randomOctets(32) };
  const anew = await rewrapSessionKey(keys, SESSION, wrapped);
  if (!anew) throw new Error('not wrapped anew');
  expect(anew.subarray(1, 9)).toEqual(await roomKeyId(keys.next));
  expect(await unwrapSessionKey(keys.next, SESSION, anew)).toEqual(KEY);
  expect(await unwrapSessionKey(ROOM, SESSION, anew)).toBeUndefined();
  // Done twice, or for what another key wraps, it does no harm.
  expect(await rewrapSessionKey(keys, SESSION, anew)).toBeUndefined();
});
