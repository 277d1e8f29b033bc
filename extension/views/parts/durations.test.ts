import { expect, test } from 'vitest';
import { clock, moment, span } from './durations.ts';

test('a running clock', () => {
  expect(clock(0)).toBe('0:00');
  expect(clock(-5)).toBe('0:00');
  expect(clock(59_999)).toBe('0:59');
  expect(clock(3_600_000 + 65_000)).toBe('1:01:05');
});

test('a span that is over', () => {
  expect(span(41_000)).toBe('41 s');
  expect(span(59_700)).toBe('1 min');
  expect(span(12 * 60_000)).toBe('12 min');
  expect(span(60 * 60_000)).toBe('1 h');
  expect(span(65 * 60_000)).toBe('1 h 5 min');
});

test('a moment is named by how far away its day is', () => {
  const now = new Date(2026, 4, 12, 15, 0).getTime();
  expect(moment(new Date(2026, 4, 12, 9, 5).getTime(), now, 'en-GB')).toBe('Today, 09:05');
  expect(moment(new Date(2026, 4, 11, 23, 59).getTime(), now, 'en-GB')).toBe('Yesterday, 23:59');
  expect(moment(new Date(2026, 4, 1, 8, 0).getTime(), now, 'en-GB')).toBe('1 May, 08:00');
});
