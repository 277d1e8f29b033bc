import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium } from '../../e2e/browser.ts';
import { bundleForPage } from '../../e2e/page-bundle.ts';
import { type StaticServer, startStaticServer } from '../../e2e/static-server.ts';
import { waitFor } from '../../e2e/wait-for.ts';

const here = import.meta.dirname;
const shots = path.join(here, '../../e2e/shots/panel');

const STATES = [
  'first-run',
  'change-pass',
  'home-empty',
  'home',
  'home-problem',
  'waiting',
  'waiting-missed',
  'waiting-reconnecting',
  'asking-in',
  'turned-away',
  'asking',
  'asking-unsealed',
  'live',
  'live-phone',
  'live-pinched',
  'live-getting-page',
  'live-watching',
  'live-recorded',
  'live-recording-stopped',
  'live-unsealed',
  'live-not-present',
  'live-no-answer',
  'live-asked',
  'live-less',
  'live-lost',
  'paused',
  'reconnecting',
  'customer-away',
  'ended',
  'not-authentic',
  'expired',
  'elsewhere',
];

const SIZES = [
  { name: 'panel', width: 380, height: 820 },
  { name: 'tab', width: 1280, height: 800 },
] as const;

let server: StaticServer;
let browser: LaunchedBrowser;
let page: Page;

beforeAll(async () => {
  await mkdir(shots, { recursive: true });
  const script = await bundleForPage(path.join(here, 'testing/fixture-panel.tsx'), 'fixtures');
  server = await startStaticServer({
    files: {
      '/': '<!doctype html><html lang="en"><title>Coview</title><link rel="stylesheet" href="panel.css"><div id="__plasmo"></div><script src="panel.js"></script></html>',
      '/panel.js': { body: script, type: 'text/javascript' },
      '/panel.css': { body: await bundleStyles(), type: 'text/css' },
    },
    folders: { '/node_modules/': path.join(here, '../../node_modules') },
  });
  browser = await launchChromium();
  page = await browser.openPage(server.origin);
  // Colours must not be looked at while they change.
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await waitFor('the fixtures', () => page.evaluate('typeof fixtures === "object"'));
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('every fixture is looked at', async () => {
  expect(await page.evaluate('Object.keys(fixtures.FIXTURES)')).toEqual(STATES);
});

test.each(STATES)('%s: accessible and without overflow, narrow and wide, light and dark', async (state) => {
  await page.addScriptTag({ path: path.join(here, '../../node_modules/axe-core/axe.min.js') });
  for (const { name, width, height } of SIZES) {
    await page.setViewport({ width, height });
    for (const appearance of ['light', 'dark']) {
      await page.evaluate(`fixtures.showFixture('${state}', '${appearance}', ${name === 'tab'})`);
      await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
      await waitFor('the fonts', () => page.evaluate('document.fonts.status === "loaded"'));
      await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
      await page.screenshot({ path: path.join(shots, `${state}-${name}-${appearance}.png`) });
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overflow, `${name} ${appearance} is wider than the panel`).toBeLessThanOrEqual(0);
      // A rule that says how something is laid out shows it although it is hidden.
      const shown = `[...document.querySelectorAll('[hidden]')].filter((one) => one.checkVisibility()).map((one) => one.className)`;
      expect(await page.evaluate(shown), `${name} ${appearance} shows what is hidden`).toEqual([]);
      // The frame shows a page that is not ours.
      const report = await page.evaluate(
        `axe.run({ exclude: ['iframe'] }, { iframes: false, rules: { region: { enabled: false } } }).then((result) =>
          result.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')))`,
      );
      expect(report, `${name} ${appearance}`).toEqual([]);
    }
  }
});

async function bundleStyles(): Promise<string> {
  const result = await build({
    entryPoints: [path.join(here, '../styles/panel.css')],
    bundle: true,
    write: false,
    loader: { '.woff2': 'dataurl' },
    logLevel: 'silent',
  });
  const [file] = result.outputFiles;
  if (!file) throw new Error('esbuild wrote no styles');
  return file.text;
}

test.each([
  ['live', 1, 'true'],
  ['live-watching', 0, undefined],
])('A12: pointing is offered only where the room allows it: %s', async (state, buttons, pointed) => {
  // The state before says, as it goes, that nobody points any more.
  await page.reload();
  await waitFor('the fixtures', () => page.evaluate('typeof fixtures === "object"'));
  await page.setViewport({ width: 380, height: 820 });
  await page.evaluate(`fixtures.showFixture('${state}', 'light', false)`);
  const overlay = await page.waitForSelector('.stage-overlay');
  expect(await page.$$('::-p-aria([name="Point"][role="button"])')).toHaveLength(buttons);
  await overlay?.hover();
  // Where the agent points is told with the next frame.
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
  expect(await page.evaluate('document.documentElement.dataset.pointed')).toBe(pointed);
});

test.each([
  ['live', ''],
  ['live-recorded', 'This session is recorded, and your customer knows it.'],
])('A13: the agent reads how the recording stands, where there is one: %s', async (state, sentence) => {
  await page.evaluate(`fixtures.showFixture('${state}', 'light', false)`);
  await page.waitForSelector('.people');
  expect(await page.evaluate(`document.querySelector('.recording-line')?.textContent ?? ''`)).toBe(sentence);
});

test('a closer look, the settings and the last question before the end, as pictures', async () => {
  const press = (name: string) => page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
  await page.setViewport({ width: 380, height: 820 });
  await page.evaluate(`fixtures.showFixture('live', 'light', false)`);
  await press('Closer');
  await waitFor('the view to follow the customer', () => page.$eval('.stage', (stage) => stage.scrollLeft > 100));
  await page.screenshot({ path: path.join(shots, 'live-closer-panel-light.png') });
  await press('End');
  await page.waitForSelector('dialog[open]');
  await page.screenshot({ path: path.join(shots, 'end-dialog-panel-light.png') });
  await page.keyboard.press('Escape');
  await waitFor('the dialog to go', async () => (await page.$('dialog')) === null);
  await press('Settings');
  await page.waitForSelector('dialog[open]');
  await page.screenshot({ path: path.join(shots, 'settings-panel-light.png') });
});
