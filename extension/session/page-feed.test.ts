import { expect, test, vi } from 'vitest';
import { Allowance } from '../../shared/proof/allowance.ts';
import { PageFeed } from './page-feed.ts';

const bytes = (value: number) => new Uint8Array([value]);

/** A feed whose page has answered nothing yet. */
function open(startOver: () => void = vi.fn(), requests = 9) {
  const sendRepair = vi.fn();
  const allowance = new Allowance(requests, 0);
  const feed = new PageFeed({ startOver, sendWanted: () => undefined, sendRepair, allowance });
  /** As the mirror does: asks the page for a snapshot, and throws. */
  const failOn9 = (message: Uint8Array) => {
    if (message[0] !== 9) return;
    feed.askForRepair(bytes(3));
    throw new Error('unknown node');
  };
  return { feed, startOver, sendRepair, failOn9 };
}

function collect() {
  const applied: number[] = [];
  return { applied, sink: (message: Uint8Array) => void applied.push(message[0] ?? 0) };
}

test('what comes before the mirror waits for it, from the newest snapshot on', () => {
  const { feed, startOver } = open();
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

test('P6: a message that does not fit asks the page for repair, and nothing is applied until a snapshot comes', () => {
  const { feed, startOver, sendRepair, failOn9 } = open();
  const { applied, sink } = collect();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  feed.attach((message) => {
    failOn9(message);
    sink(message);
  });
  feed.push('snapshot', bytes(1));
  feed.push('patch', bytes(9));
  feed.push('patch', bytes(2));
  expect(feed.health.value).toBe('repairing');
  expect(sendRepair).toHaveBeenCalledExactlyOnceWith(bytes(3));
  feed.push('snapshot', bytes(3));
  feed.push('patch', bytes(4));
  expect(applied).toEqual([1, 3, 4]);
  expect(feed.health.value).toBe('in-step');
  expect(startOver).not.toHaveBeenCalled();
});

test('P6: a page that does not answer: the second request begins again from what is stored', () => {
  const { feed, startOver, sendRepair, failOn9 } = open();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  feed.attach(failOn9);
  feed.push('snapshot', bytes(1));
  feed.push('patch', bytes(9));
  expect(startOver).not.toHaveBeenCalled();
  feed.askForRepair(bytes(3));
  expect([sendRepair.mock.calls.length, vi.mocked(startOver).mock.calls.length]).toEqual([1, 1]);
});

test('P4: a mirror that asks for ever does not flood the page', () => {
  const { feed, sendRepair } = open(vi.fn(), 2);
  feed.attach(collect().sink);
  feed.push('snapshot', bytes(1));
  for (let asked = 0; asked < 9; asked++) feed.askForRepair(bytes(1));
  expect(sendRepair).toHaveBeenCalledTimes(2);
  expect(feed.health.value).toBe('in-step');
});

test('a stored message that never fits is given up after a few tries, until the agent asks again', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const { feed, startOver, failOn9 } = open();
  const stored = () => {
    feed.push('snapshot', bytes(1));
    feed.push('patch', bytes(9));
  };
  feed.attach(failOn9);
  for (let tries = 0; tries < 3; tries++) stored();
  expect(feed.health.value).toBe('repairing');
  stored();
  expect(feed.health.value).toBe('lost');
  expect(startOver).not.toHaveBeenCalled();
  feed.retry();
  expect([feed.health.value, vi.mocked(startOver).mock.calls.length]).toEqual(['repairing', 1]);
});

test('a second mirror gets the stored state again', () => {
  const { feed, startOver } = open();
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
  const { feed, startOver } = open();
  feed.attach(collect().sink)();
  feed.push('snapshot', bytes(1));
  const { applied, sink } = collect();
  feed.attach(sink);
  expect(applied).toEqual([1]);
  expect(startOver).not.toHaveBeenCalled();
});
