import { expect, test } from 'vitest';
import { CustomerMedia } from './customer-media.ts';
import { ENVIRONMENT, rewriteCss, rewriteMedia } from './rewrite-css.ts';
import type { UrlPolicy } from './url-policy.ts';

const phone = new CustomerMedia(
  'hover:none pointer:coarse any-pointer:coarse prefers-reduced-motion:reduce resolution:2.5',
);
const policy: UrlPolicy = { baseUrl: '', assetOrigins: new Set(), media: phone, undefinedElements: ['x-a', 'x-b'] };
const YES = '(min-width: 0px)';
const NO = '(max-width: -1px)';

test("S13: queries that the customer's system decides have its answers", () => {
  const answers = {
    hover: false,
    'hover: none': true,
    'POINTER : Coarse': true,
    'pointer: fine': false,
    pointer: true,
    'prefers-reduced-motion': true,
    'prefers-reduced-motion: no-preference': false,
    'min-resolution: 2dppx': true,
    'min-resolution: 240dpi': true,
    'max-resolution: 240dpi': true,
    'resolution: 240dpi': true,
    '-webkit-min-device-pixel-ratio: 3': false,
    'min--moz-device-pixel-ratio: 2': true,
    'resolution >= 2.5x': true,
    'resolution > 2.5x': false,
    '2x <= resolution < 3x': true,
    '3x <= resolution': false,
    'min-width: 3px': undefined,
    'width > 3px': undefined,
    'resolution >= calc(1x + 1x)': undefined,
  };
  for (const [query, answer] of Object.entries(answers)) expect(phone.matches(query), query).toBe(answer);
});

test('S13: they are answered wherever they stand in a condition, and nothing else is touched', () => {
  const rewritten = (css: string) => rewriteCss(css, policy).css;
  expect(rewritten('@media (hover) and (min-width: 9px){a{}}')).toBe(`@media ${NO} and (min-width: 9px){a{}}`);
  expect(rewritten('@media not ((hover:none) or (pointer/**/:fine)){a{}}')).toBe(`@media not (${YES} or ${NO}){a{}}`);
  expect(rewritten('a{@media (resolution > 2x){color:red}}')).toBe(`a{@media ${YES}{color:red}}`);
  expect(rewritten('@supports (hover: none){a{cursor:pointer}}')).toBe('@supports (hover: none){a{cursor:pointer}}');
  expect(rewriteMedia('screen and (prefers-reduced-motion)', policy)).toBe(`screen and ${YES}`);
  expect(rewriteMedia('print} a{', policy)).toBe('print} a{');
});

test('S13: without answers the text stays, and what has to be asked again is known', () => {
  const unknown = { baseUrl: '', assetOrigins: new Set<string>() };
  const css = '@media (hover){a{}}';
  expect(rewriteCss(css, unknown)).toEqual({ css, complete: true, addresses: [ENVIRONMENT] });
  expect(rewriteCss('@media (min-width:1px){a{}}', unknown).addresses).toEqual([]);
});

test('S14: elements are defined but for those of which the page says otherwise', () => {
  expect(rewriteCss('p:not(:defined){top:0}', policy).css).toBe('p:not(:not(:is(.coview-undefined, x-a, x-b))){top:0}');
  expect(rewriteCss('p:defined{top:0}', { ...policy, undefinedElements: ['a{b'] }).css).toContain('a\\7b b');
});
