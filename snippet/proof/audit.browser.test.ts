import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium, launchFirefox } from '../../e2e/browser.ts';
import { bundleForPage } from '../../e2e/page-bundle.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import type { ProvenPage, provePage } from './testing/proven-page.ts';

declare const lab: { provePage: typeof provePage };
declare global {
  interface Window {
    proven: ProvenPage;
    isBlind: boolean;
    made: CSSStyleSheet;
    /** A declaration that a script has held since before anything of ours. */
    heldMade: CSSStyleDeclaration;
    /** Of a realm that is gone, too. */
    insertUnseen(this: CSSStyleSheet, rule: string, index?: number): number;
    /** Of a realm that is gone: nobody can have wrapped it. */
    attachUnseen(host: Element): ShadowRoot;
  }
}

const ROWS = Array.from({ length: 50 }, (_, row) => `<li id=row${row} class=row><b>row ${row}</b> text`).join('');
const HTML = `<!doctype html><title>audit</title><p id=clock>0</p><ul id=list>${ROWS}</ul><div id=host>host</div><div id=scroller style="height: 40px; overflow: auto"><p style="height: 400px">tall</p></div><p>end</p>`;

/** Before anything of ours: the page's own observer tells nothing of what happens while it is blind. */
const BLINDING = `
  const Native = MutationObserver;
  window.MutationObserver = class extends Native {
    constructor(callback) {
      super((records, observer) => { if (!window.isBlind) callback(records, observer); });
    }
    takeRecords() {
      const records = super.takeRecords();
      return window.isBlind ? [] : records;
    }
  };
  const frame = document.body.appendChild(document.createElement('iframe'));
  const attach = frame.contentWindow.Element.prototype.attachShadow;
  window.addEventListener('scroll', (event) => event.stopImmediatePropagation(), true);
  window.made = new CSSStyleSheet();
  made.replaceSync('b { color: blue } i { color: green }');
  document.adoptedStyleSheets = [made];
  window.heldMade = made.cssRules[1].style;
  window.insertUnseen = frame.contentWindow.CSSStyleSheet.prototype.insertRule;
  window.attachUnseen = (host) => attach.call(host, { mode: 'open' });
  frame.remove();`;

const UNSEEN: Record<string, () => void> = {
  'an attribute that came': () => document.querySelector('#row7')?.setAttribute('title', 'new'),
  'an attribute that changed': () => document.querySelector('#row7')?.setAttribute('class', 'other'),
  'an attribute that went': () => document.querySelector('#row7')?.removeAttribute('class'),
  'a text': () => {
    (document.querySelector('#row7 b')?.firstChild as Text).data = 'other';
  },
  'an element that went': () => document.querySelector('#row7')?.remove(),
  'the last of its siblings that went': () => document.querySelector('#row49')?.remove(),
  'elements that came': () =>
    document.querySelector('#row7')?.after(...['i', 'u'].map((tag) => document.createElement(tag))),
  'one that came before all others': () => document.querySelector('#list')?.prepend(document.createElement('i')),
  'one that came where nothing was': () =>
    document.querySelector('#row7 b')?.replaceChildren('', document.createElement('i')),
  'one that moved away': () => document.querySelector('#host')?.append(document.querySelector('#row7') as Element),
  'an order': () => document.querySelector('#row9')?.after(document.querySelector('#row7') as Element),
  'all children': () => {
    (document.querySelector('#list') as Element).innerHTML = '<li>one<li>two';
  },
  'a scroll offset, whose events the page keeps': () => {
    (document.querySelector('#scroller') as Element).scrollTop = 90;
  },
  'a declaration of a constructed sheet': () => window.heldMade.setProperty('color', 'teal'),
  'a rule of a constructed sheet': () => void window.insertUnseen.call(window.made, 'u { color: teal }', 1),
  'a shadow root': () => window.attachUnseen(document.querySelector('#host') as Element).append('in the shadow'),
};

