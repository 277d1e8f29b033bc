import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LaunchedBrowser } from '../../../e2e/browser.ts';
import { bundleForPage } from '../../../e2e/page-bundle.ts';
import { waitFor } from '../../../e2e/wait-for.ts';
import { BROWSERS } from '../../../shared/mirror/testing/lab-page.ts';
import type { openAssetPage } from '../testing/asset-page.ts';
import { type PrivateSite, startPrivateSite } from '../testing/private-site.ts';

declare const lab: { openAssetPage: typeof openAssetPage };

/** Two frames of one pixel, each for a fifth of a second, for ever. */
function gifOf(first: number[], second: number[]): number[] {
  const ascii = (text: string) => [...Buffer.from(text, 'latin1')];
  const frame = (pixel: number) => [
    ...[0x21, 0xf9, 4, 0, 20, 0, 0, 0],
    ...[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0],
    ...[2, 2, pixel, 1, 0],
  ];
  return [
    ...[...ascii('GIF89a'), 1, 0, 1, 0, 0x80, 0, 0, ...first, ...second],
    ...[0x21, 0xff, 11, ...ascii('NETSCAPE2.0'), 3, 1, 0, 0, 0],
    ...[...frame(0x44), ...frame(0x4c), 0x3b],
  ];
}

const RED_AND_BLUE = gifOf([255, 0, 0], [0, 0, 255]);
const GREEN_AND_WHITE = gifOf([0, 128, 0], [255, 255, 255]);

const PAGE = `<!doctype html><link rel=icon href="data:,"><style>html, body { margin: 0 }</style>
  <main><img style="display:block;width:60px;height:60px"></main><iframe class=mirror id=mirror-1 style="border:0;width:100px;height:100px"></iframe>`;

describe.each(BROWSERS)('pictures that move by themselves in %s', (_name, launch) => {
  let launched: LaunchedBrowser;
  let site: PrivateSite;
  let page: Page;

  beforeAll(async () => {
    launched = await launch();
    site = await startPrivateSite({ '/': PAGE });
    page = await launched.browser.newPage();
    await page.goto(`${site.origin}/`, { waitUntil: 'load' });
    await page.evaluate(
      await bundleForPage(fileURLToPath(new URL('../testing/asset-page.ts', import.meta.url)), 'lab'),
    );
    await page.evaluate(() => {
      window.assetPage = lab.openAssetPage({});
      window.mirror = window.assetPage.addMirror('mirror-1', true);
    });
  });
  afterAll(async () => {
    await launched?.close();
    await site?.close();
  });

  /** Shows this to the customer. */
  const show = (bytes: number[]) =>
    page.evaluate((given) => {
      const image = document.querySelector('main img') as HTMLImageElement;
      image.src = URL.createObjectURL(new Blob([new Uint8Array(given)], { type: 'image/gif' }));
    }, bytes);

  /** Bytes of what the mirror shows. */
  const mirrored = () =>
    page.evaluate(async () => {
      const { src } = window.mirror.document.querySelector('img') as HTMLImageElement;
      return src.startsWith('blob:') ? [...new Uint8Array(await (await fetch(src)).arrayBuffer())] : [];
    });

  const untilMirrored = (bytes: number[]) =>
    waitFor('the same bytes in the mirror', async () => JSON.stringify(await mirrored()) === JSON.stringify(bytes));

  /** What the mirror has looked like, until it has had as many looks as asked for. */
  async function looks(count: number): Promise<Set<string>> {
    const { x, y } = await page.$eval('#mirror-1', (frame) => frame.getBoundingClientRect().toJSON());
    const seen = new Set<string>();
    await waitFor(`${count} looks`, async () => {
      seen.add(await page.screenshot({ encoding: 'base64', clip: { x: x + 10, y: y + 10, width: 20, height: 20 } }));
      return seen.size >= count;
    });
    return seen;
  }

  test('M1: a GIF moves in the mirror, and so does the next one in its place', async () => {
    await show(RED_AND_BLUE);
    await untilMirrored(RED_AND_BLUE);
    await looks(2);
    await show(GREEN_AND_WHITE);
    await untilMirrored(GREEN_AND_WHITE);
    expect((await looks(2)).size).toBeGreaterThanOrEqual(2);
  });
});
