import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LaunchedBrowser } from '../../e2e/browser.ts';
import { BROWSERS } from '../../shared/mirror/testing/lab-page.ts';
import { TwoPages } from './testing/two-pages.ts';

const PAGE = `<!doctype html><style>
  @media (prefers-reduced-motion: reduce) { #a { left: 1px } } @media not (prefers-reduced-motion) { #a { left: 2px } }
  @media (hover) and (pointer: fine) { #a { top: 1px } } @media (min-resolution: 2dppx) { #a { bottom: 1px } }
  @media (scripting: none) { #a { right: 1px } } p { position: absolute }
  x-late { display: block } x-late:not(:defined) { visibility: hidden } x-never:defined { color: rgb(1, 2, 3) }
  </style><style id="whole" media="(prefers-reduced-motion: reduce)">#a { z-index: 4 }</style><p id="a">a</p>
  <x-late id="late">late</x-late><x-never id="never">never</x-never>`;

describe.each(BROWSERS)('what style sheets ask of the customer in %s', (name, launch) => {
  let launched: LaunchedBrowser;
  let pages: TwoPages;

  beforeAll(async () => {
    launched = await launch();
  });
  afterAll(() => launched?.close());
  beforeEach(async () => {
    pages = await TwoPages.open(launched);
  });
  afterEach(() => pages.close());

  /** A property as the page computes it, which is to be the same in the mirror. */
  async function shown(selector: string, property: string): Promise<string> {
    await pages.equal();
    const given = await pages.customer.$eval(
      selector,
      (one, wanted) => getComputedStyle(one).getPropertyValue(wanted),
      property,
    );
    expect(await pages.style(selector, property), `${property} of ${selector}`).toBe(given);
    return given;
  }

  // Firefox is told no media features by this driver.
  test.skipIf(name === 'firefox')(
    "S13: motion, contrast and the like, now and later, and never the agent's",
    async () => {
      await pages.agent.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
      await pages.customer.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'no-preference' }]);
      await pages.start(PAGE);
      expect(await shown('#a', 'left')).toBe('2px');
      expect(await shown('#a', 'z-index')).toBe('auto');
      await pages.customer.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
      expect(await shown('#a', 'left')).toBe('1px');
      expect(await shown('#a', 'z-index')).toBe('4');
      const added = () =>
        document.styleSheets[0]?.insertRule('@media (prefers-reduced-motion: no-preference) { #a { left: 7px } }', 9);
      await pages.after(added);
      expect(await shown('#a', 'left')).toBe('1px');
      await pages.customer.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'no-preference' }]);
      expect(await shown('#a', 'left')).toBe('7px');
    },
  );

  test.skipIf(name === 'firefox')('S13: a phone: no hover, and more pixels', async () => {
    const mobile = { width: 400, height: 600, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
    await pages.customer.setViewport(mobile);
    await pages.start(PAGE);
    expect(await shown('#a', 'bottom')).toBe('1px');
    await pages.customer.setViewport({ ...mobile, deviceScaleFactor: 1.5 });
    // The page asks again when it is shown anew: emulation does not make Chromium ask.
    await pages.start(PAGE);
    expect(await shown('#a', 'bottom')).not.toBe('1px');
  });

  test('S13: a page with scripts is one with scripts, although none runs in the mirror', async () => {
    await pages.start(PAGE);
    expect(await shown('#a', 'right')).not.toBe('1px');
    await shown('#a', 'top');
  });

  test('S14: custom elements defined late, and never', async () => {
    await pages.start(PAGE);
    expect(await shown('#late', 'visibility')).toBe('hidden');
    expect(await shown('#never', 'color')).not.toBe('rgb(1, 2, 3)');
    await pages.after(() => customElements.define('x-late', class extends HTMLElement {}));
    expect(await shown('#late', 'visibility')).toBe('visible');
    await pages.after(() => customElements.define('x-never', class extends HTMLElement {}));
    expect(await shown('#never', 'color')).toBe('rgb(1, 2, 3)');
  });
});
