import { startStaticServer } from '../static-server.ts';
import type { Scene, SceneSource } from './scene.ts';

const STYLE = `
@import "/imported.css" screen;
@layer low, high;
@layer high { .layered { background: linear-gradient(90deg, #356, #8ac) } }
@layer low { .layered { background: red; height: 40px } }
@media (min-width: 600px) { .wide { border: 3px double #a33; padding: 6px } }
@supports (display: grid) { .grid { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px } }
.grid > * { background: #eef; padding: 4px; &:nth-child(2n) { background: #fee } }
ol { counter-reset: step } li::before { counter-increment: step; content: counter(step) "/ " attr(data-note) }
.scroller { width: 300px; height: 80px; overflow: auto; border: 1px solid } .scroller > div { width: 600px; height: 400px;
  background: repeating-linear-gradient(45deg, #cde 0 10px, #fff 10px 20px) }
::selection { background: gold } input:checked + label { color: green } input:indeterminate + label { color: #96c }
:root { --accent: teal } .var { color: var(--accent, red) } ::placeholder { color: #b60 }`;

const BODY = `<h1 align="center">A page <font color="#336699" size="5">of everything</font></h1>
<p class="var wide imported">Text with <b>bold</b>, <i>italics</i>, &amp; <u>lines</u>, <ruby>漢<rt>kan</rt></ruby>.</p><div class="layered"></div>
<div class="grid"><span>1</span><span>2</span><span>3</span><span>4</span></div>
<ol><li data-note="first">one<li data-note="second">two</ol>
<form><input value="typed later"> <input placeholder="placeholder"> <input type="checkbox" id="a"><label for="a">checked</label>
<input type="checkbox" id="b"><label for="b">indeterminate</label> <input type="range" value="70"> <progress value=".4"></progress>
<meter value=".7"></meter> <select><option>one<option>two</select> <select multiple size="3"><option>x<option>y<option>z</select>
<textarea>lines</textarea> <input type="color" value="#3366cc"> <button>Button</button></form>
<details><summary>Details</summary>opened by script</details>
<div class="scroller"><div></div></div>
<svg width="120" height="60"><defs><linearGradient id="g"><stop stop-color="#f80"/><stop offset="1" stop-color="#08f"/></linearGradient></defs>
<rect width="100" height="50" rx="9" fill="url(#g)"/><text x="10" y="30">SVG</text></svg>
<x-card><span slot="title">Slotted</span>inside</x-card> <iframe srcdoc="<style>body{background:#dfd}</style>a frame" width="200" height="60"></iframe>
<table border="1" cellpadding="4"><caption>Table</caption><tr><td bgcolor="#ffeecc">a<td>b<tr><td colspan="2" align="right">c</table><marquee behavior="slide" loop="1" scrollamount="500">marquee</marquee>`;

const SCRIPT = `
customElements.define('x-card', class extends HTMLElement { constructor() { super();
  const root = this.attachShadow({ mode: 'open' }); const sheet = new CSSStyleSheet();
  sheet.replaceSync(':host { display: inline-block; border: 2px solid #484; padding: 5px } ::slotted(span) { font-weight: bold }');
  root.adoptedStyleSheets = [sheet]; root.innerHTML = '<slot name="title"></slot>: <slot></slot>'; } });`;

/** What a person and scripts do to it after recording has begun. */
const ACT = `
document.querySelector('input').value = 'typed';
document.getElementById('a').checked = true; document.getElementById('b').indeterminate = true;
document.querySelector('select').selectedIndex = 1; document.querySelector('select[multiple]').options[2].selected = true;
document.querySelector('details').open = true; document.querySelector('.scroller').scrollTo(120, 90);
document.styleSheets[0].insertRule('h1 { letter-spacing: 2px; color: #225 }', document.styleSheets[0].cssRules.length);
const added = document.createElement('x-card'); added.textContent = 'added later'; document.body.append(added);
document.querySelector('ol').prepend(document.querySelector('ol').lastElementChild);`;

/** A page made to have something of everything, in both layout modes. */
export async function madeScenes(): Promise<SceneSource> {
  const html = (doctype: string) =>
    `${doctype}<html lang="en"><head><title>Made</title><link rel="icon" href="data:,"><style>${STYLE}</style><script>${SCRIPT}</script></head><body>${BODY}</body></html>`;
  const server = await startStaticServer({
    files: {
      '/standards': { body: html('<!doctype html>'), type: 'text/html; charset=utf-8' },
      '/quirks': { body: html(''), type: 'text/html; charset=utf-8' },
      '/imported.css': '.imported { text-decoration: underline wavy #c33 }',
    },
  });
  const scene = (mode: string): Scene => ({
    name: `made in ${mode} mode`,
    async open(page) {
      await page.goto(`${server.origin}/${mode}`, { waitUntil: 'networkidle0' });
    },
    async act(page) {
      await page.evaluate(ACT);
    },
  });
  return { scenes: [scene('standards'), scene('quirks')], close: () => server.close() };
}
