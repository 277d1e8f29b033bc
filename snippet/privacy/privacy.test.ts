import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanSrcset, cleanUrl } from './clean-url.ts';
import { maskText, maskValue } from './mask.ts';

describe('masked text', () => {
  test('tells nothing of its characters and, up to 16, nothing of its length', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 16 }), (text) => {
        fc.pre(text.trim() !== '');
        expect(maskText(text)).toBe(maskText('x'));
      }),
    );
  });

  test('of longer text only the power of two shows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 17, max: 5000 }), (length) => {
        const step = 2 ** Math.ceil(Math.log2(length / 16));
        expect(maskText('s'.repeat(length))).toBe(maskText('t'.repeat(16 * step)));
      }),
    );
  });

  test('white space is layout and stays', () => {
    expect(maskText(' \n ')).toBe(' \n ');
  });

  test('every value that is not empty looks the same', () => {
    expect(maskValue('a')).toBe(maskValue('a much longer value'));
    expect(maskValue('')).toBe('');
  });
});

describe('addresses', () => {
  test.each([
    ['/cart?item=4&token=abc#pay', '/cart'],
    ['https://me:secret@shop.example/a?b', 'https://shop.example/a'],
    ['//me:secret@shop.example/a', '//shop.example/a'],
    ['#details', '#details'],
    ['#/orders/123', '#'],
    ['#token=abc', '#'],
    ['mailto:a@b.example', 'mailto:'],
    ['javascript:alert(1)', 'javascript:'],
    ['data:image/png;base64,AA==', 'data:image/png;base64,AA=='],
    ['data:text/html,secret', 'data:,'],
    ['relative/path', 'relative/path'],
    ['blob:https://shop.example/1-2', 'blob:https://shop.example/1-2'],
  ])('%s leaves as %s', (url, expected) => {
    expect(cleanUrl(url)).toBe(expected);
  });

  test('each candidate of a srcset is cleaned, descriptors stay', () => {
    expect(cleanSrcset('/a.png?k=1 1x, /b.png?k=2 2x')).toBe('/a.png 1x, /b.png 2x');
  });
});
