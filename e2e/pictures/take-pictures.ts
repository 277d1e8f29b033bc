import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { bundleForPage } from '../page-bundle.ts';
import { type StaticServer, startStaticServer } from '../static-server.ts';
import { type Comparison, comparePictures } from './compare-pictures.ts';
import type { Recorded, recorded, sendAssets, start, takeMessages } from './page-recorders.ts';
import { type Scene, VIEWPORT } from './scene.ts';
import type { applyToMirror, mirrorDrawn, showReplay } from './stage-page.ts';

declare const recorders: {
  start: typeof start;
  recorded: typeof recorded;
  takeMessages: typeof takeMessages;
  sendAssets: typeof sendAssets;
};
declare const stagePage: {
  applyToMirror: typeof applyToMirror;
  mirrorDrawn: typeof mirrorDrawn;
  showReplay: typeof showReplay;
};

/** Page and mirror have nothing more to tell each other: asked this often, this far apart. */
const QUIET = { times: 8, apartMs: 50 };

/** One scene in the page, in our mirror and in rrweb's replay, all of the same size, as PNGs. */
export interface Pictures {
  name: string;
  page: Uint8Array;
  ours: Shown;
  rrweb: Shown;
}

/** Left out `picture`: it could not show the page at all, and every pixel counts as different. */
export interface Shown {
  share: number;
  picture?: Uint8Array;
  difference?: Uint8Array;
  fault?: string;
}

const STAGE = `<!doctype html><title>stage</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/rrweb.css">
<style>html, body { margin: 0; overflow: hidden; background: #fff } iframe { border: 0; display: block } .replayer-mouse { display: none !important }</style>
<script src="/stage.js"></script>`;

/** Takes the pictures of scenes in one browser. */
export class PictureTaker {
  private constructor(
    private readonly browser: Browser,
    private readonly recordersScript: string,
    private readonly stage: StaticServer,
  ) {}

  static async open(browser: Browser): Promise<PictureTaker> {
    const [recordersScript, stageScript] = await Promise.all([
      bundleForPage(local('./page-recorders.ts'), 'recorders'),
      bundleForPage(local('./stage-page.ts'), 'stagePage'),
    ]);
    const stage = await startStaticServer({
      folders: { '/rrweb/': local('../../node_modules/@rrweb/replay/dist/') },
      files: { '/': STAGE.replace('/rrweb.css', '/rrweb/style.css'), '/stage.js': stageScript },
    });
    return new PictureTaker(browser, recordersScript, stage);
  }

  async take(scene: Scene): Promise<Pictures> {
    const page = await this.newPage();
    try {
      await scene.open(page);
      await page.evaluate(`${this.recordersScript};recorders.start()`);
      await scene.act?.(page);
      // Not in the way of the pointer's own effects: a replay draws none.
      await page.mouse.move(0, 0);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const said = await page.evaluate(() => recorders.recorded());
      const picture = await page.screenshot();
      return {
        name: scene.name,
        page: picture,
        ours: await this.show(picture, (on) => mirrorPage(page, said, on)),
        rrweb: await this.show(picture, (on) => on.evaluate((all) => stagePage.showReplay(all), said)),
      };
    } finally {
      await page.close();
    }
  }

  close(): Promise<void> {
    return this.stage.close();
  }

  /** Shows what was recorded in a page of its own and compares it with the page's picture. */
  private async show(original: Uint8Array, draw: (page: Page) => Promise<void>): Promise<Shown> {
    const page = await this.newPage();
    try {
      await page.goto(this.stage.origin);
      await draw(page);
      const picture = await page.screenshot();
      const { share, difference }: Comparison = comparePictures(original, picture);
      return { share, picture, difference };
    } catch (error) {
      return { share: 1, fault: error instanceof Error ? error.message : String(error) };
    } finally {
      await page.close();
    }
  }

  private async newPage(): Promise<Page> {
    const page = await this.browser.newPage();
    await page.setViewport(VIEWPORT);
    // Whichever page is in front: what has the focus must look the same while the next page is opened.
    await page.emulateFocusedPage(true);
    return page;
  }
}

/** The mirror of a page that still lives: it is asked for the pictures and fonts that the mirror lacks. */
async function mirrorPage(page: Page, said: Recorded, stage: Page): Promise<void> {
  let { messages } = said;
  for (let quiet = 0; quiet < QUIET.times; quiet++) {
    const wanted = await stage.evaluate((all) => stagePage.applyToMirror(all), messages);
    if (wanted.length > 0) await page.evaluate((ids) => recorders.sendAssets(ids), wanted);
    if (wanted.length > 0 || messages.length > 0) quiet = 0;
    await new Promise((done) => setTimeout(done, QUIET.apartMs));
    messages = await page.evaluate(() => recorders.takeMessages());
  }
  await stage.evaluate(() => stagePage.mirrorDrawn());
}

function local(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
