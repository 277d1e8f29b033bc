import type { CDPSession } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium } from '../../e2e/browser.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import { TwoPages } from './testing/two-pages.ts';

const PAGE = `<!doctype html><meta name="viewport" content="width=device-width, initial-scale=1, minimum-scale=1, maximum-scale=5">
  <style>body { margin: 0; height: 3000px }</style><input id="field"><iframe id="frame" srcdoc="<p>inside"></iframe>`;

// Only Chromium's driver can pinch.
let launched: LaunchedBrowser;
let pages: TwoPages;
let driver: CDPSession;

beforeAll(async () => {
  launched = await launchChromium();
});
afterAll(() => launched?.close());
beforeEach(async () => {
  pages = await TwoPages.open(launched);
  await pages.customer.setViewport({ width: 400, height: 700, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
  await pages.customer.bringToFront();
  await pages.start(PAGE);
  driver = await pages.customer.createCDPSession();
});
afterEach(() => pages.close());

async function part() {
  await pages.pump();
  return (await pages.agent.evaluate(() => window.agent.visiblePart)) ?? 'whole';
}

/** What the customer's browser says of itself: the truth. */
function truth() {
  return pages.customer.evaluate(() => {
    const { offsetLeft, offsetTop, width, height, scale } = window.visualViewport as VisualViewport;
    return { xCssPx: offsetLeft, yCssPx: offsetTop, widthCssPx: width, heightCssPx: height, scale };
  });
}

async function isTold(): Promise<boolean> {
  const [told, true_] = [await part(), await truth()];
  if (told === 'whole') return false;
  return Object.entries(true_).every(([name, value]) => Math.abs(told[name as keyof typeof told] - value) < 0.02);
}

test('S23: after a pinch the part that the customer sees, wherever he moves it, until he is back', async () => {
  expect(await part()).toBe('whole');
  await driver.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2 });
  await pages.customer.waitForFunction(() => window.visualViewport?.scale === 2);
  await waitFor('the part that is seen', isTold);
  expect(await truth()).toMatchObject({ widthCssPx: 200, scale: 2 });
  await driver.send('Input.synthesizeScrollGesture', { x: 100, y: 150, xDistance: -60, yDistance: -50 });
  await pages.customer.waitForFunction(() => (window.visualViewport?.offsetLeft ?? 0) > 0);
  await waitFor('the part after a move', isTold);
  // One who joins then.
  await pages.customer.evaluate(() => window.customer.takeSnapshot());
  expect(await isTold()).toBe(true);
  await driver.send('Emulation.setPageScaleFactor', { pageScaleFactor: 1 });
  await waitFor('the whole again', async () => (await part()) === 'whole');
});

test('S23: a keyboard on the screen leaves the part above it, a scroll bar is none', async () => {
  // No driver opens a keyboard: this is how the browser tells of one.
  const cover = (heightCssPx: number) =>
    pages.customer.evaluate((height) => {
      const visual = window.visualViewport as VisualViewport;
      Object.defineProperty(visual, 'height', { configurable: true, get: () => window.innerHeight - height });
      visual.dispatchEvent(new Event('resize'));
    }, heightCssPx);
  await cover(300);
  await waitFor('the part above the keyboard', async () => (await part()) !== 'whole');
  expect(await part()).toEqual({ xCssPx: 0, yCssPx: 0, widthCssPx: 400, heightCssPx: 400, scale: 1 });
  await cover(17);
  await waitFor('the whole again', async () => (await part()) === 'whole');
});

test('S23: the page’s zoom and the density of its pixels come with the window', async () => {
  for (const [width, height, deviceScaleFactor] of [
    [200, 350, 4],
    [800, 1400, 1],
  ] as const) {
    await driver.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor, mobile: false });
    await waitFor('the window', async () => {
      await pages.pump();
      const viewport = await pages.agent.evaluate(() => window.agent.mirror.viewport);
      return (
        viewport?.widthCssPx === width &&
        viewport.heightCssPx === height &&
        viewport.devicePixelRatio === deviceScaleFactor
      );
    });
    expect(await part()).toBe('whole');
  }
});
