import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LaunchedBrowser } from '../../e2e/browser.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import { BROWSERS } from '../../shared/mirror/testing/lab-page.ts';
import { TwoPages } from './testing/two-pages.ts';

const PAGE = `<!doctype html><style>
  div { margin-left: 0px } #before::before { content: ""; display: block }
  #eased { transition: margin-left 100s linear } #eased.far { margin-left: 1000px }
  </style><div id="run">run</div><div id="before"></div><div id="eased">eased</div><div id="host"></div>
  <b data-coview="mask">masked</b><i data-coview="block">blocked</i>`;

interface SeenMotion {
  state: string;
  timeMs: number;
  rate: number;
  easing: string;
  iterations: string;
  direction: string;
}

describe.each(BROWSERS)('animations that scripts make, and transitions, in %s', (_name, launch) => {
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

  /** The animations of an element in the mirror. */
  async function motions(selector: string): Promise<SeenMotion[]> {
    await pages.pump();
    return pages.agent.evaluate((one) => {
      const element = window.agent.mirror.document.querySelector(one) as Element;
      return element.getAnimations({ subtree: true }).map((animation) => {
        const { easing, iterations, direction } = (animation.effect as KeyframeEffect).getTiming();
        return {
          state: animation.playState,
          timeMs: Number(animation.currentTime),
          rate: animation.playbackRate,
          easing: String(easing),
          iterations: String(iterations),
          direction: String(direction),
        };
      });
    }, selector);
  }

  async function untilMotion(selector: string, fits: (motion: SeenMotion) => boolean): Promise<void> {
    await waitFor(`a motion of ${selector}`, async () => (await motions(selector)).some(fits));
  }

  /** Animates an element of the page, standing at 40 s of 100. */
  const stand = (selector: string, options: KeyframeAnimationOptions) =>
    pages.customer.$eval(
      selector,
      (element, given) => {
        const animation = element.animate([{ marginLeft: '0px' }, { marginLeft: '1000px' }], given);
        animation.pause();
        animation.currentTime = 40_000;
      },
      { duration: 100_000, ...options },
    );

  test('S25: one that stands is where it is on the page, on an element and its pseudo-element', async () => {
    await stand('#run', {});
    await pages.until('#run', 'margin-left', '400px');
    await stand('#before', { pseudoElement: '::before' });
    await waitFor('a motion of the pseudo-element', async () => {
      await pages.pump();
      return pages.agent.evaluate(() => {
        const element = window.agent.mirror.document.querySelector('#before') as Element;
        return getComputedStyle(element, '::before').marginLeft === '400px';
      });
    });
  });

  test('S25: timing, playback and what becomes of it are the page’s', async () => {
    await pages.customer.$eval('#run', (element) => {
      element.animate(
        [{ marginLeft: '0px', easing: 'ease-in' }, { marginLeft: '50px' }, { marginLeft: '1000px', offset: 1 }],
        { duration: 50_000, iterations: Number.POSITIVE_INFINITY, direction: 'alternate', easing: 'ease-out' },
      );
    });
    const isFirst = (motion: SeenMotion) =>
      motion.state === 'running' &&
      motion.easing === 'ease-out' &&
      motion.iterations === 'Infinity' &&
      motion.direction === 'alternate';
    await untilMotion('#run', isFirst);
    await pages.customer.$eval('#run', (element) => {
      const [animation] = element.getAnimations() as [Animation];
      animation.currentTime = 30_000;
      animation.playbackRate = 0.25;
    });
    await untilMotion('#run', ({ rate, timeMs }) => rate === 0.25 && timeMs >= 30_000 && timeMs < 45_000);
    await pages.customer.$eval('#run', (element) => element.getAnimations()[0]?.pause());
    await untilMotion('#run', ({ state }) => state === 'paused');
    await pages.customer.$eval('#run', (element) => element.getAnimations()[0]?.cancel());
    await waitFor('nothing that moves', async () => (await motions('#run')).length === 0);
    expect(await pages.style('#run', 'margin-left')).toBe('0px');
  });

  test('S25: what is laid over another adds to it, and what has ended and stays, stays', async () => {
    await stand('#run', {});
    await pages.customer.$eval('#run', (element) => {
      element.animate([{ marginLeft: '0px' }, { marginLeft: '7px' }], {
        duration: 1,
        fill: 'forwards',
        composite: 'add',
      });
    });
    await pages.until('#run', 'margin-left', '407px');
    await pages.customer.evaluate(() => window.customer.stop());
    await pages.capture();
    await pages.until('#run', 'margin-left', '407px');
    await pages.customer.$eval('#run', (element) => element.getAnimations()[1]?.cancel());
    await pages.until('#run', 'margin-left', '400px');
  });

  test('S25: keyframes that a script changes later are changed', async () => {
    await stand('#run', {});
    await pages.until('#run', 'margin-left', '400px');
    await pages.customer.$eval('#run', (element) => {
      const effect = element.getAnimations()[0]?.effect as KeyframeEffect;
      effect.setKeyframes({ marginLeft: ['0px', '100px'] });
    });
    await pages.until('#run', 'margin-left', '40px');
  });

  test('S25: in a shadow root; and nothing is sent while it runs', async () => {
    await pages.customer.evaluate(() => {
      const root = (document.getElementById('host') as Element).attachShadow({ mode: 'open' });
      root.innerHTML = '<p>in the shadow</p>';
      const animation = (root.querySelector('p') as Element).animate({ opacity: [0, 1] }, 100_000);
      animation.currentTime = 40_000;
    });
    const shadowTime = () =>
      pages.agent.evaluate(() => {
        const shadow = window.agent.mirror.document.querySelector('#host')?.shadowRoot?.querySelector('p');
        return Number(shadow?.getAnimations()[0]?.currentTime ?? 0);
      });
    await waitFor('the animation in the shadow', async () => {
      await pages.pump();
      return (await shadowTime()) >= 40_000;
    });
    await pages.pump();
    // Hears of each time at which the mirror moves it.
    await pages.agent.evaluate(() => {
      const { shadowRoot } = window.agent.mirror.document.querySelector('#host') as Element;
      const [animation] = ((shadowRoot as ShadowRoot).querySelector('p') as Element).getAnimations() as [Animation];
      Object.defineProperty(animation, 'currentTime', { set: () => document.body.classList.add('moved') });
    });
    const isMoved = () => pages.agent.evaluate(() => document.body.classList.contains('moved'));
    // Several looks.
    await waitFor('three seconds of it', () =>
      pages.customer.evaluate(() => {
        const [animation] = document.getElementById('host')?.shadowRoot?.querySelector('p')?.getAnimations() ?? [];
        return Number(animation?.currentTime) > 43_000;
      }),
    );
    await pages.pump();
    expect(await isMoved()).toBe(false);
    // The control.
    await pages.customer.evaluate(() => {
      const [animation] = document.getElementById('host')?.shadowRoot?.querySelector('p')?.getAnimations() ?? [];
      if (animation) animation.currentTime = 10_000;
    });
    await waitFor('the mirror to move it', async () => {
      await pages.pump();
      return isMoved();
    });
  });

  test('S26: a transition begins where it began on the page, also for one who comes in its midst', async () => {
    await pages.customer.$eval('#eased', (element) => {
      // Another place to begin from that no mirror ever sees.
      const { style } = element as HTMLElement;
      style.transition = 'none';
      style.marginLeft = '500px';
      element.getBoundingClientRect();
      style.transition = '';
      style.marginLeft = '';
      element.classList.add('far');
    });
    await pages.customer.$eval('#eased', (element) => {
      const [transition] = element.getAnimations() as [Animation];
      transition.pause();
      transition.currentTime = 20_000;
    });
    await pages.until('#eased', 'margin-left', '600px');
    await pages.customer.evaluate(() => window.customer.stop());
    await pages.capture();
    await pages.until('#eased', 'margin-left', '600px');
    await pages.customer.$eval('#eased', (element) => element.getAnimations()[0]?.finish());
    await pages.until('#eased', 'margin-left', '1000px');
    await waitFor('nothing that moves', async () => (await motions('#eased')).length === 0);
  });

  test('S25: of what is blocked nothing is told, and what a private part would show or load is not', async () => {
    await pages.customer.evaluate(() => {
      for (const one of ['i', 'b', '#run']) {
        const animation = (document.querySelector(one) as Element).animate(
          {
            backgroundImage: ['url(/secret-picture)', 'url(/secret-picture)'],
            '--label': ['"secret;word"', '"secret;word"'],
            marginLeft: ['0px', '1000px'],
          },
          100_000,
        );
        animation.pause();
        animation.currentTime = 40_000;
      }
    });
    await pages.until('b', 'margin-left', '400px');
    await pages.until('#run', 'margin-left', '400px');
    expect(await motions('i')).toEqual([]);
    const shown = (selector: string) =>
      pages.agent.evaluate((one) => {
        const [animation] = (window.agent.mirror.document.querySelector(one) as Element).getAnimations() as [Animation];
        return JSON.stringify((animation.effect as KeyframeEffect).getKeyframes());
      }, selector);
    expect(await shown('b')).not.toContain('secret');
    // The control: an open part shows its text; what it would load comes from the page or not at all.
    expect(await shown('#run')).toContain('secret;word');
    expect(await shown('#run')).not.toContain('secret-picture');
  });
});
