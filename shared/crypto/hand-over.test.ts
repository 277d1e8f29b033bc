import { expect, test } from 'vitest';
import { askIn, handOver, isTurnedAway, readAsking, takeOver, turnAway } from './hand-over.ts';
import { doorKeyFrom } from './key-schedule.ts';
import { randomOctets } from './octets.ts';

const roomKey = randomOctets(32);
const DOOR = await doorKeyFrom(roomKey, 'session');
const KEY = randomOctets(32);

test('K9: an agent of the room asks in and gets the key', async () => {
  const { asking, message } = await askIn(DOOR, 'Björn');
  const read = await readAsking(DOOR, message);
  expect(read).toEqual({ name: 'Björn', nonce: asking.nonce });
  if (!read) return;
  expect(await takeOver(DOOR, asking, await handOver(DOOR, read, KEY))).toEqual(KEY);
});

test.each([
  ['another room', await doorKeyFrom(randomOctets(32), 'session')],
  ['another session of the room', await doorKeyFrom(roomKey, 'other')],
])('K9: who has the key of %s neither gets in nor reads what was handed over', async (_what, other) => {
  const { asking, message } = await askIn(other, 'Eve');
  expect(await readAsking(DOOR, message)).toBeUndefined();
  const honest = await askIn(DOOR, 'Bo');
  const wrapped = await handOver(DOOR, honest.asking, KEY);
  expect(await takeOver(other, honest.asking, wrapped)).toBeUndefined();
  expect(await takeOver(DOOR, asking, wrapped)).toBeUndefined();
});

test('K9: a changed name, nonce, tag or key is found', async () => {
  const { asking, message } = await askIn(DOOR, 'Bo');
  const wrapped = await handOver(DOOR, asking, KEY);
  for (let at = 0; at < message.length; at++) {
    expect(
      await readAsking(
        DOOR,
        message.map((byte, place) => (place === at ? byte ^ 1 : byte)),
      ),
    ).toBeUndefined();
  }
  for (let at = 0; at < wrapped.length; at++) {
    const changed = wrapped.map((byte, place) => (place === at ? byte ^ 1 : byte));
    expect(await takeOver(DOOR, asking, changed)).toBeUndefined();
  }
  for (let length = 0; length < 49; length++) {
    expect(await readAsking(DOOR, message.subarray(0, length))).toBeUndefined();
    expect(await takeOver(DOOR, asking, wrapped.subarray(0, length))).toBeUndefined();
  }
});

test('K9: who is turned away is told so, and no other asking is meant', async () => {
  const [one, other] = [await askIn(DOOR, 'Bo'), await askIn(DOOR, 'Bo')];
  expect(isTurnedAway(one.asking, turnAway(one.asking))).toBe(true);
  expect(isTurnedAway(other.asking, turnAway(one.asking))).toBe(false);
  expect(await readAsking(DOOR, turnAway(one.asking))).toBeUndefined();
  expect(await takeOver(DOOR, one.asking, turnAway(one.asking))).toBeUndefined();
});