describe.each([
  ['chromium', launchChromium],
  ['firefox', launchFirefox],
] as const)('audit in %s', (_name, launch) => {
  let launched: LaunchedBrowser;
  let script: string;
  let page: Page;

  beforeAll(async () => {
    launched = await launch();
    script = await bundleForPage(fileURLToPath(new URL('./testing/proven-page.ts', import.meta.url)), 'lab');
  });
  afterAll(() => launched?.close());
  beforeEach(async () => {
    page = await launched.browser.newPage();
    await page.setContent(HTML);
    await page.evaluate(BLINDING);
    await page.evaluate(script);
  });
  afterEach(() => page.close());

  const quality = () => page.evaluate(() => window.proven.mirror.quality);
  const same = () => page.evaluate(() => window.proven.same());

  /** With its next change a page says what the mirror should be. */
  const tick = () =>
    page.evaluate(() => {
      (document.querySelector('#clock') as Element).textContent += '.';
      window.proven.flush();
    });

  async function startExact(): Promise<void> {
    await page.evaluate(() => {
      window.proven = lab.provePage(true);
    });
    await waitFor('an exact mirror', async () => {
      await tick();
      return (await quality()).state === 'exact';
    });
    expect(await same()).toBe(true);
  }

  /** Records are handed over before the next task. */
  const changeUnseen = (name: string) =>
    page.evaluate(async (change) => {
      window.isBlind = true;
      // biome-ignore lint/security/noGlobalEval: the function is the test's own
      window.eval(`(${change})`)();
      await new Promise((resolve) => setTimeout(resolve));
      window.isBlind = false;
      window.proven.flush();
    }, String(UNSEEN[name]));

  test.each(Object.keys(UNSEEN))('P7: %s without anything that told: found, sent again and counted', async (name) => {
    await startExact();
    await page.evaluate(() => window.proven.take());
    await changeUnseen(name);
    expect(await same()).toBe(false);
    await waitFor('an exact mirror again', async () => {
      await tick();
      const { state, resent } = await quality();
      return state === 'exact' && resent > 0 && (await same());
    });
    expect((await page.evaluate(() => window.proven.take())).snapshots).toBe(0);
  });

  test('P7: control: without rounds over the page it stays wrong, and counts as exact', async () => {
    await page.evaluate(() => {
      const native = window.setTimeout;
      window.setTimeout = ((act: () => void, delayMs = 0) =>
        delayMs >= 2000 ? 0 : native(act, delayMs)) as typeof setTimeout;
    });
    await startExact();
    await changeUnseen('a text');
    await waitFor('digests after it', async () => {
      await tick();
      return (await page.evaluate(() => window.proven.take())).digests > 0;
    });
    expect(await same()).toBe(false);
    expect(await quality()).toEqual({ state: 'exact', repaired: 0, resent: 0, scrolledElsewhere: 0 });
  });

  test('P7: a page that is seen is never found to have changed unseen', async () => {
    await startExact();
    await page.evaluate(() => {
      const idle = window.requestIdleCallback;
      // Rounds begin at once: many of them meet the page while it changes.
      const native = window.setTimeout;
      window.setTimeout = ((act: () => void, delayMs = 0) =>
        native(act, delayMs >= 2000 ? 1 : delayMs)) as typeof setTimeout;
      window.requestIdleCallback = (act) => idle(act, { timeout: 1 });
    });
    await page.evaluate(async () => {
      const list = document.querySelector('#list') as Element;
      for (let change = 0; change < 300; change++) {
        const row = list.children[(change * 7) % list.children.length] as Element;
        row.setAttribute('title', String(change));
        (row.firstChild?.firstChild as Text).data = `text ${change}`;
        list.prepend(row);
        if (change % 3 === 0) row.after(row.cloneNode(true));
        if (change % 4 === 0) list.lastElementChild?.remove();
        await new Promise((resolve) => setTimeout(resolve));
      }
    });
    await waitFor('an exact mirror', async () => {
      await tick();
      return (await quality()).state === 'exact';
    });
    expect(await quality()).toEqual({ state: 'exact', repaired: 0, resent: 0, scrolledElsewhere: 0 });
  });
});
