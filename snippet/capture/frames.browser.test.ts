import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium } from '../../e2e/browser.ts';
import { bundleForPage } from '../../e2e/page-bundle.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import type { PrivacyOptions } from '../privacy/privacy-options.ts';
import type { MirroredPage, mirrorPage } from './testing/mirrored-page.ts';

declare const lab: { mirrorPage: typeof mirrorPage };
declare global {
  interface Window {
    mirrored: MirroredPage;
  }
}

const ORIGIN = 'http://shop.test';
const DOCUMENTS: Record<string, string> = {
  '/inner':
    '<!doctype html><title>i</title><style>p { color: red }</style><p id=text>Inner</p><input id=field value=a>',
  '/other': '<body>Quirks<iframe src=/inner></iframe>',
};

let launched: LaunchedBrowser;
let script: string;
let page: Page;

beforeAll(async () => {
  launched = await launchChromium();
  script = await bundleForPage(fileURLToPath(new URL('./testing/mirrored-page.ts', import.meta.url)), 'lab');
});
afterAll(() => launched.close());
beforeEach(async () => {
  page = await launched.browser.newPage();
  await page.setRequestInterception(true);
});
afterEach(() => page.close());

/** Opens a page with this body, waits for its frames, and mirrors it. */
async function start(body: string, privacy: PrivacyOptions = {}): Promise<void> {
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    const html = pathname === '/' ? `<!doctype html><body>${body}</body>` : DOCUMENTS[pathname];
    request.respond(html === undefined ? { status: 404 } : { contentType: 'text/html', body: html });
  });
  await page.goto(`${ORIGIN}/`, { waitUntil: 'load' });
  await page.evaluate(script);
  await page.evaluate((given) => {
    window.mirrored = lab.mirrorPage(given);
  }, privacy);
}

const compare = () => page.evaluate(() => window.mirrored.compare());

/** Waits until the page, whose frames load when they like, shows a text and the mirror equals it. */
async function expectEqual(text: string): Promise<void> {
  await waitFor(`page and mirror to show ${text}`, async () => {
    const { page: expected, mirror } = await compare();
    return expected.includes(text) && mirror === expected;
  });
  expect(await page.evaluate(() => window.mirrored.faults)).toEqual([]);
}

/** The document of the first frame, in the page. */
const IN_FRAME = `document.querySelector('iframe').contentDocument`;

