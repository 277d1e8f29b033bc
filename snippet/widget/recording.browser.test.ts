import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium, launchFirefox } from '../../e2e/browser.ts';
import { bundleForPage } from '../../e2e/page-bundle.ts';
import { type StaticServer, startStaticServer } from '../../e2e/static-server.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import { openWidgetRoot } from '../testing/open-widget-root.ts';

const launchers: [string, () => Promise<LaunchedBrowser>][] = [
  ['chromium', () => launchChromium()],
  ['firefox', () => launchFirefox()],
];

describe.each(launchers)('A13: the recording in the widget, in %s', (_name, launch) => {
  let launched: LaunchedBrowser;
  let server: StaticServer;
  let stageScript: string;

  beforeAll(async () => {
    stageScript = await bundleForPage('snippet/testing/widget-stage.ts', 'stageOf');
    server = await startStaticServer({ files: { '/plain': '<!doctype html><title>plain</title><main>page</main>' } });
    launched = await launch();
  });
  afterAll(async () => {
    await launched?.close();
    await server?.close();
  });

  async function open(screen: string): Promise<Page> {
    const page = await launched.browser.newPage();
    await page.evaluateOnNewDocument(openWidgetRoot);
    await page.goto(`${server.origin}/plain`);
    await page.evaluate(stageScript);
    await page.evaluate('window.widget = stageOf.stage()');
    await show(page, screen);
    return page;
  }
  const show = (page: Page, screen: string) => page.evaluate(`widget.show(stageOf.screens[${JSON.stringify(screen)}])`);
  const actions = (page: Page) => page.evaluate('stageOf.actions') as Promise<string[]>;
  const inside = (page: Page, selector: string): Promise<ElementHandle<Element>> =>
    waitFor(selector, () => page.$(`coview-widget >>> ${selector}`));
  const isThere = async (page: Page, selector: string) => (await page.$(`coview-widget >>> ${selector}`)) !== null;
  const textOf = async (page: Page, selector: string) =>
    (await inside(page, selector)).evaluate((node) => node.textContent ?? '');
  async function press(page: Page, selector: string): Promise<void> {
    await (await inside(page, selector)).click();
  }

  test('A13: a room that asks: an empty box, a sentence about who can watch, and a yes only by the person', async () => {
    const page = await open('consent-asking');
    const checked = async () =>
      (await inside(page, '.recording input')).evaluate((node) => (node as HTMLInputElement).checked);
    expect(await checked()).toBe(false);
    expect(await textOf(page, '.recording label')).toBe('Record this session');
    expect(await textOf(page, '.recording p')).toContain('agents of Fern & Field can watch it later');
    await press(page, '.primary');
    // A script of the page changes nothing, even where it could reach the box.
    await (await inside(page, '.recording input')).evaluate((node) => {
      (node as HTMLInputElement).checked = true;
      node.dispatchEvent(new Event('change'));
    });
    await press(page, '.primary');
    await (await inside(page, '.recording input')).evaluate((node) => {
      (node as HTMLInputElement).checked = false;
    });
    await press(page, '.recording label');
    expect(await checked()).toBe(true);
    await press(page, '.primary');
    await press(page, '.outlined');
    expect(await actions(page)).toEqual(['allow', 'allow', 'allow, record', 'decline']);
    await page.close();
  });

  test('A13: the box is reached and ticked by keys alone', async () => {
    const page = await open('consent-asking');
    const focused = () =>
      page.evaluate(() => document.querySelector('coview-widget')?.shadowRoot?.activeElement?.id ?? '');
    await waitFor('the box to have the focus', async () => {
      if ((await focused()) === 'record') return true;
      await page.keyboard.press('Tab');
      return false;
    });
    await page.keyboard.press(' ');
    await press(page, '.primary');
    expect(await actions(page)).toEqual(['allow, record']);
    await page.close();
  });

  test('A13: a room that records every session says so and has no box; one that records nothing says nothing', async () => {
    const page = await open('consent-recorded');
    expect(await textOf(page, '.recording strong')).toBe('This session is recorded');
    expect(await isThere(page, '.recording input')).toBe(false);
    await press(page, '.primary');
    expect(await actions(page)).toEqual(['allow']);
    await page.evaluate("widget.show({ type: 'idle' })");
    await show(page, 'consent');
    expect([await isThere(page, 'dialog'), await isThere(page, '.recording')]).toEqual([true, false]);
    await page.close();
  });

  test('A13: while it records the bar says so, also when it is small, and stops it by one press', async () => {
    const page = await open('recorded');
    expect(await textOf(page, '.recorded')).toBe('Recording');
    expect(await textOf(page, '.said')).toBe('Ana can see this page. Recording');
    await press(page, '.stop-recording');
    await press(page, '.collapse');
    expect(await isThere(page, '.pill .recorded')).toBe(true);
    await press(page, '.pill');
    expect(await actions(page)).toEqual(['stop recording']);
    await show(page, 'recording-stopped');
    expect(await isThere(page, '.recorded')).toBe(false);
    expect(await textOf(page, '.stopped-recording p')).toContain('What was recorded stays with Fern & Field');
    await press(page, '.stopped-recording .outlined');
    expect([await isThere(page, '.stopped-recording'), await isThere(page, '.stop')]).toEqual([false, true]);
    // Control: a session that nobody records has no mark.
    await show(page, 'live');
    expect([await isThere(page, '.recorded'), await isThere(page, '.stop-recording')]).toEqual([false, false]);
    await page.close();
  });

  test('A13: on a small phone everything of it stays in the window', async () => {
    for (const screen of ['consent-asking', 'recorded', 'recording-stopped']) {
      const page = await open('live');
      await page.setViewport({ width: 320, height: 640 });
      await show(page, screen);
      const outside = await (await inside(page, '.widget')).evaluate((node) =>
        [...node.querySelectorAll('button, input, .recorded, .recording')]
          .map((one) => ({ name: one.className || one.id, box: one.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.left < 0 || box.right > innerWidth))
          .map(({ name }) => name),
      );
      expect({ screen, outside }).toEqual({ screen, outside: [] });
      await page.close();
    }
  });
});
