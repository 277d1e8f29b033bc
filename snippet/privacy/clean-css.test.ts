import { expect, test } from 'vitest';
import { maskCss } from './clean-css.ts';

test('what a style sheet writes into a private part is masked, whatever stands in its strings', () => {
  for (const text of [
    '"secret"',
    "'secret'",
    '"a;secret"',
    '"a}secret"',
    '"a\\"secret"',
    '"a;secret',
    '"a" ";secret"',
  ]) {
    for (const name of ['content', '--label']) expect(maskCss(`${name}:${text}`), text).not.toContain('secret');
  }
  // Of what nobody reads nothing is lost.
  expect(maskCss('content: "x"; color: red')).toContain('; color: red');
  expect(maskCss('font-family: "Open Sans"')).toBe('font-family: "Open Sans"');
});
