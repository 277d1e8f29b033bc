import type { Page } from 'puppeteer-core';
import { type LaunchedBrowser, launchChromium, launchFirefox } from '../../../e2e/browser.ts';
import { bundleForPage } from '../../../e2e/page-bundle.ts';
import { startStaticServer } from '../../../e2e/static-server.ts';

export const BROWSERS: readonly (readonly [name: string, launch: () => Promise<LaunchedBrowser>])[] = [
  ['chromium', launchChromium],
  ['firefox', launchFirefox],
];

/** A page that has the lab as `window.lab`. */
export interface LabPage {
  page: Page;
  browser: LaunchedBrowser;
  origin: string;
  close(): Promise<void>;
}

export async function openLabPage(launch: () => Promise<LaunchedBrowser>): Promise<LabPage> {
  const [bundle, browser] = await Promise.all([bundleForPage('shared/mirror/testing/lab.ts', 'lab'), launch()]);
  const html = '<!doctype html><title>lab</title><link rel="icon" href="data:,"><script src="/lab.js"></script>';
  const server = await startStaticServer({ files: { '/': html, '/lab.js': bundle, '/fence': 'x' } });
  const page = await browser.browser.newPage();
  await page.goto(`${server.origin}/`);
  return {
    page,
    browser,
    origin: server.origin,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
