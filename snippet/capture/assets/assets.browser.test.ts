import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium, launchFirefox } from '../../../e2e/browser.ts';
import { bundleForPage } from '../../../e2e/page-bundle.ts';
import { waitFor } from '../../../e2e/wait-for.ts';
import type { Mirror } from '../../../shared/mirror/mirror.ts';
import type { AssetPage, openAssetPage } from '../testing/asset-page.ts';
import { type PrivateSite, startPrivateSite } from '../testing/private-site.ts';

declare const lab: { openAssetPage: typeof openAssetPage };
declare global {
  interface Window {
    assetPage: AssetPage;
    mirror: Mirror;
  }
}

const BROWSERS = [
  ['chromium', launchChromium],
  ['firefox', launchFirefox],
] as const;

const WIDTH = 500;
const HEIGHT = 420;

/** Frames stand below the page, so that both can be photographed. */
const FRAMES = ['mirror-1', 'mirror-2']
  .map(
    (id, index) =>
      `<iframe class=mirror id=${id} style="position:absolute;border:0;left:0;top:${(index + 1) * HEIGHT}px;width:${WIDTH}px;height:${HEIGHT}px"></iframe>`,
  )
  .join('');

const HEAD = `<!doctype html><link rel=icon href="data:,"><link rel=stylesheet href="/css/site.css?version=7"><style>html, body { margin: 0; overflow: hidden } body { width: ${WIDTH}px }</style>`;

const PAGES = {
  '/': `${HEAD}<p>Private fonts</p><img src="/pictures/a.png?token=1"><img srcset="/pictures/a.png 1x, /pictures/a2.png 2x">
    <img id=sized srcset="/pictures/a2.png 160w" sizes="64px"><picture><source srcset="/pictures/wide.png"><img src="/pictures/a.png"></picture>
    <i class=back></i><i class=mask></i><ul style="margin:0"><li>one</ul><b class=mark>mark</b>
    <i style="display:inline-block;width:50px;height:20px;background:url('/pictures/wide.png?inline')"></i>
    <input type=image src="/pictures/a.png"><video poster="/pictures/a2.png" width=100 height=50></video>
    <svg width=60 height=40><image href="/pictures/a.png" width=60 height=40 /></svg>
    <svg width=30 height=30><use href="/sprite.svg#star" /></svg>
    <img src="/missing.png" alt="not there">${FRAMES}`,
  '/plain': `${HEAD}<main></main>${FRAMES}`,
};

