/** Well-formed, so that HTML and XHTML may both have it. */
const BODY = `<div id="a" class="one">text <b>bold</b></div><ul><li>1</li><li>2</li><li>3</li></ul>
<form id="form-1"><input value="x"/><textarea>area</textarea><select><option>1</option><option selected="">2</option></select></form>
<iframe srcdoc="&lt;p class=one>first frame"></iframe>`;
const HEAD =
  '<head><title>Fuzz</title><style>.one { color: red } .two { font-weight: bold }</style><link rel="icon" href="data:,"/><link rel="stylesheet" href="one.css"/></head>';
const LIMITED =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';

const page = (doctype: string) => `${doctype}<html lang="en">${HEAD}<body>${BODY}</body></html>`;
const xhtml = (body: string) =>
  `<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">${HEAD}<body>${body}</body></html>`;

/** What the fuzzer's server has, by path: pages to begin with, documents of frames, style sheets. */
export const FUZZ_FILES: Record<string, string | { body: string; type: string }> = {
  '/pages/start-standards.html': page('<!DOCTYPE html>'),
  '/pages/start-quirks.html': page(''),
  '/pages/start-limited.html': page(LIMITED),
  '/pages/start.xhtml': { body: xhtml(BODY), type: 'application/xhtml+xml' },
  '/pages/standards.html': '<!doctype html><link rel=stylesheet href=one.css><p class=one>standards</p><input value=a>',
  '/pages/quirks.html': '<p class=two>quirks</p><select><option>1<option>2</select>',
  '/pages/nested.html': '<!doctype html><p>nested</p><iframe src="standards.html"></iframe>',
  '/pages/page.xhtml': {
    body: xhtml('<p>well formed <![CDATA[<cdata> & more]]></p><?pi here?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    type: 'application/xhtml+xml',
  },
  '/pages/one.css': '.one { color: green } @media (min-width: 1px) { b { left: 1px } }',
  '/pages/two.css': '@layer late { .two { color: blue } } .two { border: var(--edge); }',
  '/pages/importing.css': '@import "two.css" layer(imported) screen; @import "one.css"; i { color: teal }',
};

/** The page that a program begins with. Most of the web is the first. */
export function startPageOf(seed: number): string {
  const rare = ['start-quirks.html', 'start-limited.html', 'start.xhtml'];
  return (seed % 4 === 0 ? rare[(seed / 4) % rare.length] : undefined) ?? 'start-standards.html';
}
