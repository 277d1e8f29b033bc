import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitRules } from './split-rules.ts';

test('rules end where the browser ends them', () => {
  const css = '@import "a;b.css"; /* } */ a { content: "}" } @media print { b { top: 0 } c{} } \\{ d { e: f }';
  expect(splitRules(css).map((rule) => rule.trim())).toEqual([
    '@import "a;b.css";',
    '/* } */ a { content: "}" }',
    '@media print { b { top: 0 } c{} }',
    '\\{ d { e: f }',
  ]);
});

test('nothing but white space is lost, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'a{};"\'\\/* \n') }), (css) => {
      expect(css.startsWith(splitRules(css).join(''))).toBe(true);
      expect(css.slice(splitRules(css).join('').length).trim()).toBe('');
    }),
  );
});
