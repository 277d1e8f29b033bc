import { expect, test } from 'vitest';
import { JoinLine } from './join-line.ts';
import { MissBucket } from './miss-bucket.ts';

test('A7: who has missed least goes first', async () => {
  let now = 0;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const bucket = new MissBucket({ level: 0, filledAt: 0 }, 0);
  const line = new JoinLine(
    bucket,
    () => now,
    async (delayMs) => {
      await held;
      now += delayMs;
    },
  );
  for (let missed = 0; missed < 5; missed++) line.note('often');
  line.note('once');
  const done: string[] = [];
  const enter = async (address: string): Promise<void> => {
    const passed = await line.enter(address);
    done.push(`${address} ${passed}`);
  };
  const entered = Promise.all(['often', 'once', 'often', 'never', 'new'].map(enter));
  release();
  await entered;
  // The second attempt of an address that waits already, and the one who has missed most, find no place.
  expect(done).toEqual(['often false', 'often false', 'never true', 'new true', 'once true']);
});
