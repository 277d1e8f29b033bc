import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSERS, type LabPage, openLabPage } from './testing/lab-page.ts';

declare const lab: typeof import('./testing/lab.ts');

describe.each(BROWSERS)('the mirror in %s', (_name, launch) => {
  let home: LabPage;
  let page: Page;

  beforeAll(async () => {
    home = await openLabPage(launch);
    page = home.page;
  });

  afterAll(() => home?.close());

  test('is there as soon as a snapshot is applied', async () => {
    const seen = await page.evaluate(() => {
      const mirror = lab.openLab();
      const before = mirror.mirror.document;
      mirror.load('<!doctype html><title>Shop</title><p id="a" class="x">Hello <b>you</b></p>');
      const { document } = mirror.mirror;
      const node = mirror.mirror.nodeById(mirror.id('#a'));
      const result = {
        same: before === document && mirror.frame.contentDocument === document,
        text: document.body.textContent,
        mode: document.compatMode,
        found: node === mirror.find('#a'),
        unknown: [mirror.mirror.idOf(window.document.body), mirror.mirror.nodeById(999) ?? 'none'],
        sandbox: mirror.frame.getAttribute('sandbox'),
      };
      mirror.close();
      return result;
    });
    expect(seen).toEqual({
      same: true,
      text: 'Hello you',
      mode: 'CSS1Compat',
      found: true,
      unknown: [0, 'none'],
      sandbox: 'allow-same-origin',
    });
  });

  test.each([
    ['quirks', '<p>x', 'BackCompat'],
    ['standards', '<!doctype html><p>x', 'CSS1Compat'],
  ])('takes the layout mode of the page: %s', async (_mode, html, compatMode) => {
    const modes = await page.evaluate((markup) => {
      const mirror = lab.openLab();
      mirror.load(markup);
      const first = mirror.mirror.document.compatMode;
      mirror.load(first === 'BackCompat' ? '<!doctype html>y' : 'y');
      const second = mirror.mirror.document.compatMode;
      mirror.close();
      return [first, second];
    }, html);
    expect(modes).toEqual([compatMode, compatMode === 'BackCompat' ? 'CSS1Compat' : 'BackCompat']);
  });

  test.each(['', 'html { scroll-behavior: smooth }'])('another page begins at its top: %s', async (css) => {
    const offsets = await page.evaluate((style) => {
      const mirror = lab.openLab();
      const html = `<!doctype html><style>${style}</style><p style="height:5000px">`;
      mirror.load(html, [{ type: 'scroll', node: 1, xCssPx: 0, yCssPx: 700 }]);
      const before = mirror.find('html').scrollTop;
      mirror.load(html);
      const seen = [before, mirror.find('html').scrollTop];
      mirror.close();
      return seen;
    }, css);
    expect(offsets).toEqual([700, 0]);
  });

  test('shows what the page shows: every kind of node, described alike', async () => {
    const [mirrored, original] = await page.evaluate(() => {
      const html = `<!doctype html><html lang="en" onclick="x"><head><meta name="a" content="b"><link rel="stylesheet" href="x.css">
        <style media="screen">a[href]{color:red} p::after{content:attr(title)}</style><script type="module">let a</script></head>
        <body background="x.png"><!-- c --><a href="/x?y" target="_blank" data-coview="mask" data-coview-private-content>link</a>
        <img src="http://127.0.0.1:9/x.png" srcset="y 2x" width="30" height="20" alt="z"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
        <svg viewBox="0 0 1 1"><defs><linearGradient id="g"/></defs><a xlink:href="#x"><rect fill="url(#g)" style="fill:url(x.svg#y)"/></a><use href="#g"/>
        <animate attributeName="href" to="x"/></svg><math><mi mathvariant="normal">x</mi></math>
        <template><p>inert <b>content</b></p></template><my-widget><template shadowrootmode="open"><style>:host{color:red}</style><slot></slot></template>light</my-widget>
        <iframe src="x" name="y" width="100"></iframe><object data="x" type="y">fallback</object><embed src="x"><noscript>no</noscript>
        <form action="/x"><input name="setAttribute" value="1"><input type="checkbox" checked><input name="attributes"><textarea>t</textarea>
        <select><option>1<option selected>2</select><button formaction="x" onclick="y">b</button></form>
        <video src="x" poster="y" autoplay></video><p style="background:url(x.png);color:red" title="t">s</p><portal>p</portal>`;
      const mirror = lab.openLab();
      mirror.load(html);
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const plain = frame.contentDocument as Document;
      const inert = new DOMParser().parseFromString(html, 'text/html');
      plain.open();
      plain.write('<!doctype html>');
      plain.close();
      plain.replaceChild(plain.adoptNode(inert.documentElement), plain.documentElement);
      const host = plain.querySelector('my-widget') as Element;
      const shadow = host.querySelector('template') as HTMLTemplateElement;
      host.attachShadow({ mode: 'open' }).append(shadow.content);
      shadow.remove();
      const all = { isOpaque: () => false, documentIn: () => null };
      const result = [lab.describeMirror(mirror.mirror.document), lab.describePage(plain, all)];
      mirror.close();
      frame.remove();
      return result;
    });
    expect(mirrored).toBe(original);
    expect(mirrored).toContain('<svg|linearGradient id="g">');
    expect(mirrored).toContain('a[data-coview-href] { color: red; }');
  });
});
