import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium } from '../browser.ts';
import { madeScenes } from './made-scenes.ts';
import { isGood, MOST_DIFFERENT } from './picture-report.ts';
import type { Scene, SceneSource } from './scene.ts';
import { shopScenes } from './scenes.ts';
import { PictureTaker } from './take-pictures.ts';

let sources: SceneSource[];
let launched: LaunchedBrowser;
let withScrollbars: LaunchedBrowser;
let taker: PictureTaker;

beforeAll(async () => {
  [launched, withScrollbars, sources] = await Promise.all([
    launchChromium(),
    launchChromium({ scrollbars: true }),
    Promise.all([madeScenes(), shopScenes()]),
  ]);
  taker = await PictureTaker.open(launched.browser);
});

afterAll(async () => {
  await launched?.close();
  await withScrollbars?.close();
  await taker?.close();
  for (const source of sources ?? []) await source.close();
});

function scene(name: string): Scene {
  const found = sources.flatMap(({ scenes }) => scenes).find((one) => one.name === name);
  if (!found) throw new Error(`there is no scene ${name}`);
  return found;
}

test.each(['made in standards mode', 'made in quirks mode', 'shop /', 'shop /product/arc-lamp', 'shop / scrolled'])(
  'the mirror looks like the page, and no worse than a replay by rrweb: %s',
  async (name) => {
    const pictures = await taker.take(scene(name));
    expect({ good: isGood(pictures), ours: pictures.ours.share, rrweb: pictures.rrweb.share }).toMatchObject({
      good: true,
    });
  },
);

test('scrollbars that take room take it in the mirror too', async () => {
  const other = await PictureTaker.open(withScrollbars.browser);
  try {
    for (const name of ['made in quirks mode', 'shop / scrolled']) {
      expect((await other.take(scene(name))).ours.share, name).toBeLessThan(MOST_DIFFERENT);
    }
  } finally {
    await other.close();
  }
});

test('a mirror that shows another page is seen to differ', async () => {
  const from = scene('made in standards mode');
  const changed: Scene = {
    ...from,
    // Nothing tells a recorder of what happens in a closed shadow root that was there before it.
    async open(page) {
      await from.open(page);
      await page.evaluate(() => {
        const host = document.createElement('div');
        document.body.prepend(host);
        host.attachShadow({ mode: 'closed' }).innerHTML = '<p style="height: 200px; background: #000"></p>';
      });
    },
  };
  expect((await taker.take(changed)).ours.share).toBeGreaterThan(MOST_DIFFERENT);
});
