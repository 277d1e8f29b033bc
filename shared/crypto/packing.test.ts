import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deflated, inflated } from './compression.ts';
import { type Octets, octetsOf, randomOctets } from './octets.ts';
import { pack, unpack } from './packing.ts';
import { padded, paddedLength, unpadded } from './padding.ts';

const MOST = 1024 * 1024;
const bytes = (most: number) => fc.uint8Array({ maxLength: most }).map((value) => Uint8Array.from(value));

test('K6: what was packed is unpacked', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        bytes(200),
        bytes(20_000),
        bytes(3_000).map((value) => value.fill(7)),
      ),
      async (message) => {
        expect(await unpack(await pack(message), MOST)).toEqual(message);
      },
    ),
    { numRuns: 200, verbose: 1 },
  );
});

test('K6: padding: what was padded is unpadded, in a few sizes, for little more', () => {
  fc.assert(
    fc.property(bytes(5_000), (content) => {
      const whole = padded(content);
      expect(unpadded(whole)).toEqual(content);
      expect(whole.length).toBe(paddedLength(content.length + 1));
    }),
    { verbose: 1 },
  );
  for (let length = 1; length < 200_000; length += 37) {
    const whole = paddedLength(length);
    expect(whole).toBeGreaterThanOrEqual(length);
    expect(whole - length).toBeLessThan(Math.max(64, length * 0.12));
  }
  const sizes = new Set(Array.from({ length: 100_000 }, (_, length) => paddedLength(length + 1)));
  expect(sizes.size).toBeLessThan(130);
});

test('no padding at all is no message', async () => {
  expect(unpadded(new Uint8Array(64))).toBeUndefined();
  expect(unpadded(new Uint8Array())).toBeUndefined();
  await expect(unpack(new Uint8Array(64), MOST)).rejects.toThrow();
  await expect(unpack(padded(Uint8Array.of(9, 1, 2)), MOST)).rejects.toThrow();
});

test('repetition costs little, noise costs nothing more', async () => {
  const page = octetsOf('<div class="row"><span>Lamp</span></div>'.repeat(5_000));
  expect((await pack(page)).length).toBeLessThan(page.length / 20);
  const noise = randomOctets(60_000);
  expect((await pack(noise)).length).toBeLessThan(60_000 * 1.12);
  expect((await pack(octetsOf('a'.repeat(900)))).length).toBe(960);
});

test('K6: a bomb stops at the limit; what is not compressed is refused', async () => {
  const bomb = await deflated(new Uint8Array(8 * MOST));
  expect(bomb.length).toBeLessThan(MOST / 100);
  await expect(inflated(bomb, MOST)).rejects.toThrow('more than a message may hold');
  expect((await inflated(bomb, 8 * MOST)).length).toBe(8 * MOST);
  const broken: Octets = octetsOf('this is not deflated at all, whatever it says');
  await expect(inflated(broken, MOST)).rejects.toThrow();
  await expect(inflated(bomb.slice(0, -9), 8 * MOST)).rejects.toThrow();
});

test('compressing something large gives way to the page', async () => {
  let turns = 0;
  let running = true;
  const turn = () => {
    turns += 1;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  await deflated(new Uint8Array(2 * MOST));
  running = false;
  expect(turns).toBeGreaterThan(20);
});
