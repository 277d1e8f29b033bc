import { describe, expect, test } from 'vitest';
import { rewriteCss } from './rewrite-css.ts';
import type { UrlPolicy } from './url-policy.ts';

const strict: UrlPolicy = { baseUrl: 'https://shop.example/a/', assetOrigins: new Set() };
const listed: UrlPolicy = { baseUrl: 'https://shop.example/a/', assetOrigins: new Set(['https://cdn.example']) };
const css = (text: string, policy = strict) => rewriteCss(text, policy).css;

const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';

describe('what loads', () => {
  test.each([
    ['a{background:url(http://evil.test/x)}', 'a{background:url("data:,")}'],
    ['a{background:url("http://evil.test/x")}', 'a{background:url("data:,")}'],
    ['a{background:URL(//evil.test/x)}', 'a{background:url("data:,")}'],
    ['a{background:u\\72l(http://evil.test/x)}', 'a{background:url("data:,")}'],
    ['a{background:\\75\\72\\6c("http://evil.test/x")}', 'a{background:\\75\\72\\6c("data:,")}'],
    ['a{background:src("http://evil.test/x")}', 'a{background:src("data:,")}'],
    ['a{background:image-set("http://evil.test/x" 1x)}', 'a{background:image-set("data:," 1x)}'],
    [
      'a{background:-webkit-image-set(url(x) 1x type("image/png"))}',
      'a{background:-webkit-image-set(url("data:,") 1x type("image/png"))}',
    ],
    ['a{background:image-set(var(--x) 1x)}', 'a{background:url("data:,")}'],
    ['a{background:image-set(var(--x', 'a{background:url("data:,")'],
    ['a{background:image-set((var(--x)) 1x)}', 'a{background:url("data:,")}'],
    ['@import "http://evil.test/x";a{color:red}', 'a{color:red}'],
    ['@import url(http://evil.test/x) screen;a{color:red}', 'a{color:red}'],
    ['@\\69mport "x";a{color:red}', 'a{color:red}'],
    ['a{color:red;@import "x"}b{color:red}', 'a{color:red;}b{color:red}'],
    ['@import "x"', ''],
    ['@font-face{font-family:x;src:url(http://evil.test/x.woff2)}', '@font-face{font-family:x;src:url("data:,")}'],
    ['a{cursor:url(x.cur),auto}', 'a{cursor:url("data:,"),auto}'],
    ['a{--x:url(http://evil.test/)}', 'a{--x:url("data:,")}'],
    ['a{background:url(x y)}', 'a{background:url("data:,")}'],
    ['a{background:url(http://evil.test/x', 'a{background:url("data:,")'],
    ['a{background:url("data:text/html,x")}', 'a{background:url("data:,")}'],
    ['a{filter:url(http://evil.test/x.svg#f)}', 'a{filter:url("data:,")}'],
    ['a{background:/**/url(/**/x)}', 'a{background:/**/url("data:,")}'],
  ])('%s', (input, output) => expect(css(input)).toBe(output));

  test.each([
    'a{fill:url(#grad)}'.replace('url(#grad)', 'url("#grad")'),
    `a{background:url("${PIXEL}")}`,
    'a{background:url("data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27/%3E")}',
    '@font-face{src:url("data:font/woff2;base64,AAAA")}',
    'a::before{content:"http://not.loaded/ (x) [href]"}',
    '@namespace svg url(http://www.w3.org/2000/svg);',
    '@media (min-width:1px){a{color:red}}',
    'a{grid-template-columns:[href] 1fr [end]}',
  ])('stays: %s', (text) => expect(css(text)).toBe(text));

  test('assets of listed origins: fonts only, since images of sheets would carry cookies', () => {
    expect(
      css('@font-face{src:url(https://cdn.example/f.woff2)}a{background:url(https://cdn.example/i.png)}', listed),
    ).toBe('@font-face{src:url("https://cdn.example/f.woff2")}a{background:url("data:,")}');
    expect(css('@font-face{src:url(https://other.example/f.woff2)}', listed)).toContain('data:,');
    expect(css('@font-face{src:url(../f.woff2)}', listed)).toContain('data:,');
  });

  test('an SVG image that could multiply is no image', () => {
    const uses = '<use href="%23a"/>'.repeat(100);
    expect(css(`a{background:url("data:image/svg+xml,<svg>${uses.replaceAll('"', "'")}</svg>")}`)).toContain('data:,');
    expect(css(`a{background:url("data:image/svg+xml;base64,${btoa('<!ENTITY a "b">')}")}`)).toContain('data:,');
  });
});

