import { afterEach, expect, test, vi } from 'vitest';
import { Speech } from './speech.ts';

const fails = (fault: unknown) => {
  throw fault;
};

afterEach(() => {
  vi.useRealTimers();
  vi.doUnmock('./messages/fr.ts');
  vi.resetModules();
});

test('English is there at once; another language when it has loaded, and from then on at once', async () => {
  const speech = new Speech(fails);
  expect(speech.speak('en')).toBeNull();
  await speech.speak('de')?.loaded;
  expect(speech.messages.language).toBe('en');
  expect(speech.speak('de')).toBeNull();
  expect(speech.messages.language).toBe('de');
  expect(speech.speak('en')).toBeNull();
  expect(speech.messages.language).toBe('en');
});

test('a language that does not come is waited for once, and what is there is spoken', async () => {
  vi.useFakeTimers();
  vi.doMock('./messages/fr.ts', () => new Promise(() => undefined));
  const { Speech: Fresh } = await import('./speech.ts');
  const speech = new Fresh(fails);
  const first = speech.speak('fr');
  const second = speech.speak('fr');
  expect(second).toBe(first);
  await vi.advanceTimersByTimeAsync(1_000);
  await first?.soon;
  // No timer runs any more: a screen that comes later is not held up again.
  await speech.speak('fr')?.soon;
  expect(vi.getTimerCount()).toBe(0);
  expect(speech.messages.language).toBe('en');
});

test('a language that cannot be loaded is told as a fault, and tried again with the next screen', async () => {
  vi.doMock('./messages/fr.ts', () => {
    throw new Error('no network');
  });
  const { Speech: Fresh } = await import('./speech.ts');
  const faults: unknown[] = [];
  const speech = new Fresh((fault) => faults.push(fault));
  await speech.speak('fr')?.loaded;
  expect(faults).toHaveLength(1);
  expect(speech.messages.language).toBe('en');
  vi.doUnmock('./messages/fr.ts');
  await speech.speak('fr')?.loaded;
  expect(speech.speak('fr')).toBeNull();
  expect(speech.messages.language).toBe('fr');
});