describe('the documents of same-origin frames', () => {
  test.each([
    ['with an address', '<iframe src="/inner"></iframe>', 'Inner'],
    ['with markup of their own', '<iframe srcdoc="<p>Doc</p><input value=x>"></iframe>', 'Doc'],
    ['within frames', '<iframe src="/other"></iframe>', 'Inner'],
    ['in shadow roots', '<div><template shadowrootmode=open><iframe src=/inner></iframe></template></div>', 'Inner'],
  ])('are mirrored: %s', async (_name, body, text) => {
    await start(body);
    await expectEqual(text);
  });

  test('are mirrored when a script has filled them', async () => {
    await start('<iframe></iframe>');
    await page.evaluate(`${IN_FRAME}.body.append('Filled')`);
    await expectEqual('Filled');
    await page.evaluate(`${IN_FRAME}.open(), ${IN_FRAME}.write('<p>Written'), ${IN_FRAME}.close()`);
    await expectEqual('Written');
  });

  test('follow changes of tree, fields, rules and shadow roots', async () => {
    await start('<iframe src="/inner"></iframe>');
    await expectEqual('Inner');
    await page.evaluate(`{
      const inside = ${IN_FRAME};
      inside.querySelector('#text').textContent = 'Changed';
      inside.querySelector('#field').value = 'typed';
      inside.styleSheets[0].insertRule('b { color: blue }');
      inside.body.append(inside.createElement('div'));
      inside.body.lastChild.attachShadow({ mode: 'open' }).innerHTML = '<i>shade</i>';
    }`);
    await expectEqual('Changed');
    const { mirror } = await compare();
    for (const part of ['value "typed"', 'blue', 'shade']) expect(mirror).toContain(part);
  });

  test('are followed when they navigate, move, go away and come back', async () => {
    await start('<iframe src="/inner"></iframe><div></div>');
    await expectEqual('Inner');
    await page.evaluate(`document.querySelector('iframe').src = '/other'`);
    await expectEqual('Quirks');
    await page.evaluate(`document.querySelector('div').append(document.querySelector('iframe'))`);
    await expectEqual('Quirks');
    await page.evaluate(`{ window.kept = document.querySelector('iframe'); kept.remove(); }`);
    expect((await compare()).mirror).not.toContain('Quirks');
    await page.evaluate(`document.body.append(kept)`);
    await expectEqual('Quirks');
    await page.evaluate(() => window.mirrored.takeSnapshot());
    await expectEqual('Quirks');
  });

  test('are empty boxes when they are of another origin', async () => {
    await start('<iframe src="/inner"></iframe>');
    await expectEqual('Inner');
    await page.evaluate(`document.querySelector('iframe').src = 'data:text/html,elsewhere'`);
    await waitFor('the frame to be empty', async () => !(await compare()).mirror.includes('Inner'));
    const { page: expected, mirror } = await compare();
    expect(mirror).toBe(expected);
  });

  test('may go to another origin while there is work left to do in them', async () => {
    await start('<iframe src="/inner"></iframe><p id="beside">beside</p>');
    await expectEqual('Inner');
    // More than is compared within a flush: the rest waits for idle time, which never comes. A digest is due by the clock.
    await page.evaluate(`{
      const now = performance.now.bind(performance);
      performance.now = () => now() + 60_000;
      ${IN_FRAME}.body.insertAdjacentHTML('beforeend', '<i></i>'.repeat(6000));
      window.mirrored.takeSnapshot();
      document.querySelector('iframe').src = 'data:text/html,elsewhere';
    }`);
    await waitFor('the frame to be empty', async () => !(await compare()).mirror.includes('Inner'));
    await page.evaluate(`beside.textContent = 'goes on'`);
    await expectEqual('goes on');
  });

  test('go away without taking a timer of the page with them', async () => {
    await start('<iframe src="/inner"></iframe>');
    await expectEqual('Inner');
    const fired = await page.evaluate(`new Promise((resolve) => {
      const frame = document.querySelector('iframe');
      const inner = frame.contentWindow;
      let fired = 0;
      // Each window numbers its own: the next within the frame are numbers that the page has in use.
      const numbers = Array.from({ length: 100 }, () => requestAnimationFrame(() => fired++));
      while (inner.requestAnimationFrame(() => {}) < numbers[50]);
      window.mirrored.takeSnapshot();
      frame.remove();
      window.mirrored.takeSnapshot();
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(fired))));
    })`);
    expect(fired).toBe(100);
  });

  test('are as private as the frame they stand in', async () => {
    await start(
      '<div data-coview="mask"><iframe src="/inner"></iframe></div><iframe data-coview="block" src="/inner"></iframe>',
    );
    await waitFor('the masked text', async () => (await compare()).mirror.includes('••••••••'));
    const { mirror } = await compare();
    expect(mirror).not.toContain('Inner');
    expect(mirror.match(/#document/g)).toHaveLength(2);
  });

  test('say where the customer points, in the page around', async () => {
    await start('<iframe src="/inner" style="margin: 50px; border: 7px solid; padding: 5px"></iframe>');
    await expectEqual('Inner');
    const box = await page.$eval('iframe', (frame) => frame.getBoundingClientRect().toJSON());
    const at = { xCssPx: box.left + 40, yCssPx: box.top + 30 };
    await page.mouse.move(at.xCssPx, at.yCssPx);
    const pointer = await waitFor('the pointer', () => page.evaluate(() => window.mirrored.pointer));
    expect(pointer).toEqual(at);
  });
});