describe('what selectors mean', () => {
  test.each([
    ['a[href]{}', 'a[data-coview-href]{}'],
    ['a[href^="http"],b[title]{}', 'a[data-coview-href^="http"],b[title]{}'],
    ['a[ HREF ]{}', 'a[ data-coview-href ]{}'],
    ['[onclick]{}', '[data-coview-onclick]{}'],
    ['[xlink\\:href]{}', '[data-coview-xlink\\3a href]{}'],
    ['[*|href]{}', '[*|data-coview-href]{}'],
    ['[data-coview="mask"]{}', '[data-coview="mask"]{}'],
    ['[data-coview-private-content]{}', '[data-coview-data-coview-private-content]{}'],
    [':is(a,[src]):not([target]){}', ':is(a,[data-coview-src]):not([data-coview-target]){}'],
    ['@media print{a{&[href]{color:red}}}', '@media print{a{&[data-coview-href]{color:red}}}'],
    ['a::after{content:attr(href)}', 'a::after{content:attr(data-coview-href)}'],
    ['a:visited{color:red}', 'a:not(*){color:red}'],
    ['a:VISITED,a:link{}', 'a:not(*),a:link{}'],
    ['a:/**/visited{}', 'a:not(*)/**/{}'],
    ['a{--state:visited}', 'a{--state:visited}'],
    ['input:autofill,a:-webkit-autofill{}', 'input[data-coview-autofill],a[data-coview-autofill]{}'],
    ['a:hover,b:focus-visible{}', 'a[data-coview-hover],b[data-coview-focus-visible]{}'],
    [
      ':host(:FOCUS-WITHIN) ::slotted(:active){}',
      ':host([data-coview-focus-within]) ::slotted([data-coview-active]){}',
    ],
    ['a{color:red;&:hover{}:hover &{}}', 'a{color:red;&[data-coview-hover]{}[data-coview-hover] &{}}'],
    ['a::before:hover,a:after:hover,::part(x):hover{}', 'a::before:hover,a:after:hover,::part(x):hover{}'],
    ['::before :hover,:not(a:hover){}', '::before [data-coview-hover],:not(a[data-coview-hover]){}'],
    ['a:h\\6fver{transition:hover}', 'a[data-coview-hover]{transition:hover}'],
    [':fullscreen::backdrop,:-webkit-full-screen{}', '[data-coview-fullscreen]::backdrop,[data-coview-fullscreen]{}'],
    [
      'details[name="g"],link.x[rel],[name],p details > [name]{}',
      'details[data-coview-name="g"],link.x[data-coview-rel],[name],p details > [name]{}',
    ],
    ['[popover]:popover-open{}', '[data-coview-popover]:popover-open{}'],
  ])('%s', (input, output) => expect(css(input)).toBe(output));
});

test.each(['a{content:"', 'a{b:url(x', '/* x', 'a{b:image-set(', 'a[b', "a{b:'x"])('breaks off: %s', (text) => {
  expect(rewriteCss(text, strict).complete).toBe(false);
});

test.each(['a{b:c}', 'a{b:c', 'a{b:"x"}', '@media x{'])('complete: %s', (text) => {
  expect(rewriteCss(text, strict).complete).toBe(true);
});
