import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_SEGMENT_BYTES } from '../../shared/protocol/limits.ts';
import { frame, SessionLab } from '../testing/session-lab.ts';
import { decodeSegment, encodeSegment, entryBytes } from './segment.ts';

test('D1: a stored segment gives back what was put in', () => {
  const entry = fc.record({
    sender: fc.integer({ min: 1, max: 0xffff }),
    receivedAt: fc.integer({ min: 0, max: 4e12 }),
    frame: fc.uint8Array({ maxLength: 200 }),
  });
  fc.assert(
    fc.property(fc.array(entry), fc.integer({ min: 1, max: 1e9 }), (parts, firstIndex) => {
      const entries = parts.map((part, at) => ({ index: firstIndex + at, ...part }));
      const bytes = encodeSegment(entries);
      expect(bytes.length).toBe(entries.reduce((sum, one) => sum + entryBytes(one), 0));
      expect(decodeSegment(bytes, firstIndex)).toEqual(entries);
    }),
  );
});

test('L4: no stored value is larger than the platform takes, however frames arrive', async () => {
  const lab = await SessionLab.open();
  const { customer } = await lab.meet();
  let seq = 0;
  const sizes = [1, 90_000, 60_000, 70_000, 98_000, 1, 1, 98_000, 98_000];
  const give = (sizeBytes: number) => customer.give(frame({ kind: 'patch', role: 'customer', seq: ++seq }, sizeBytes));
  // At once: what arrives while a write is under way goes together into the next.
  await Promise.all(sizes.map(give));
  for (const size of sizes) await give(size);
  const segments = [...lab.store.afterPowerCut()].filter(([key]) => key.startsWith('log/'));
  const stored = segments.map(([, value]) => (value as Uint8Array).length);
  expect(Math.max(...stored)).toBeLessThanOrEqual(MAX_SEGMENT_BYTES);
  expect(segments.length).toBeLessThan(2 * sizes.length);
  const entries = segments.flatMap(([key, value]) =>
    decodeSegment(value as Uint8Array, Number(key.slice('log/'.length))),
  );
  expect(entries.map(({ index }) => index)).toEqual(Array.from({ length: 2 * sizes.length }, (_, at) => at + 1));
});
