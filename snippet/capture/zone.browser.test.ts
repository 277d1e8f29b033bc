import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium } from '../../e2e/browser.ts';
import { bundleForPage } from '../../e2e/page-bundle.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import type { Begun, ZonePage, zonePage } from './testing/zone-page.ts';

declare const lab: { zonePage: typeof zonePage };
declare global {
  interface Window {
    zoned: ZonePage;
  }
}

let launched: LaunchedBrowser;
let zoneJs: string;
let script: string;
let page: Page;

beforeAll(async () => {
  launched = await launchChromium();
  zoneJs = await bundleForPage(fileURLToPath(import.meta.resolve('zone.js')), 'zoneJs');
  script = await bundleForPage(fileURLToPath(new URL('./testing/zone-page.ts', import.meta.url)), 'lab');
});
afterAll(() => launched.close());
beforeEach(async () => {
  page = await launched.browser.newPage();
  await page.setContent(
    '<!doctype html><style>p{color:red}</style><body style="height:5000px"><p>text</p><input><img src="data:,"></body>',
  );
  await page.evaluate(zoneJs);
  await page.evaluate(script);
});
afterEach(() => page.close());

/** The application does what makes a capture work, and so does the customer. What ran in its zone once all was emitted. */
async function enteredBy(begun: Begun): Promise<string[]> {
  await page.evaluate((how) => {
    window.zoned = lab.zonePage(how);
    window.zoned.inside(() => {
      document.body.append(...['section', 'canvas', 'iframe'].map((name) => document.createElement(name)));
      document.styleSheets[0]?.insertRule('i { color: blue }');
      document.querySelector('section')?.attachShadow({ mode: 'open' });
      window.scrollTo(0, 50);
      document.querySelector('input')?.focus();
    });
  }, begun);
  await page.keyboard.type('typed');
  await page.mouse.click(40, 40);
  for (const title of ['one', 'two', 'three', 'four']) {
    const before = await page.evaluate((text) => {
      window.zoned.inside(() => document.querySelector('p')?.setAttribute('title', text));
      return window.zoned.messages;
    }, title);
    await waitFor('the change', () => page.evaluate((seen) => window.zoned.messages > seen, before));
    // What must not happen has no condition to wait for, but that a quiet page was looked at once more has one.
    const looks = await page.evaluate(() => window.zoned.looks);
    await waitFor('a look at the quiet page', () => page.evaluate((seen) => window.zoned.looks > seen, looks));
  }
  return page.evaluate(() => window.zoned.entered);
}

describe('on a page with zone.js nothing of a capture runs in the zone of the application', () => {
  test('begun before the application', async () => {
    expect(await enteredBy('outside')).toEqual([]);
  });

  test('begun by the application, in its zone', async () => {
    expect(await enteredBy('inside')).toEqual([]);
  });

  test('control: without protection, observers, listeners and timers do', async () => {
    const entered = await enteredBy('unprotected');
    expect(entered).toContain('call');
    expect(entered).toContain('macroTask setInterval');
    expect(entered).toContain('eventTask HTMLDocument.addEventListener:input');
  });
});
