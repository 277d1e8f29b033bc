import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { readMarks } from '../extension/mirror-view/customer-marks.ts';
import { BROWSERS } from '../shared/mirror/testing/lab-page.ts';
import { TwoPages } from '../snippet/capture/testing/two-pages.ts';
import type { LaunchedBrowser } from './browser.ts';
import { bundleForPage } from './page-bundle.ts';
import { waitFor } from './wait-for.ts';

declare const drawn: { readMarks: typeof readMarks };

const PAGE = `<!doctype html><meta charset="utf-8"><audio id="sound" controls></audio>
  <video id="film" controls data-coview="mask"></video><div id="host"></div><button id="play">play</button>`;

/** Seconds by which page and mirror may be apart: what a look takes from here, and what is never told. */
const APART_SECONDS = 1;

describe.each(BROWSERS)('videos and sounds in %s', (_name, launch) => {
  let launched: LaunchedBrowser;
  let pages: TwoPages;
  let script: string;

  beforeAll(async () => {
    script = await bundleForPage(
      fileURLToPath(new URL('../extension/mirror-view/customer-marks.ts', import.meta.url)),
      'drawn',
    );
    launched = await launch();
  });
  afterAll(() => launched?.close());
  beforeEach(async () => {
    pages = await TwoPages.open(launched);
    await pages.customer.bringToFront();
    await pages.start(PAGE);
    await pages.agent.evaluate(script);
    await pages.customer.evaluate(giveSound, 120);
  });
  afterEach(() => pages.close());

  async function media() {
    await pages.pump();
    return pages.agent.evaluate(() =>
      window.agent.mirror.media().map(({ element, ...state }) => ({ id: element.id, ...state })),
    );
  }

  const sound = async () => (await media()).find(({ id }) => id === 'sound');

  async function play() {
    await pages.customer.$eval('#play', (button) => {
      button.addEventListener('click', () => {
        for (const one of document.querySelectorAll<HTMLMediaElement>('audio, video')) void one.play();
      });
    });
    await pages.customer.click('#play');
    await waitFor('a sound that plays', async () => {
      const now = await sound();
      return now?.paused === false && now.waiting === false && now.positionSeconds > 0;
    });
  }

  /** Seconds between the places of page and mirror. */
  async function apart(): Promise<number> {
    await pages.pump();
    const page = await pages.customer.$eval('#sound', (one) => (one as HTMLAudioElement).currentTime);
    const mirror = await pages.agent.evaluate(() => window.agent.mirror.media()[0]?.positionSeconds ?? Number.NaN);
    return Math.abs(page - mirror);
  }

  test('S22: plays, is sought, stopped, slowed, muted and ended as on the page', async () => {
    await play();
    expect(await sound()).toMatchObject({ ended: false, muted: false, durationSeconds: 120, rate: 1, volume: 1 });
    expect(await apart()).toBeLessThan(APART_SECONDS);
    await change((one) => {
      one.currentTime = 60;
      one.playbackRate = 1.5;
    });
    await waitFor('the place after a jump', async () => (await apart()) < APART_SECONDS);
    expect((await sound())?.positionSeconds).toBeGreaterThanOrEqual(60);
    expect(await sound()).toMatchObject({ rate: 1.5 });
    await change((one) => {
      one.pause();
      one.volume = 0.25;
      one.muted = true;
    });
    await waitFor('a pause', async () => (await sound())?.paused === true);
    // What stands still is at its exact place.
    expect(await apart()).toBeLessThan(0.001);
    expect(await sound()).toMatchObject({ volume: 0.25, muted: true });
    await change((one) => {
      one.currentTime = 119.8;
      void one.play();
    });
    await waitFor('the end', async () => (await sound())?.ended === true);
  });

  test('S22: the place is reckoned between messages, and nothing is sent while all goes on as told', async () => {
    await play();
    await pages.pump();
    const first = await pages.agent.evaluate(() => window.agent.mirror.media()[0]?.positionSeconds ?? 0);
    await waitFor('time that passes without a message', () =>
      pages.agent.evaluate((from) => (window.agent.mirror.media()[0]?.positionSeconds ?? 0) > from + 0.5, first),
    );
    // Looks at the page, as with a page that changes all the time.
    const sent = await pages.customer.evaluate(async () => {
      window.customer.take();
      let messages = 0;
      for (let turn = 0; turn < 20; turn++) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        messages += window.customer.take().length;
      }
      return messages;
    });
    expect(sent).toBeLessThan(5);
    await pages.customer.evaluate(() => window.customer.takeSnapshot());
    expect(await apart()).toBeLessThan(APART_SECONDS);
  });

  test('S22: the agent sees it as a note on the player', async () => {
    await play();
    await change((one) => {
      one.pause();
      one.currentTime = 65;
      one.muted = true;
    });
    const note = async () => {
      await pages.pump();
      return (await pages.agent.evaluate(() => drawn.readMarks(window.agent.mirror).media)).map(({ text }) => text);
    };
    await waitFor('the note', async () => (await note())[0] === 'Paused 1:05 / 2:00 · muted');
    expect(await note()).toHaveLength(1);
  });

  test('S22: of a private film nothing is told, until it is in the open', async () => {
    await play();
    expect((await media()).map(({ id }) => id)).toEqual(['sound']);
    await pages.customer.$eval('#film', (film) => film.removeAttribute('data-coview'));
    await waitFor('a film in the open', async () => (await media()).some(({ id, paused }) => id === 'film' && !paused));
    await pages.customer.$eval('#film', (film) => film.setAttribute('data-coview', 'mask'));
    await waitFor('nothing of the film', async () =>
      (await media()).every(({ id, paused, positionSeconds }) => id !== 'film' || (paused && positionSeconds === 0)),
    );
  });

  async function change(act: (one: HTMLAudioElement) => void): Promise<void> {
    await pages.customer.$eval('#sound', act as (one: Element) => void);
  }
});

/** Gives every player of the page silence of this length, to be had without a network. */
function giveSound(seconds: number): void {
  const rate = 8000;
  const bytes = new DataView(new ArrayBuffer(44 + rate * seconds));
  const word = (at: number, text: string) => {
    for (let i = 0; i < 4; i++) bytes.setUint8(at + i, text.charCodeAt(i));
  };
  word(0, 'RIFF');
  bytes.setUint32(4, bytes.byteLength - 8, true);
  word(8, 'WAVE');
  word(12, 'fmt ');
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, rate, true);
  bytes.setUint32(28, rate, true);
  bytes.setUint16(32, 1, true);
  bytes.setUint16(34, 8, true);
  word(36, 'data');
  bytes.setUint32(40, rate * seconds, true);
  new Uint8Array(bytes.buffer, 44).fill(128);
  const url = URL.createObjectURL(new Blob([bytes.buffer], { type: 'audio/wav' }));
  for (const one of document.querySelectorAll<HTMLMediaElement>('audio, video')) one.src = url;
}
