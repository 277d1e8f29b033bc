import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium } from '../../e2e/browser.ts';
import { bundleForPage } from '../../e2e/page-bundle.ts';
import { type StaticServer, startStaticServer } from '../../e2e/static-server.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import type { Branding } from '../../shared/protocol/control.ts';
import { openWidgetRoot } from '../testing/open-widget-root.ts';

const LOGO = 'https://brand.example/logo.svg';
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" /></svg>';

let launched: LaunchedBrowser;
let server: StaticServer;
let stageScript: string;

beforeAll(async () => {
  stageScript = await bundleForPage('snippet/testing/widget-stage.ts', 'stageOf');
  server = await startStaticServer({ files: { '/': '<!doctype html><title>page</title>' } });
  launched = await launchChromium();
});
afterAll(async () => {
  await launched?.close();
  await server?.close();
});

async function open(): Promise<Page> {
  const page = await launched.browser.newPage();
  await page.evaluateOnNewDocument(openWidgetRoot);
  await page.goto(server.origin);
  await page.evaluate(stageScript);
  return page;
}

const show = (page: Page, screen: string, branding: Branding) =>
  page.evaluate(
    `window.widget?.stop(); window.widget = stageOf.stage(${JSON.stringify({ branding })}); widget.show(stageOf.screens[${JSON.stringify(screen)}])`,
  );

const buttonColour = (page: Page) =>
  page.$eval('coview-widget >>> .primary', (button) => getComputedStyle(button).backgroundColor);

const badge = (page: Page) => page.$eval('coview-widget >>> .badge', (node) => node.innerHTML);

test.each(['#ffe600', '#00164d', '#e0003c', '#7fffd4', '#ffffff', '#000000'])(
  'the colour of a room shows, and every text on it can be read: %s',
  async (colour) => {
    const page = await open();
    await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8'));
    for (const scheme of ['light', 'dark']) {
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
      for (const screen of ['code', 'consent', 'live', 'asks-in', 'ended']) {
        await show(page, screen, { colour });
        const found = await page.evaluate(
          "axe.run('coview-widget', { runOnly: ['color-contrast'] }).then(({ violations }) => violations.flatMap(({ nodes }) => nodes.map((node) => node.html)))",
        );
        expect({ screen, scheme, found }).toEqual({ screen, scheme, found: [] });
      }
      await show(page, 'consent', { colour });
      const branded = await buttonColour(page);
      await show(page, 'consent', {});
      expect(await buttonColour(page)).not.toBe(branded);
    }
    await page.close();
  },
);

test('what is no colour leaves the widget as it is', async () => {
  const page = await open();
  await show(page, 'consent', {});
  const plain = await buttonColour(page);
  await show(page, 'consent', { colour: 'url(https://brand.example/)' });
  expect(await buttonColour(page)).toBe(plain);
  await page.close();
});

test('a logo stands in the place of the letter, and its keeper is not told where', async () => {
  const page = await open();
  const referrers: string[] = [];
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    referrers.push(request.headers()['referer'] ?? '');
    void request.respond({ contentType: 'image/svg+xml', body: PICTURE });
  });
  await show(page, 'consent', { logo: LOGO });
  await waitFor('the logo', async () => (await badge(page)).includes(LOGO));
  expect(referrers).toEqual(['']);
  await page.close();
});

test('without its logo a room has its letter: none is asked for over plain http, and one that does not come is not missed', async () => {
  const page = await open();
  const asked: string[] = [];
  const done: string[] = [];
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    asked.push(request.url());
    void request.abort();
  });
  page.on('requestfailed', (request) => done.push(request.url()));
  await show(page, 'consent', { logo: 'http://brand.example/logo.svg' });
  await show(page, 'consent', { logo: LOGO });
  await waitFor('the answer', () => done.includes(LOGO));
  expect(asked).toEqual([LOGO]);
  expect(await badge(page)).toBe('A');
  await page.close();
});
