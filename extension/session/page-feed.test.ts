import { expect, test, vi } from 'vitest';
import { PageFeed } from './page-feed.ts';

const bytes = (value: number) => new Uint8Array([value]);

function collect() {
  const applied: number[] = [];
  return { applied, sink: (message: Uint8Array) => void applied.push(message[0] ?? 0) };
}

test('what comes before the mirror waits for it, from the newest snapshot on', () => {
  const startOver = vi.fn();
  const feed = new PageFeed(startOver, () => undefined);
  feed.push('snapshot', bytes(1));
  feed.push('patch', bytes(2));
  feed.push('snapshot', bytes(3));
  feed.push('pointer', bytes(4));
  feed.push('patch', bytes(5));
  const { applied, sink } = collect();
  feed.attach(sink);
  feed.push('patch', bytes(6));
  expect(applied).toEqual([3, 5, 6]);
  expect(feed.health.value).toBe('in-step');
  expect(startOver).not.toHaveBeenCalled();
});

test('a message that does not fit asks for a fresh start, and nothing is applied until it comes', () => {
  const startOver = vi.fn();
  const feed = new PageFeed(startOver, () => undefined);
  const { applied, sink } = collect();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  feed.attach((message) => {
    if (message[0] === 9) throw new Error('unknown node');
    sink(message);
  });
  feed.push('snapshot', bytes(1));
  feed.push('patch', bytes(9));
  feed.push('patch', bytes(2));
  expect(feed.health.value).toBe('repairing');
  expect(startOver).toHaveBeenCalledTimes(1);
  feed.push('snapshot', bytes(3));
  feed.push('patch', bytes(4));
  expect(applied).toEqual([1, 3, 4]);
  expect(feed.health.value).toBe('in-step');
});

test('a stored message that never fits is given up after a few tries, until the agent asks again', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const feed: PageFeed = new PageFeed(
    () => {
      feed.push('snapshot', bytes(1));
      feed.push('patch', bytes(9));
    },
    () => undefined,
  );
  const startOver = vi.spyOn(feed, 'repair');
  feed.attach((message) => {
    if (message[0] === 9) throw new Error('unknown node');
  });
  feed.push('snapshot', bytes(1));
  feed.push('patch', bytes(9));
  expect(feed.health.value).toBe('lost');
  expect(startOver).toHaveBeenCalledTimes(4);
  feed.retry();
  expect(startOver).toHaveBeenCalledTimes(8);
});

test('a second mirror gets the stored state again', () => {
  const startOver = vi.fn();
  const feed = new PageFeed(startOver, () => undefined);
  const detach = feed.attach(collect().sink);
  feed.push('snapshot', bytes(1));
  detach();
  feed.push('patch', bytes(2));
  const second = collect();
  feed.attach(second.sink);
  expect(startOver).toHaveBeenCalledTimes(1);
  feed.push('snapshot', bytes(3));
  expect(second.applied).toEqual([3]);
});

test('a snapshot that comes while no mirror is there needs no fresh start', () => {
  const startOver = vi.fn();
  const feed = new PageFeed(startOver, () => undefined);
  feed.attach(collect().sink)();
  feed.push('snapshot', bytes(1));
  const { applied, sink } = collect();
  feed.attach(sink);
  expect(applied).toEqual([1]);
  expect(startOver).not.toHaveBeenCalled();
});
