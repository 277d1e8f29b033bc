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
  }
}

const ROWS = Array.from({ length: 300 }, (_, row) => `<li id=row${row} class=row><b>row ${row}</b> text`).join('');
const HTML = `<!doctype html><title>proof</title><p id=clock>0</p><ul id=list>${ROWS}</ul><form id=form><input id=name value=a><select id=pick><option>one<option id=two>two</select></form>`;

/** Ways to damage a mirror, each a function of the mirror's document. */
const DAMAGES: Record<string, (mirror: Document) => void> = {
  'an attribute is gone': (mirror) => mirror.querySelector('#row7')?.removeAttribute('class'),
  'an attribute is another': (mirror) => mirror.querySelector('#row7')?.setAttribute('title', 'wrong'),
  'a text is another': (mirror) => {
    (mirror.querySelector('#row7 b')?.firstChild as Text).data = 'wrong';
  },
  'an element is gone': (mirror) => mirror.querySelector('#row7')?.remove(),
  'elements are in another order': (mirror) =>
    mirror.querySelector('#row9')?.after(mirror.querySelector('#row7') as Element),
  'a field has another value': (mirror) => {
    (mirror.querySelector('#name') as HTMLInputElement).value = 'wrong';
  },
  'another option is selected': (mirror) => {
    (mirror.querySelector('#two') as HTMLOptionElement).selected = true;
  },
};

