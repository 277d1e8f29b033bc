import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LaunchedBrowser } from '../../e2e/browser.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import { BROWSERS } from '../../shared/mirror/testing/lab-page.ts';
import { TwoPages } from './testing/two-pages.ts';

const PAGE = `<!doctype html><style>
  @keyframes slide { from { margin-left: 0 } to { margin-left: 1000px } }
  #run, #before::before { animation: slide 100s linear infinite } #before::before { content: ""; display: block }
  #stand { animation: slide 100s linear paused } #done { animation: slide 1s linear forwards }
  </style><div id="run">run</div><div id="before"></div><div id="stand">stand</div><div id="done">done</div><div id="host"></div>`;

/** Where the animation of an element is moved to before anybody watches. */
const MOVED_MS = 40_000;

/** Far less than by what an animation is off that was not brought into step, and more than the longest test step takes. */
const APART_MS = 15_000;

describe.each(BROWSERS)('animations of style sheets in %s', (_name, launch) => {
  let launched: LaunchedBrowser;
  let pages: TwoPages;

  beforeAll(async () => {
    launched = await launch();
  });
  afterAll(() => launched?.close());
  beforeEach(async () => {
    pages = await TwoPages.open(launched);
    await pages.customer.bringToFront();
    await pages.start(PAGE);
  });
  afterEach(() => pages.close());

  /** Moves the page's animations, then begins to follow it as one who comes late. */
  async function join(): Promise<void> {
    await pages.customer.evaluate((timeMs) => {
      for (const one of document.getAnimations()) one.currentTime = timeMs;
    }, MOVED_MS);
    await pages.customer.evaluate(() => window.customer.stop());
    await pages.capture();
  }

  const marginOf = (selector: string) =>
    pages.customer.$eval(selector, (one) => getComputedStyle(one).getPropertyValue('margin-left'));

  async function mirrorTime(selector: string): Promise<number> {
    await pages.pump();
    return pages.agent.evaluate((one) => {
      const element = window.agent.mirror.document.querySelector(one) as Element;
      return Number(element.getAnimations({ subtree: true })[0]?.currentTime);
    }, selector);
  }

  test('S24: one who comes late sees them where they are, running, standing and finished', async () => {
    await join();
    for (const selector of ['#stand', '#done']) {
      await pages.until(selector, 'margin-left', await marginOf(selector));
    }
    expect(await pages.style('#stand', 'margin-left')).toBe('400px');
    for (const selector of ['#run', '#before']) {
      const timeMs = await mirrorTime(selector);
      expect(timeMs, selector).toBeGreaterThanOrEqual(MOVED_MS - 100);
      expect(timeMs, selector).toBeLessThan(MOVED_MS + APART_MS);
    }
  });

  test('S24: one that has gone round for days is where it is in its round', async () => {
    await pages.customer.$eval('#run', (element) => {
      const [animation] = element.getAnimations() as [Animation];
      animation.pause();
      animation.currentTime = 3001 * 100_000 + 25_000;
    });
    await pages.until('#run', 'margin-left', '250px');
    expect(await marginOf('#run')).toBe('250px');
  });

  test('S24: what a script stops, moves and slows is stopped, moved and slowed', async () => {
    await pages.customer.$eval(
      '#run',
      (element, timeMs) => {
        const [animation] = element.getAnimations() as [Animation];
        animation.pause();
        animation.currentTime = timeMs;
      },
      MOVED_MS,
    );
    await pages.until('#run', 'margin-left', '400px');
    expect(await marginOf('#run')).toBe('400px');
    await pages.customer.$eval('#run', (element) => {
      const [animation] = element.getAnimations() as [Animation];
      animation.currentTime = 10_000;
      animation.playbackRate = 0.5;
      animation.play();
    });
    await waitFor('an animation that runs again', async () => {
      await pages.pump();
      return pages.agent.evaluate(() => {
        const [animation] = window.agent.mirror.document.querySelector('#run')?.getAnimations() ?? [];
        return (
          animation?.playState === 'running' && animation.playbackRate === 0.5 && Number(animation.currentTime) < 30_000
        );
      });
    });
  });

  test('S24: in a shadow root, and one whose element comes later', async () => {
    await pages.customer.evaluate((timeMs) => {
      const root = (document.getElementById('host') as Element).attachShadow({ mode: 'open' });
      root.innerHTML = `<style>@keyframes fade { from { opacity: 0 } to { opacity: 1 } }
        p { animation: fade 100s linear paused }</style><p>in the shadow</p>`;
      const [animation] = (root.querySelector('p') as Element).getAnimations() as [Animation];
      animation.currentTime = timeMs;
    }, MOVED_MS);
    await waitFor('the animation in the shadow', async () => {
      await pages.pump();
      return pages.agent.evaluate(() => {
        const shadow = window.agent.mirror.document.querySelector('#host')?.shadowRoot?.querySelector('p');
        return shadow !== null && shadow !== undefined && getComputedStyle(shadow).opacity === '0.4';
      });
    });
  });
});
