import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MirroredPage, mirrorPage } from '../../snippet/capture/testing/mirrored-page.ts';
import { type LaunchedBrowser, launchChromium, launchFirefox } from '../browser.ts';
import { bundleForPage } from '../page-bundle.ts';
import { type Answer, type StaticServer, startStaticServer } from '../static-server.ts';
import { waitFor } from '../wait-for.ts';
import type { Complaint } from './complaint.ts';
import { DOCUMENT_COMPLAINTS } from './document-complaints.ts';
import { SHADOW_COMPLAINTS } from './shadow-complaints.ts';
import { STYLE_COMPLAINTS } from './style-complaints.ts';
import { TREE_COMPLAINTS } from './tree-complaints.ts';

declare const lab: { mirrorPage: typeof mirrorPage };
declare global {
  interface Window {
    mirrored: MirroredPage;
  }
}

const COMPLAINTS = [...TREE_COMPLAINTS, ...SHADOW_COMPLAINTS, ...STYLE_COMPLAINTS, ...DOCUMENT_COMPLAINTS];
const SHEETS: Record<string, string | Answer> = {
  '/css/shared.css': { body: '.one { left: 4px }', headers: { 'access-control-allow-origin': '*' } },
  '/css/plain.css': '.one { left: 1px; color: rgb(1, 2, 3) }',
  '/css/importing.css': '@import "plain.css" layer(first) screen; .one { left: 2px }',
  '/css/lossy.css': '.two { border: var(--edge); border-top-width: 1px; background: url("missing.png") }',
};
const HEAD = '<head><title>t</title><link rel="icon" href="data:,"/><script src="/lab.js"></script></head>';

let server: StaticServer;
beforeAll(async () => {
  const script = await bundleForPage(
    fileURLToPath(new URL('../../snippet/capture/testing/mirrored-page.ts', import.meta.url)),
    'lab',
  );
  const pages = COMPLAINTS.map((complaint, index) => [`/${index}`, answerOf(complaint)] as const);
  server = await startStaticServer({
    files: { ...Object.fromEntries(pages), '/other-origin': OTHER_ORIGIN, '/lab.js': script, ...SHEETS },
  });
});
afterAll(() => server.close());

const OTHER_ORIGIN = answerOf({ name: '', body: '<p class="one">p</p>', steps: [], shows: '' });

function answerOf({ body, type }: Complaint): { body: string; type: string } {
  const isXml = type !== undefined;
  const root = isXml ? '<html xmlns="http://www.w3.org/1999/xhtml">' : '<html>';
  return { type: type ?? 'text/html', body: `<!DOCTYPE html>${root}${HEAD}<body>${body}</body></html>` };
}

describe.each([
  ['Chromium', launchChromium],
  ['Firefox', launchFirefox],
])('%s', (_name, launch) => {
  let launched: LaunchedBrowser;
  let page: Page;
  beforeAll(async () => {
    launched = await launch();
    page = await launched.browser.newPage();
  });
  afterAll(() => launched.close());

  test.each(COMPLAINTS.map((complaint, index) => ({ ...complaint, index })))('$name', async (complaint) => {
    await page.goto(`${server.origin}/${complaint.index}`, { waitUntil: 'load' });
    await page.evaluate(() => {
      window.mirrored = lab.mirrorPage();
    });
    await untilEqual(page);
    for (const step of complaint.steps) {
      await page.evaluate(step);
      await untilEqual(page);
    }
    await untilLooksAlike(page, complaint.looksLike ?? ['html']);
    expect((await compare(page)).mirror).toMatch(complaint.shows);
    expect(await page.evaluate(() => window.mirrored.faults)).toEqual([]);
  });

  // The page cannot describe such a sheet: what it looks like tells.
  test('a sheet of another origin that allows to be read, though its link did not ask', async () => {
    await page.goto(`${server.origin}/other-origin`, { waitUntil: 'load' });
    await page.evaluate((port) => {
      window.mirrored = lab.mirrorPage();
      const link = Object.assign(document.createElement('link'), {
        rel: 'stylesheet',
        href: `http://127.0.0.1:${port}/css/shared.css`,
      });
      document.head.append(link);
      return new Promise((resolve) => link.addEventListener('load', resolve));
    }, server.port);
    expect(await page.$eval('.one', (element) => getComputedStyle(element).left)).toBe('4px');
    await untilLooksAlike(page, ['.one', 'left']);
    expect(await page.evaluate(() => window.mirrored.missing())).toEqual([]);
  });

  test('M7: a sheet of another origin that nobody may read is told, for as long as it is there', async () => {
    await page.goto(`${server.origin}/other-origin`, { waitUntil: 'load' });
    await page.evaluate((port) => {
      window.mirrored = lab.mirrorPage();
      const href = `http://127.0.0.1:${port}/css/plain.css`;
      const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href, id: 'opaque' });
      document.head.append(link);
      return new Promise((resolve) => link.addEventListener('load', resolve));
    }, server.port);
    expect(await page.$eval('.one', (element) => getComputedStyle(element).left)).toBe('1px');
    const missing = () => page.evaluate(() => window.mirrored.missing());
    await waitFor('the reason', async () => (await missing()).length > 0);
    expect(await missing()).toEqual([['cross-origin', 1]]);
    await page.evaluate(() => window.mirrored.takeSnapshot());
    expect(await missing()).toEqual([['cross-origin', 1]]);
    await page.evaluate(() => document.querySelector('#opaque')?.remove());
    await waitFor('nothing missing', async () => (await missing()).length === 0);
  });
});

const compare = (page: Page) => page.evaluate(() => window.mirrored.compare());

/** Frames and sheets load when they like. */
async function untilEqual(page: Page): Promise<void> {
  let found = await compare(page);
  const isEqual = async () => {
    found = await compare(page);
    return found.page === found.mirror;
  };
  await waitFor('a mirror that equals the page', isEqual).catch(() => expect(found.mirror).toBe(found.page));
}

/** What the CSSOM does not tell shows in what the page looks like. */
async function untilLooksAlike(page: Page, [selector, ...properties]: readonly string[]): Promise<void> {
  const looks = () =>
    page.evaluate(
      (at, names) => {
        window.mirrored.compare();
        const mirror = document.querySelector<HTMLIFrameElement>('#the-mirror')?.contentDocument;
        return [document, mirror].map((each) => {
          const element = each?.querySelector(at ?? 'html');
          const style = element && each?.defaultView?.getComputedStyle(element);
          return names.map((name) => `${name}: ${style?.getPropertyValue(name)}`);
        });
      },
      selector,
      properties,
    );
  const isAlike = async () => {
    const [expected, found] = await looks();
    return JSON.stringify(expected) === JSON.stringify(found);
  };
  await waitFor('a mirror that looks like the page', isAlike).catch(async () => {
    const [expected, found] = await looks();
    expect(found).toEqual(expected);
  });
}
