import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium } from '../../e2e/browser.ts';
import { bundleForPage } from '../../e2e/page-bundle.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import type { SlicePage, slicePage } from './testing/slice-page.ts';

declare const lab: { slicePage: typeof slicePage };
declare global {
  interface Window {
    sliced: SlicePage;
  }
}

/** What a browser calls a long task. */
const LONG_TASK_MS = 50;

/** Collecting garbage and caches that others have emptied add to a call, now here, now there: a long task is long each time. */
const TRIES = { retry: 2 };

const CPU_SLOWDOWN = 4;

/** The name under which the capture's own work shows in a trace. */
const SOURCE = 'capture-under-test.js';

let launched: LaunchedBrowser;
let watched: string;
let page: Page;
let client: CDPSession;

beforeAll(async () => {
  launched = await launchChromium();
  watched = await bundleForPage(fileURLToPath(new URL('./testing/slice-page.ts', import.meta.url)), 'lab');
});
afterAll(() => launched.close());
beforeEach(async () => {
  page = await launched.browser.newPage();
  client = await page.createCDPSession();
});
afterEach(() => page.close());

interface TraceEvent {
  readonly name: string;
  readonly ts: number;
  /** CPU time of the thread, in microseconds: the machine may be busy with other things. */
  readonly tdur?: number;
  readonly args: { data?: { url?: string } };
}

/** Runs something, waits until the capture is quiet, and gives the CPU time of each call that the browser made to it, in ms. */
async function callsDuring(act: () => Promise<unknown>): Promise<number[]> {
  const events: TraceEvent[] = [];
  const listen = ({ value }: { value: unknown[] }) => events.push(...(value as TraceEvent[]));
  client.on('Tracing.dataCollected', listen);
  await client.send('Tracing.start', { transferMode: 'ReportEvents', categories: 'devtools.timeline' });
  await act();
  await quiet();
  const done = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
  await client.send('Tracing.end');
  await done;
  client.off('Tracing.dataCollected', listen);
  return events
    .filter(({ name, args }) => name === 'FunctionCall' && args.data?.url?.endsWith(SOURCE) === true)
    .map(({ tdur }) => (tdur ?? 0) / 1000);
}

/** Nothing was emitted for some looks in a row: slices follow each other within milliseconds. */
async function quiet(): Promise<void> {
  let before = -1;
  let calm = 0;
  await waitFor('a quiet capture', async () => {
    const now = await page.evaluate(
      () => new Promise<number>((resolve) => setTimeout(() => resolve(window.sliced.messages), 100)),
    );
    calm = now === before ? calm + 1 : 0;
    before = now;
    return calm >= 5;
  });
}

/** About 150,000 nodes: 37,000 entries side by side, and the others in deep nests. */
function fill(): void {
  const list = '<p class="entry">entry</p>'.repeat(37_000);
  const nest = `${'<div><span>text</span>'.repeat(20)}${'</div>'.repeat(20)}`;
  document.body.innerHTML = `<main>${list}</main><section>${nest.repeat(1200)}</section><div id="later"></div>`;
}

async function open(options: { clockStands?: boolean } = {}): Promise<void> {
  await page.setContent('<!doctype html><style>p, div { contain: strict; height: 2px }</style><body></body>');
  await page.evaluate(fill);
  // The page's own style and layout are not ours.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  if (options.clockStands === true) await page.evaluate(() => Object.assign(performance, { now: () => 0 }));
  await page.evaluate(`${watched}\n//# sourceURL=${SOURCE}`);
  await client.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
}

const begin = () =>
  page.evaluate(() => {
    window.sliced = lab.slicePage();
    setTimeout(window.sliced.begin);
  });

/** What pages do at once. Each is a task of the page; only what the capture does about it is measured. */
const BURSTS: [string, () => void][] = [
  [
    '50,000 nodes inserted at once',
    () => {
      (document.querySelector('#later') as Element).innerHTML = '<p class="new">text</p>'.repeat(25_000);
    },
  ],
  [
    '20,000 nodes inserted one by one',
    () => {
      const parent = document.querySelector('#later') as Element;
      for (let i = 0; i < 20_000; i++) parent.append(document.createElement('b'));
    },
  ],
  ['70,000 nodes removed at once', () => document.querySelector('main')?.remove()],
  [
    '20,000 attributes set',
    () => {
      let i = 0;
      for (const span of document.querySelectorAll('span')) if (i++ < 20_000) span.setAttribute('title', String(i));
    },
  ],
];

describe(`no task of ours is long, on 150,000 nodes and with the CPU slowed down ${CPU_SLOWDOWN} times`, () => {
  test('control: with a clock that stands still nothing is sliced, and the first snapshot is a long task', async () => {
    await open({ clockStands: true });
    expect(Math.max(...(await callsDuring(begin)))).toBeGreaterThan(LONG_TASK_MS);
  });

  test('first snapshot and scan', TRIES, async () => {
    await open();
    const calls = await callsDuring(begin);
    expect(calls.length).toBeGreaterThan(5);
    expect(Math.max(...calls)).toBeLessThan(LONG_TASK_MS);
  });

  test.each(BURSTS)('%s', TRIES, async (_name, burst) => {
    await open();
    await begin();
    await quiet();
    const calls = await callsDuring(() => page.evaluate(burst));
    expect(calls.length).toBeGreaterThan(0);
    expect(Math.max(...calls)).toBeLessThan(LONG_TASK_MS);
  });
});