describe.each(BROWSERS)('assets in %s', (_name, launch) => {
  let launched: LaunchedBrowser;
  let site: PrivateSite;
  let script: string;
  let page: Page;

  beforeAll(async () => {
    launched = await launch();
    site = await startPrivateSite(PAGES);
    script = await bundleForPage(fileURLToPath(new URL('../testing/asset-page.ts', import.meta.url)), 'lab');
  });
  afterAll(async () => {
    await launched?.close();
    await site?.close();
  });
  beforeEach(async () => {
    page = await launched.browser.newPage();
    await page.setViewport({ width: WIDTH, height: HEIGHT * 3 });
  });
  afterEach(() => page.close());

  /** Opens a page of the site, follows it, and mirrors it into the first frame. */
  async function start(
    path: string,
    options: Parameters<typeof openAssetPage>[0] = {},
    withAssets = true,
  ): Promise<void> {
    await page.goto(`${site.origin}${path}`, { waitUntil: 'load' });
    await page.evaluate(script);
    await page.evaluate(
      (given, wanted) => {
        window.assetPage = lab.openAssetPage(given);
        window.mirror = window.assetPage.addMirror('mirror-1', wanted);
      },
      options,
      withAssets,
    );
  }

  const picture = (row: number) =>
    page.screenshot({ encoding: 'base64', clip: { x: 0, y: row * HEIGHT, width: WIDTH, height: HEIGHT } });

  const looksTheSame = async (row = 1) => (await picture(0)) === (await picture(row));

  const missing = () => page.evaluate(() => Object.fromEntries(window.mirror.missingAssets()));

  /** What stands behind `url(` in the mirror for the first element of a class. */
  const background = (selector: string) =>
    page.evaluate((wanted) => {
      const { document: inside } = window.mirror;
      const element = inside.querySelector(wanted) as Element;
      return (inside.defaultView as Window).getComputedStyle(element).backgroundImage.slice(0, 10);
    }, selector);

  /** Puts markup into the page, and waits until what it loads has been settled on both sides. */
  async function show(html: string): Promise<void> {
    await page.evaluate((markup) => {
      (document.querySelector('main') as HTMLElement).innerHTML = markup;
    }, html);
  }

  test('M1: a page behind a login looks the same in the mirror', async () => {
    await start('/');
    await waitFor('the mirror to look like the page', () => looksTheSame());
    expect(await page.evaluate(() => window.assetPage.faults)).toEqual([]);
    expect(await missing()).toEqual({ 'not-loaded': 1 });
  });

  test('M1: control: without the assets it looks different', async () => {
    await start('/', {}, false);
    await page.evaluate(async () => {
      await document.fonts.ready;
      window.assetPage.flush();
    });
    expect(await page.evaluate(() => window.assetPage.emitted.asset)).toBe(undefined);
    expect(await looksTheSame()).toBe(false);
  });

  test('M3: nothing is asked of the server but what the page itself has loaded', async () => {
    site.asked.length = 0;
    await start('/');
    await waitFor('the mirror to look like the page', () => looksTheSame());
    const addresses = new Set(site.asked);
    expect([...addresses].filter((url) => /unused/.test(url))).toEqual([]);
    const byThePage = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    const paths = new Set(byThePage.map((url) => url.slice(site.origin.length).replace(/#.*/, '')));
    // The one that is not there is reported to nobody by some browsers.
    expect([...addresses].filter((url) => url !== '/' && url !== '/missing.png' && !paths.has(url))).toEqual([]);
  });

  test('M3: private pictures are neither read nor sent, wherever the address stands', async () => {
    await start('/plain', { block: ['.blocked'], mask: ['.masked'] });
    await show(`<div class=blocked><i class=secret></i><img src="/pictures/a.png"></div>
      <div class=masked><i class=secret></i><img src="/pictures/a2.png"><i style="background:url(/pictures/a2.png)"></i></div>
      <i class=back></i>`);
    await waitFor('the open picture', async () => (await background('.back')).startsWith('url("blob:'));
    await waitFor('the masked one to be known', async () => (await missing()).blocked === 1);
    // Of the page's two pictures in the open, one is a font that nothing uses yet.
    expect(await page.evaluate(() => window.assetPage.emitted.asset)).toBe(1);
    await show('<i class=secret></i>');
    await waitFor('the secret picture in the open', async () => (await background('.secret')).startsWith('url("blob:'));
  });

  test('M3: on a private page no picture is read at all', async () => {
    await start('/plain', { private: true });
    await show('<i class=back></i><img src="/pictures/a.png">');
    await waitFor('the picture to be known', async () => (await missing()).blocked === 1);
    expect(await page.evaluate(() => window.assetPage.emitted.asset)).toBe(undefined);
    const box = await page.evaluate(() => window.mirror.document.querySelector('img')?.getBoundingClientRect().width);
    expect(box).toBe(80);
  });

  test('M4: an agent who comes late asks for what they lack, and nobody else is sent anything twice', async () => {
    await start('/');
    await waitFor('the mirror to look like the page', () => looksTheSame());
    const parts = await page.evaluate(() => {
      const { asset } = window.assetPage.emitted;
      window.assetPage.addMirror('mirror-2', false);
      return asset;
    });
    expect(await page.evaluate(() => window.assetPage.emitted.asset)).toBe(parts);
    expect(await looksTheSame(2)).toBe(false);
    await page.evaluate(() => window.assetPage.addMirror('mirror-2', true));
    await waitFor('the late mirror to look like the page', () => looksTheSame(2));
    expect(await page.evaluate(() => window.assetPage.emitted.asset)).toBe(2 * (parts ?? 0));
  });

  test('M1: what a page swaps, the mirror swaps: lazy loaders, srcset and sizes', async () => {
    await start('/plain');
    await show('<img id=i src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">');
    const act = async (change: (image: HTMLImageElement) => void): Promise<void> => {
      await page.evaluate(`(${change})(document.querySelector('#i'))`);
      await page.waitForFunction(() => (document.querySelector('#i') as HTMLImageElement).complete);
      await waitFor(`the mirror to look like the page after ${change}`, () => looksTheSame());
    };
    await act((image) => {
      image.src = '/pictures/a.png';
    });
    await act((image) => {
      image.srcset = '/pictures/a2.png 2x, /pictures/wide.png 1x';
    });
    await act((image) => {
      image.srcset = '/pictures/a2.png 160w';
      image.sizes = '50px';
    });
    await act((image) => {
      image.sizes = '80px';
    });
    await act((image) => {
      image.removeAttribute('srcset');
      image.removeAttribute('src');
    });
  });

  test('M1: pictures of a blob: address stay, also after it was revoked', async () => {
    await start('/plain');
    await page.evaluate(async () => {
      const blob = await (await fetch('/pictures/wide.png')).blob();
      const image = new Image();
      const address = URL.createObjectURL(blob);
      image.src = address;
      document.querySelector('main')?.append(image);
      await image.decode();
      URL.revokeObjectURL(address);
    });
    await waitFor('the mirror to look like the page', () => looksTheSame());
  });

  test('M1: a broken picture of another origin is broken in the mirror, one that may not be read is a placeholder', async () => {
    await start('/plain');
    const other = `http://127.0.0.1:${new URL(site.origin).port}`;
    await show(`<img src="${other}/gone.png" alt="not there"><img src="${other}/open.svg" alt="not ours">`);
    await waitFor('both to be known', async () => {
      const reasons = await missing();
      return reasons['not-loaded'] === 1 && reasons['cross-origin'] === 1;
    });
    await page.evaluate(() => document.querySelector('main img + img')?.remove());
    await waitFor('the broken one to look the same', () => looksTheSame());
    expect(await page.evaluate(() => window.mirror.document.querySelectorAll('img').length)).toBe(1);
  });

  test('M6: a canvas is drawn in the mirror as on the page, also one of WebGL that keeps nothing, and drawn again', async () => {
    await start('/plain');
    await show(
      '<canvas id=flat width=120 height=60></canvas><canvas id=gl width=60 height=60></canvas><canvas width=9 height=9></canvas>',
    );
    await page.evaluate(() => {
      const flat = (document.querySelector('#flat') as HTMLCanvasElement).getContext('2d') as CanvasRenderingContext2D;
      flat.fillStyle = 'teal';
      flat.fillRect(10, 10, 50, 30);
      // Firefox has no WebGL where there is no screen.
      const gl = (document.querySelector('#gl') as HTMLCanvasElement).getContext('webgl');
      let red = 0;
      const draw = () => {
        if (gl === null) return;
        red = Math.min(1, red + 0.01);
        gl.clearColor(red, 0.2, 0.6, 1);
        gl.clear(gl.COLOR_BUFFER_BIT);
        requestAnimationFrame(draw);
      };
      draw();
    });
    await waitFor('both canvases to look the same', () => looksTheSame());
    await page.evaluate(() => {
      const canvas = document.querySelector('#flat') as HTMLCanvasElement;
      canvas.width = 140;
      (canvas.getContext('2d') as CanvasRenderingContext2D).fillRect(5, 5, 100, 40);
    });
    await waitFor('the canvas drawn again to look the same', () => looksTheSame());
    expect(await page.evaluate(() => window.assetPage.faults)).toEqual([]);
  });

  test('M6: what a script may not read of a canvas is a placeholder, and of a masked one nothing is read', async () => {
    await start('/plain', { mask: ['.masked'] });
    await show(
      '<canvas id=tainted width=20 height=20></canvas><div class=masked><canvas id=hidden width=20 height=20></canvas></div>',
    );
    await page.evaluate(
      async (foreign) => {
        const image = new Image();
        image.src = foreign;
        await image.decode();
        for (const id of ['tainted', 'hidden']) {
          const context = (document.querySelector(`#${id}`) as HTMLCanvasElement).getContext(
            '2d',
          ) as CanvasRenderingContext2D;
          if (id === 'tainted') context.drawImage(image, 0, 0);
          else context.fillRect(0, 0, 9, 9);
        }
      },
      `http://127.0.0.1:${new URL(site.origin).port}/open.svg`,
    );
    await waitFor('both to be known', async () => {
      const reasons = await missing();
      return reasons['cross-origin'] === 1 && reasons.blocked === 1;
    });
    expect(await page.evaluate(() => window.assetPage.emitted.asset)).toBe(undefined);
  });

  test('M6: a video shows its poster first, then its frames as they are on the page, and its poster when it has none left', async () => {
    await start('/plain');
    await show('<video poster="/pictures/a2.png" width=160 height=80 style="display:block"></video>');
    await waitFor('the poster', () => looksTheSame());
    await page.evaluate(async () => {
      const canvas = document.createElement('canvas');
      // As large as the video: browsers scale frames and pictures in different ways.
      canvas.width = 160;
      canvas.height = 80;
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      const video = document.querySelector('video') as HTMLVideoElement;
      let step = 0;
      const draw = () => {
        context.fillStyle = step < 30 ? 'rgb(200 40 40)' : 'rgb(40 40 200)';
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.fillStyle = 'white';
        context.fillRect(20, 20, Math.min(step++, 60), 30);
        requestAnimationFrame(draw);
      };
      draw();
      video.muted = true;
      video.srcObject = canvas.captureStream();
      await video.play();
    });
    await waitFor('the frames to look the same', () => looksTheSame());
    const shown = () => page.evaluate(() => window.mirror.document.querySelector('video')?.poster);
    const frame = await shown();
    expect(frame).toMatch(/^blob:/);
    await page.evaluate(() => {
      (document.querySelector('video') as HTMLVideoElement).srcObject = null;
    });
    await waitFor('the poster again', async () => (await shown()) !== frame && (await looksTheSame()));
  });

  test('M6: a canvas that is not in view is not looked at', async () => {
    await start('/plain');
    await show(
      `<div style="height:90px;overflow:hidden"><canvas id=near width=20 height=20></canvas><div style="height:900px"></div><canvas id=far width=20 height=20></canvas></div>`,
    );
    await page.evaluate(() => {
      for (const [id, colour] of [
        ['near', 'teal'],
        ['far', 'navy'],
      ] as const) {
        const context = (document.querySelector(`#${id}`) as HTMLCanvasElement).getContext(
          '2d',
        ) as CanvasRenderingContext2D;
        context.fillStyle = colour;
        context.fillRect(0, 0, 20, 20);
      }
    });
    await waitFor('the canvas in view', () => looksTheSame());
    const contents = () =>
      page.evaluate(() =>
        Array.from(window.mirror.document.querySelectorAll('canvas'), ({ style }) => style.content.slice(5, 10)),
      );
    expect(await contents()).toEqual(['blob:', 'data:']);
    await page.evaluate(() => document.querySelector('#far')?.scrollIntoView());
    await waitFor('the other one', async () => (await contents())[1] === 'blob:');
  });

  test('M6: a canvas that changes with every frame keeps to its share of the connection', async () => {
    await start('/plain');
    await show('<canvas width=200 height=200></canvas>');
    await page.evaluate(() => {
      const canvas = document.querySelector('canvas') as HTMLCanvasElement;
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      const noise = context.createImageData(canvas.width, canvas.height);
      const draw = () => {
        for (let at = 0; at < noise.data.length; at += 4096) crypto.getRandomValues(noise.data.subarray(at, at + 4096));
        context.putImageData(noise, 0, 0);
        requestAnimationFrame(draw);
      };
      draw();
    });
    await waitFor('some pictures', () => page.evaluate(() => window.assetPage.assets.length > 12));
    const arrivals = await page.evaluate(() => window.assetPage.assets);
    const tookMs = (arrivals.at(-1)?.atMs ?? 0) - (arrivals[0]?.atMs ?? 0);
    const bytes = arrivals.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    // The last picture has the time after it to itself.
    const largest = 200 * 200 * 4 + 4096;
    expect((bytes - largest) / (tookMs / 1000)).toBeLessThan(200 * 1024);
  });
});
