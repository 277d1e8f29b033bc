import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium } from '../../e2e/browser.ts';
import { bundleForPage } from '../../e2e/page-bundle.ts';
import type { fillPage, followPage, SoakPage, soakPage } from './testing/soak-page.ts';

declare const lab: {
  soakPage: typeof soakPage;
  fillPage: typeof fillPage;
  followPage: typeof followPage;
};
declare global {
  interface Window {
    soaked: SoakPage;
    followed: ReturnType<typeof followPage> | undefined;
  }
}

/** Of 10,000 nodes each. */
const ROUNDS = 20;

/** After these, what grows once (compiled code, tables) has grown. */
const WARM_UP_ROUNDS = 4;

/** What may be more after 200,000 nodes: 5 bytes for each. */
const HEAP_MARGIN_BYTES = 1_000_000;

/** Of 120,000 that stay. */
const MOST_BYTES_A_NODE = 120;

/** Compiled code counts, too. */
const LEFT_BYTES_A_NODE = 25;

/** DOM nodes that the browser still has. */
const NODE_MARGIN = 200;

let launched: LaunchedBrowser;
let script: string;
let page: Page;
let client: CDPSession;

beforeAll(async () => {
  launched = await launchChromium();
  script = await bundleForPage(fileURLToPath(new URL('./testing/soak-page.ts', import.meta.url)), 'lab');
});
afterAll(() => launched.close());
beforeEach(async () => {
  page = await launched.browser.newPage();
  client = await page.createCDPSession();
  await page.setContent('<!doctype html><body><main>stays</main></body>');
  await page.evaluate(script);
});
afterEach(() => page.close());

interface Memory {
  /** The heap of scripts, with the buffers of typed arrays. */
  readonly heapBytes: number;
  /** All nodes that exist, in a document or not. */
  readonly nodes: number;
}

async function memory(): Promise<Memory> {
  // What the first lets go of may hold what the second collects.
  for (let i = 0; i < 3; i++) await client.send('HeapProfiler.collectGarbage');
  const usage: { usedSize: number; backingStorageSize?: number } = await client.send('Runtime.getHeapUsage');
  const { nodes } = await client.send('Memory.getDOMCounters');
  return { heapBytes: usage.usedSize + (usage.backingStorageSize ?? 0), nodes };
}

async function rounds(count: number): Promise<void> {
  await page.evaluate(async (times) => {
    for (let i = 0; i < times; i++) await window.soaked.round();
  }, count);
}

/** What is more after the rounds than it was before. */
async function growthOver(count: number): Promise<Memory> {
  const before = await memory();
  await rounds(count);
  const after = await memory();
  return { heapBytes: after.heapBytes - before.heapBytes, nodes: after.nodes - before.nodes };
}

async function begin(mirrored: boolean): Promise<void> {
  await page.evaluate((withMirror) => {
    window.soaked = lab.soakPage(withMirror);
  }, mirrored);
  await rounds(WARM_UP_ROUNDS);
}

const known = () => page.evaluate(() => window.soaked.known());

describe('200,000 nodes that came and went leave nothing behind', () => {
  test.each([
    ['in the capture', false],
    ['in capture and mirror', true],
  ])('%s', async (_where, mirrored) => {
    await begin(mirrored);
    const start = await known();
    const growth = await growthOver(ROUNDS);
    expect(await known()).toEqual(start);
    expect(start.mirror).toBe(mirrored ? start.capture : 0);
    expect(start.capture).toBeLessThan(20);
    expect(await page.evaluate(() => window.soaked.faults)).toEqual([]);
    expect(growth.nodes).toBeLessThan(NODE_MARGIN);
    if (!mirrored) expect(growth.heapBytes).toBeLessThan(HEAP_MARGIN_BYTES);
  });

  test('control: one of twenty rounds that somebody holds is seen', async () => {
    await begin(false);
    await page.evaluate(() => {
      window.soaked.holds = true;
    });
    const { nodes } = await growthOver(1);
    expect(nodes).toBeGreaterThan(NODE_MARGIN);
  });
});

test('what a capture takes for each node of the page, and gives back', async () => {
  await page.evaluate(() => lab.fillPage(4000));
  const before = await memory();
  await page.evaluate(() => {
    window.followed = lab.followPage();
  });
  const during = await memory();
  expect((during.heapBytes - before.heapBytes) / during.nodes).toBeLessThan(MOST_BYTES_A_NODE);
  await page.evaluate(() => {
    window.followed?.stop();
    window.followed = undefined;
  });
  const after = await memory();
  expect((after.heapBytes - before.heapBytes) / during.nodes).toBeLessThan(LEFT_BYTES_A_NODE);
});
