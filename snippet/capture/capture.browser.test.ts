import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium } from '../../e2e/browser.ts';
import { bundleForPage } from '../../e2e/page-bundle.ts';
import type { CapturedPage, capture } from './testing/capture-page.ts';

declare const lab: { capture: typeof capture };
declare global {
  interface Window {
    captured: CapturedPage;
  }
}

let launched: LaunchedBrowser;
let script: string;
let page: Page;

beforeAll(async () => {
  launched = await launchChromium();
  script = await bundleForPage(fileURLToPath(new URL('./testing/capture-page.ts', import.meta.url)), 'lab');
});
afterAll(() => launched.close());
beforeEach(async () => {
  page = await launched.browser.newPage();
});
afterEach(() => page.close());

/** Opens a page with this body, captures it, and gives all that was emitted so far as text. */
async function start(body: string, options: Parameters<typeof capture>[0] = {}): Promise<string> {
  await page.setContent(`<!doctype html><html><head><title>t</title></head><body>${body}</body></html>`);
  await page.addScriptTag({ content: script });
  return page.evaluate((given) => {
    document.querySelector('script')?.remove();
    window.captured = lab.capture(given);
    return window.captured.takeText();
  }, options);
}

/** Runs code in the page and gives what it made the capture emit. */
async function emittedBy(act: () => void): Promise<string> {
  await page.evaluate(act);
  return page.evaluate(() => {
    window.captured.flush();
    return window.captured.takeText();
  });
}

describe('credentials are never read', () => {
  test('control: an ordinary field is sent', async () => {
    expect(await start('<input id="f" value="canary-1"><input id="g">')).toContain('canary-1');
    await page.type('#g', 'canary-2');
    expect(await emittedBy(() => {})).toContain('canary-2');
  });

  test.each([
    '<input id="f" type="password" value="canary-1">',
    '<input id="f" autocomplete="section-a cc-number" value="canary-1">',
    '<input id="f" autocomplete="one-time-code" value="canary-1">',
    '<input id="f" autocomplete="new-password" value="canary-1">',
    '<input id="f" name="card_number" value="canary-1">',
    '<textarea id="f" autocomplete="cc-csc">canary-1</textarea>',
    '<input id="f" type="hidden" value="canary-1">',
  ])('%s', async (field) => {
    let text = await start(field);
    text += await emittedBy(() => {
      (document.querySelector('#f') as HTMLInputElement).value = 'canary-2';
    });
    text += await emittedBy(() => document.querySelector('#f')?.setAttribute('value', 'canary-3'));
    expect(text).not.toContain('canary');
  });

  test('a password stays one after the page shows it as text, whenever that happens', async () => {
    let text = await start('<input id="f" type="password" value="canary-1">');
    text += await emittedBy(() => document.querySelector('#f')?.setAttribute('type', 'text'));
    text += await emittedBy(() => {
      const late = document.createElement('input');
      document.body.append(late);
      late.type = 'password';
      late.value = 'canary-2';
      late.type = 'text';
    });
    expect(text).not.toContain('canary');
  });
});

test('a field that turns into a credential takes back what was shown of it', async () => {
  await start('<p><input id="f" placeholder="hint" value="shown"></p>');
  const text = await emittedBy(() => {
    const field = document.querySelector('#f') as HTMLInputElement;
    field.autocomplete = 'cc-number';
    field.value = 'canary-1';
  });
  expect(text).toMatch(/"detached":\[\d+\]/);
  expect(text).not.toMatch(/canary|hint|shown/);
});

