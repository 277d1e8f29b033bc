import { expect, test } from 'vitest';
import { drawScalar, generatorOf, generatorString, intermediateKey, secretPoint, shareOf } from './cpace.ts';
import { lengthPrefixed, octetsOf } from './octets.ts';
import { hex, RUN, SHARES } from './testing/cpace-vectors.ts';

const counting = (count: number) => Uint8Array.from({ length: count }, (_, at) => at);

test('A.1: lengths in front of octets, as the draft has them', () => {
  expect(lengthPrefixed(octetsOf(''))).toEqual(hex('00'));
  expect(lengthPrefixed(octetsOf('1234'))).toEqual(hex('0431323334'));
  expect(lengthPrefixed(counting(127))).toEqual(Uint8Array.of(127, ...counting(127)));
  expect(lengthPrefixed(counting(128))).toEqual(Uint8Array.of(128, 1, ...counting(128)));
  const parts = ['1234', '5', '', '678'].map(octetsOf);
  expect(lengthPrefixed(...parts)).toEqual(hex('043132333401350003363738'));
});

test('A.3.5: transcripts, as the draft has them', () => {
  const transcript = (...parts: string[]) => lengthPrefixed(...parts.map(octetsOf));
  expect(transcript('123', 'PartyA', '234', 'PartyB')).toEqual(hex('03313233065061727479410332333406506172747942'));
  expect(transcript('3456', 'PartyA', '2345', 'PartyB')).toEqual(
    hex('043334353606506172747941043233343506506172747942'),
  );
});

test('B.3.1: the generator', () => {
  expect(generatorString(RUN)).toEqual(RUN.generatorString);
  expect(Uint8Array.from(generatorOf(RUN).toBytes())).toEqual(RUN.generator);
});

test.each(['initiator', 'responder'] as const)('B.3.2, B.3.3: the share of the %s', (side) => {
  expect(shareOf(RUN, RUN[side].scalar)).toEqual(RUN[side].share);
});

test('B.3.4: both ends find the same secret point', () => {
  expect(secretPoint(RUN.initiator.scalar, RUN.responder.share)).toEqual(RUN.point);
  expect(secretPoint(RUN.responder.scalar, RUN.initiator.share)).toEqual(RUN.point);
});

test('B.3.5: the key', () => {
  expect(intermediateKey(RUN.session, RUN.point, RUN.initiator, RUN.responder)).toEqual(RUN.key);
});

test('B.3.10: a valid share', () => {
  expect(secretPoint(SHARES.scalar, SHARES.valid)).toEqual(SHARES.point);
});

test.each(['noElement', 'neutral'] as const)('B.3.11: a share to be refused: %s', (name) => {
  expect(secretPoint(SHARES.scalar, SHARES[name])).toBeUndefined();
});

test.each([0, 31, 33])('a share of %i bytes is refused', (length) => {
  expect(secretPoint(SHARES.scalar, new Uint8Array(length))).toBeUndefined();
});

test('every scalar that is drawn is another, and below the order of the group', () => {
  const drawn = Array.from({ length: 200 }, drawScalar);
  expect(new Set(drawn.map(String)).size).toBe(200);
  for (const scalar of drawn) expect(scalar[31]).toBeLessThan(16);
});

test('whatever differs between the two ends, they have different keys', () => {
  const keyOf = (input: typeof RUN, data = RUN.responder.data) => {
    const [mine, theirs] = [drawScalar(), drawScalar()];
    const initiator = { share: shareOf(RUN, mine), data: RUN.initiator.data };
    const responder = { share: shareOf(input, theirs), data };
    const [one, other] = [secretPoint(mine, responder.share), secretPoint(theirs, initiator.share)];
    if (!one || !other) throw new Error('no point');
    const ours = intermediateKey(RUN.session, one, initiator, { ...responder, data: RUN.responder.data });
    return String(ours) === String(intermediateKey(input.session, other, initiator, responder));
  };
  expect(keyOf(RUN)).toBe(true);
  expect(keyOf({ ...RUN, secret: hex('50617373776f7265') })).toBe(false);
  expect(keyOf({ ...RUN, channel: hex('00') })).toBe(false);
  expect(keyOf({ ...RUN, session: hex('00') })).toBe(false);
  expect(keyOf(RUN, hex('00'))).toBe(false);
});
