import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium, launchFirefox } from '../../e2e/browser.ts';
import { bundleForPage } from '../../e2e/page-bundle.ts';
import { type StaticServer, startStaticServer } from '../../e2e/static-server.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import { LANGUAGES } from '../../shared/protocol/languages.ts';
import { openWidgetRoot } from '../testing/open-widget-root.ts';

/** The narrowest phone: WCAG 1.4.10. */
const NARROW = { width: 320, height: 640 };
/** Where pictures of every screen go, to be looked at. */
const LOOK = process.env['COVIEW_LOOK'];

/** What the text of which does not fit, and what stands outside of the window. Runs in the page. */
function clipped(): string[] {
  const root = document.querySelector('coview-widget')?.shadowRoot;
  const found: string[] = [];
  for (const node of root?.querySelectorAll<HTMLElement>(
    'button, h2, h3, p, li, .label, .status, .bar, .note, .asks-in',
  ) ?? []) {
    const { left, right, width } = node.getBoundingClientRect();
    if (width === 0 || getComputedStyle(node).clipPath !== 'none') continue;
    if (node.scrollWidth > node.clientWidth && node.clientWidth > 0)
      found.push(`cut: ${node.className} ${node.textContent}`);
    if (left < -0.5 || right > innerWidth + 0.5)
      found.push(`outside: ${node.className} ${node.textContent} from ${left} to ${right} of ${innerWidth}`);
  }
  return found;
}

const launchers: [string, () => Promise<LaunchedBrowser>][] = [
  ['chromium', () => launchChromium()],
  ['firefox', () => launchFirefox()],
];

describe.each(launchers)('in %s', (name, launch) => {
  let launched: LaunchedBrowser;
  let server: StaticServer;
  let stageScript: string;
  let axe: string;

  beforeAll(async () => {
    stageScript = await bundleForPage('snippet/testing/widget-stage.ts', 'stageOf');
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
    const pages = LANGUAGES.map((language) => [
      `/${language}`,
      `<!doctype html><html lang=${language}><title>page</title>`,
    ]);
    server = await startStaticServer({ files: Object.fromEntries(pages) });
    launched = await launch();
    if (LOOK) await mkdir(LOOK, { recursive: true });
  });
  afterAll(async () => {
    await launched?.close();
    await server?.close();
  });

  async function open(path: string): Promise<Page> {
    const page = await launched.browser.newPage();
    await page.evaluateOnNewDocument(openWidgetRoot);
    await page.goto(`${server.origin}/${path}`);
    await page.evaluate(stageScript);
    await page.evaluate(axe);
    return page;
  }
  /** A fresh widget in this state, once it is there in this language. */
  async function show(page: Page, screen: string, language: string): Promise<void> {
    await page.evaluate(
      `window.widget?.stop(); window.widget = stageOf.stage(); widget.show(stageOf.screens[${JSON.stringify(screen)}])`,
    );
    await waitFor(`${screen} in ${language}`, () =>
      page.$(`coview-widget >>> [lang="${language}"] > :is(dialog, .bar, .note)`),
    );
  }
  const schemeIs = (page: Page, scheme: string) =>
    name === 'firefox'
      ? Promise.resolve()
      : page.emulateMediaFeatures([
          { name: 'prefers-color-scheme', value: scheme },
          { name: 'prefers-reduced-motion', value: 'reduce' },
        ]);

  describe.each(LANGUAGES)('the widget in %s', (language) => {
    test('passes axe, and no text is cut at 320 px', async () => {
      const page = await open(language);
      const names = (await page.evaluate('Object.keys(stageOf.screens)')) as string[];
      for (const scheme of name === 'firefox' ? ['light'] : ['light', 'dark']) {
        await schemeIs(page, scheme);
        for (const screen of names) {
          await page.setViewport(NARROW);
          await show(page, screen, language);
          expect({ screen, cut: await page.evaluate(clipped) }).toEqual({ screen, cut: [] });
          // What moves in has not its colours yet.
          await page.evaluate(
            "for (const one of document.querySelector('coview-widget').shadowRoot.getAnimations()) if (one.effect.getComputedTiming().endTime < Infinity) one.finish()",
          );
          const found = await page.evaluate(
            "axe.run('coview-widget').then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html).join(' ')))",
          );
          expect({ screen, scheme, found }).toEqual({ screen, scheme, found: [] });
          if (!LOOK || name !== 'chromium') continue;
          await page.screenshot({ path: join(LOOK, `${language}-${screen}-${scheme}-narrow.png`) });
          await page.setViewport({ width: 900, height: 640 });
          await page.screenshot({ path: join(LOOK, `${language}-${screen}-${scheme}.png`) });
        }
      }
      expect(await page.evaluate('stageOf.faults')).toEqual([]);
      await page.close();
    });

    test('goes in the direction of its language', async () => {
      const page = await open(language);
      await page.setViewport({ width: 900, height: 640 });
      await show(page, 'live', language);
      const places = await page.evaluate(() => {
        const root = document.querySelector('coview-widget')?.shadowRoot;
        const xOf = (selector: string) => root?.querySelector(selector)?.getBoundingClientRect().x ?? Number.NaN;
        const style = getComputedStyle(root?.querySelector('.status') ?? document.body);
        return { grip: xOf('.grip'), stop: xOf('.stop'), direction: style.direction };
      });
      expect(places.direction).toBe(language === 'ar' ? 'rtl' : 'ltr');
      expect(places.grip < places.stop).toBe(language !== 'ar');
      // A code is read from left to right in every language.
      await show(page, 'code', language);
      expect(await page.$eval('coview-widget >>> input', (node) => getComputedStyle(node).direction)).toBe('ltr');
      await page.close();
    });
  });

  test('control: a text that does not fit is found', async () => {
    const page = await open('de');
    await page.setViewport(NARROW);
    await show(page, 'code', 'de');
    await page.$eval('coview-widget >>> .primary .label', (node) => {
      node.textContent = 'Donaudampfschifffahrtsgesellschaftskapitänsmütze';
    });
    expect(await page.evaluate(clipped)).not.toEqual([]);
    await page.close();
  });

  test('a page that changes its language is followed by the next screen', async () => {
    const page = await open('fr');
    await show(page, 'connecting', 'fr');
    await page.evaluate("document.documentElement.lang = 'es'; widget.show(stageOf.screens.consent)");
    await waitFor('the question in Spanish', () => page.$('coview-widget >>> [lang="es"] h2'));
    expect(await page.$eval('coview-widget >>> h2', (node) => node.textContent)).toBe(
      '¿Permitir que Ana vea esta página?',
    );
    await page.close();
  });
});