describe('private parts', () => {
  test('control: without marks all of it is sent', async () => {
    expect(await start('<p title="canary-1">canary-2</p>')).toMatch(/canary-1.*canary-2/s);
  });

  test.each([
    ['attribute', '<p data-coview-private-content title="canary-1">canary-2 <b>canary-3</b></p>', {}],
    ['data-coview', '<p data-coview="mask" title="canary-1">canary-2 <b>canary-3</b></p>', {}],
    ['list', '<p class="x" title="canary-1">canary-2 <b>canary-3</b></p>', { privacy: { mask: ['.x'] } }],
    ['block', '<p data-coview="block" title="canary-1">canary-2 <b>canary-3</b></p>', {}],
    ['whole page', '<p title="canary-1">canary-2</p>', { privacy: { private: true } }],
    ['ignore', '<input data-coview="ignore" value="canary-1">', {}],
    [
      'label',
      '<div data-coview="mask"><label aria-label="canary-1"><input value="canary-2" placeholder="canary-3"></label></div>',
      {},
    ],
  ])('%s', async (_name, body, options) => {
    expect(await start(body, options)).not.toContain('canary');
  });

  test('what a mask covers follows attributes and moves', async () => {
    let text = await start('<p id="a">open</p><p id="b" class="x">canary-1</p>', {
      privacy: { mask: ['.x', '.outer .inner'] },
    });
    text += await emittedBy(() => document.querySelector('#b')?.append('canary-2'));
    text += await emittedBy(() => {
      const b = document.querySelector('#b') as Element;
      document.querySelector('#a')?.classList.add('x');
      document.querySelector('#a')?.append('canary-3');
      b.append(document.createElement('i'));
    });
    text += await emittedBy(() => {
      const inner = document.createElement('div');
      inner.className = 'inner';
      const outer = document.createElement('div');
      outer.className = 'outer';
      outer.append(inner);
      document.body.append(outer);
      inner.textContent = 'canary-4';
    });
    text += await emittedBy(() => {
      const moved = document.createElement('p');
      moved.textContent = 'open text';
      document.body.append(moved);
      document.querySelector('#b')?.append(moved);
      moved.textContent = 'canary-5';
    });
    expect(text).not.toContain('canary');
  });

  test('masks reach into shadow roots and slots', async () => {
    let text = await start('<div id="host" data-coview="mask">canary-1</div>');
    text += await emittedBy(() => {
      const root = (document.querySelector('#host') as Element).attachShadow({ mode: 'closed' });
      root.innerHTML = '<b title="canary-2">canary-3</b><slot></slot>';
    });
    expect(text).toContain('shadow-root');
    expect(text).not.toContain('canary');
  });

  test('keys in a masked field send nothing after the first', async () => {
    await start('<input id="f" data-coview="mask">');
    await page.type('#f', 'a');
    await emittedBy(() => {});
    await page.type('#f', 'bcd');
    const messages = await page.evaluate(() => {
      window.captured.flush();
      return window.captured.take().filter(({ type }) => type !== 'pointer');
    });
    expect(messages).toEqual([]);
  });
});

describe('what no picture needs stays in the page', () => {
  test('comments, scripts, handlers, metadata, queries and fragments', async () => {
    const text = await start(`<!-- canary-1 --><script type="text/plain">canary-2</script><noscript>canary-3</noscript>
      <meta name="token" content="canary-4"><a href="/path?canary-5#canary-6=1">link</a><p onclick="canary-7()">p</p>
      <img src="https://user:canary-8@cdn.example/a.png?canary-9">`);
    expect(text).toContain('/path');
    expect(text).not.toContain('canary');
  });

  test('an excluded element does not exist, nor do changes in it', async () => {
    let text = await start('<div class="own">canary-1</div><p>open</p>', { excludeSelector: '.own' });
    text += await emittedBy(() => {
      document.querySelector('.own')?.append('canary-2');
      document.querySelector('.own')?.before('before');
    });
    expect(text).toContain('before');
    expect(text).not.toContain('canary');
  });
});

describe('the page is left as it was', () => {
  test('natives are put back, and nothing is emitted after Stop', async () => {
    await start('<p id="p">text</p>');
    const after = await page.evaluate(() => {
      const wrapped = Element.prototype.attachShadow;
      const styleOf = (side: 'get' | 'set') =>
        String(Object.getOwnPropertyDescriptor(CSSStyleRule.prototype, 'style')?.[side]);
      window.captured.take();
      window.captured.stop();
      const native = Element.prototype.attachShadow;
      document.querySelector('#p')?.append('late');
      window.captured.flush();
      window.captured.takeSnapshot();
      return {
        changed: wrapped !== native,
        source: String(native) + styleOf('get') + styleOf('set'),
        messages: window.captured.take().length,
      };
    });
    expect(after).toEqual({ changed: true, source: expect.stringMatching(/(.*\[native code\].*){3}/s), messages: 0 });
  });

  test('a wrapper that somebody put over ours stays', async () => {
    await start('<p>text</p>');
    const kept = await page.evaluate(() => {
      const ours = CSSStyleSheet.prototype.insertRule;
      const theirs: typeof ours = function (this: CSSStyleSheet, ...args) {
        return ours.apply(this, args);
      };
      CSSStyleSheet.prototype.insertRule = theirs;
      window.captured.stop();
      const sheet = new CSSStyleSheet();
      sheet.insertRule('p { color: red }');
      return CSSStyleSheet.prototype.insertRule === theirs && sheet.cssRules.length === 1;
    });
    expect(kept).toBe(true);
  });
});
