import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium } from '../../e2e/browser.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import { BROWSERS } from '../../shared/mirror/testing/lab-page.ts';
import { TwoPages } from './testing/two-pages.ts';

const PAGE = `<!doctype html><style>
  :root { color-scheme: light dark } p { color: light-dark(rgb(1, 1, 1), rgb(2, 2, 2)) }
  @media (prefers-color-scheme: dark) { p { border-left: 3px solid } }
  </style><p id="p">text</p><input id="field"><iframe srcdoc="<style>@media (prefers-color-scheme: dark) { b { color: red } }</style><b>b</b>"></iframe>`;

describe.each(BROWSERS)('what the system of the customer brings in %s', (name, launch) => {
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

  const given = (property: string) =>
    pages.customer.$eval('#p', (one, wanted) => getComputedStyle(one).getPropertyValue(wanted), property);

  // Firefox is not told to prefer dark by this driver.
  test.skipIf(name === 'firefox')('S9: a system that prefers dark, now and later', async () => {
    await pages.customer.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await pages.start(PAGE);
    await pages.equal();
    expect(await given('color')).toBe('rgb(2, 2, 2)');
    expect(await pages.style('#p', 'color')).toBe('rgb(2, 2, 2)');
    expect(await pages.style('#p', 'border-left-width')).toBe('3px');
    expect(await pages.style('#field', 'background-color')).toBe(
      await pages.customer.$eval('#field', (one) => getComputedStyle(one).backgroundColor),
    );
    expect(await pages.differingPixels()).toBe(0);
    await pages.customer.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
    await pages.equal();
    expect(await pages.style('#p', 'color')).toBe('rgb(1, 1, 1)');
    expect(await pages.differingPixels()).toBe(0);
  });

  test('S9: the scheme of the agent does not show', async () => {
    await pages.start(PAGE);
    await pages.agent.evaluate(() => {
      document.documentElement.style.colorScheme = 'dark';
    });
    await pages.equal();
    expect(await pages.style('#p', 'color')).toBe(await given('color'));
  });
});

test('S10: scroll bars take the width from the mirror that they take from the page', async () => {
  const [without, classic] = await Promise.all([launchChromium(), launchChromium({ scrollbars: true })]);
  try {
    for (const [customers, expected] of [
      [without, 800],
      [classic, 785],
    ] as const) {
      const pages = await TwoPages.open(customers, classic);
      await pages.start(`${PAGE}<textarea>text</textarea><div style="height: 3000px"></div>`);
      const widthOf = (root: Element | undefined) => root?.clientWidth;
      const areaWidthOf = (area: Element | undefined) => area?.getBoundingClientRect().width;
      await waitFor(`a mirror ${expected} wide`, async () => {
        await pages.pump();
        return (
          (await pages.agent.evaluate(() => window.agent.mirror.document.documentElement.clientWidth)) === expected
        );
      });
      expect(await pages.customer.$eval('html', widthOf)).toBe(expected);
      const areaWidth = await pages.customer.$eval('textarea', areaWidthOf);
      const found = await pages.agent.evaluate(
        () => window.agent.mirror.document.querySelector('textarea')?.getBoundingClientRect().width,
      );
      expect(found, `a text area on a page ${expected} wide`).toBe(areaWidth);
      await pages.close();
    }
  } finally {
    await Promise.all([without.close(), classic.close()]);
  }
});