describe.each([
  ['chromium', launchChromium],
  ['firefox', launchFirefox],
] as const)('proof in %s', (_name, launch) => {
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
    await page.evaluate(script);
  });
  afterEach(() => page.close());

  async function start(proves = true): Promise<void> {
    await page.evaluate((wanted) => {
      window.proven = lab.provePage(wanted);
    }, proves);
  }

  const quality = () => page.evaluate(() => window.proven.mirror.quality);
  const same = () => page.evaluate(() => window.proven.same());

  /** A page that stands still says nothing: with its next change it says what the mirror should be. */
  const tick = () =>
    page.evaluate(() => {
      (document.querySelector('#clock') as Element).textContent += '.';
      window.proven.flush();
    });

  const becomes = (state: string, repaired: number) =>
    waitFor(`${state} after ${repaired} repairs`, async () => {
      const now = await quality();
      if (now.state === state && now.repaired === repaired) return true;
      await tick();
      return false;
    });

  /** Flushes as if so many seconds had gone by between, and counts the digests. */
  const digestsOf = (seconds: number, changes: boolean) =>
    page.evaluate(
      async (flushes, changing) => {
        const now = performance.now.bind(performance);
        window.proven.take();
        if (changing) document.querySelector('#clock')?.append('.');
        for (let second = 1; second <= flushes; second++) {
          performance.now = () => now() + second * 10_000;
          window.proven.flush();
          // A digest leaves behind what its flush has found.
          await Promise.resolve();
        }
        return window.proven.take().digests;
      },
      seconds,
      changes,
    );

  test('P1: page and mirror add up to the same, and a page that stands still says it once', async () => {
    await start();
    await becomes('exact', 0);
    await digestsOf(2, false);
    expect(await digestsOf(5, false)).toBe(0);
    expect(await digestsOf(3, true)).toBe(1);
    expect(await quality()).toEqual({ state: 'exact', repaired: 0, resent: 0, scrolledElsewhere: 0 });
  });

  test.each(Object.keys(DAMAGES))('P3: %s: found, and only what differs is sent again', async (name) => {
    await start();
    await becomes('exact', 0);
    await page.evaluate((damage) => {
      const { document: mirror } = window.proven.mirror;
      Object.assign(window, { kept: [...mirror.querySelectorAll('#row0, #row5, #row12, #row299')] });
      window.proven.take();
      // biome-ignore lint/security/noGlobalEval: the function is the test's own
      window.eval(`(${damage})`)(mirror);
    }, String(DAMAGES[name]));
    expect(await same()).toBe(false);
    await becomes('exact', 1);
    const after = await page.evaluate(() => {
      const { kept } = window as unknown as { kept: Element[] };
      const { mirror, take } = window.proven;
      return { emitted: take(), kept: kept.every((row) => mirror.document.querySelector(`#${row.id}`) === row) };
    });
    expect(await same()).toBe(true);
    expect(after.kept).toBe(true);
    expect(after.emitted.snapshots).toBe(0);
    expect(Math.max(...after.emitted.patches)).toBeLessThan(500);
  });

  test('P3: control: without digests nobody notices', async () => {
    await start(false);
    await page.evaluate(() => window.proven.mirror.document.querySelector('#row7')?.remove());
    await waitFor('a digest', () => digestsOf(1, true));
    expect(await same()).toBe(false);
    expect(await quality()).toEqual({ state: 'unproven', repaired: 0, resent: 0, scrolledElsewhere: 0 });
    expect(await page.evaluate(() => window.proven.requests.length)).toBe(0);
  });

  test('P3: a patch that was lost is made good', async () => {
    await start();
    await becomes('exact', 0);
    await page.evaluate(() => {
      window.proven.lose(1);
      document.querySelector('#row5')?.setAttribute('title', 'lost');
      (document.querySelector('#row6') as Element).innerHTML = '<i>lost</i>';
      window.proven.flush();
    });
    expect(await same()).toBe(false);
    await becomes('exact', 1);
    expect(await same()).toBe(true);
  });

  test('P6: a patch that does not fit makes the mirror ask for a snapshot, and it is exact again', async () => {
    await start();
    await becomes('exact', 0);
    await page.evaluate(() => {
      window.proven.take();
      window.proven.lose(1);
      document.querySelector('#list')?.append(document.createElement('u'));
      window.proven.flush();
      // About a node that the mirror has never heard of.
      (document.querySelector('u') as Element).append('late');
      window.proven.flush();
    });
    await becomes('exact', 1);
    expect(await same()).toBe(true);
    expect((await page.evaluate(() => window.proven.take())).snapshots).toBe(1);
  });

  test('P8: a part that cannot be scrolled as far as on the page is told, until it can', async () => {
    await page.evaluate(() => {
      const scroller = document.createElement('div');
      scroller.innerHTML = '<p id=tall style="height: 400px">tall</p>';
      scroller.id = 'scroller';
      scroller.setAttribute('style', 'height: 40px; overflow: auto');
      document.body.append(scroller);
    });
    await start();
    await becomes('exact', 0);
    const scrollTo = (top: number) =>
      page.evaluate((offset) => {
        (document.querySelector('#scroller') as Element).scrollTop = offset;
      }, top);
    const shown = () => page.evaluate(() => window.proven.mirror.document.querySelector('#scroller')?.scrollTop);
    await scrollTo(90);
    await waitFor('the offset in the mirror', async () => (await shown()) === 90);
    expect((await quality()).scrolledElsewhere).toBe(0);
    // As if a style or font were missing.
    await page.evaluate(() => {
      const { document: mirror } = window.proven.mirror;
      const sheet = new (mirror.defaultView as unknown as typeof globalThis).CSSStyleSheet();
      sheet.replaceSync('#tall { height: 50px !important; }');
      mirror.adoptedStyleSheets.push(sheet);
    });
    await scrollTo(200);
    await waitFor('the panel to be told', async () => (await quality()).scrolledElsewhere === 1);
    await page.evaluate(() => window.proven.mirror.document.adoptedStyleSheets.pop());
    await waitFor('the offset', async () => {
      await tick();
      return (await quality()).scrolledElsewhere === 0;
    });
    expect(await shown()).toBe(200);
  });

  test('P5: what a mirror asks for is bounded', async () => {
    await start();
    await becomes('exact', 0);
    const emitted = await page.evaluate(() => {
      const { mirror, requests } = window.proven;
      window.proven.lose(1);
      document.querySelector('#list')?.append(document.createElement('u'));
      window.proven.flush();
      (document.querySelector('u') as Element).append('late');
      window.proven.flush();
      const [snapshot] = requests.slice(-1);
      window.proven.take();
      for (let asked = 0; asked < 50; asked++) window.proven.repair(snapshot as Uint8Array);
      for (let asked = 0; asked < 500; asked++)
        for (const request of mirror.comparisons()) window.proven.repair(request);
      for (const bytes of [[], [9], [2, 1, 200]]) window.proven.repair(new Uint8Array(bytes));
      return window.proven.take();
    });
    expect(emitted.snapshots).toBeLessThanOrEqual(3);
    expect(emitted.digests).toBeLessThanOrEqual(102);
    await becomes('exact', 1);
  });
});
