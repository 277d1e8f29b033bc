import { expect, test } from 'vitest';
import { fitScale } from './fit-scale.ts';

const desktop = { widthCssPx: 1440, heightCssPx: 900, devicePixelRatio: 2 };

test('the narrower side decides, and nothing is enlarged', () => {
  expect(fitScale(desktop, { widthCssPx: 360, heightCssPx: 900 }, 'whole')).toBe(0.25);
  expect(fitScale(desktop, { widthCssPx: 1440, heightCssPx: 450 }, 'whole')).toBe(0.5);
  expect(fitScale(desktop, { widthCssPx: 4000, heightCssPx: 4000 }, 'whole')).toBe(1);
});

test('a closer look fills the longer side, and is at least twice as large', () => {
  expect(fitScale(desktop, { widthCssPx: 360, heightCssPx: 540 }, 'closer')).toBe(0.6);
  expect(fitScale(desktop, { widthCssPx: 360, heightCssPx: 225 }, 'closer')).toBe(0.5);
  expect(fitScale(desktop, { widthCssPx: 1200, heightCssPx: 800 }, 'closer')).toBe(1);
});

test('a window without a size is shown as it is', () => {
  const empty = { widthCssPx: 0, heightCssPx: 0, devicePixelRatio: 1 };
  expect(fitScale(empty, { widthCssPx: 360, heightCssPx: 900 }, 'whole')).toBe(1);
  expect(fitScale(desktop, { widthCssPx: 0, heightCssPx: 0 }, 'whole')).toBe(1);
});
