import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { type LaunchedBrowser, launchChromium } from '../../e2e/browser.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import { type RunningParty, startParty } from '../../party/dev.ts';
import { buildAdmin } from '../../scripts/build-admin.ts';
import { buildSnippet } from '../../scripts/build-snippet.ts';

const shots = path.join(import.meta.dirname, '../../e2e/shots/admin');
const axe = path.join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js');

const SIZES = [
  [360, 720],
  [1200, 850],
] as const;

/** A party of its own with the built page, and a person who looks at it. */
export interface AdminLab {
  party: RunningParty;
  browser: LaunchedBrowser;
  page: Page;
  /** What the page's own security policy refused, and what it could not do. */
  readonly complaints: string[];
  /** Makes its person the first admin, signed in. Answers with their token. */
  setUp(): Promise<string>;
  untilText(text: string): Promise<unknown>;
  fill(label: string, text: string): Promise<void>;
  press(name: string): Promise<void>;
  /** A link. */
  follow(name: string): Promise<void>;
  textIn(label: string): Promise<string>;
  /** Looks at the page as it is now: accessible and without overflow, narrow and wide, light and dark. */
  look(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openAdminLab(): Promise<AdminLab> {
  await mkdir(shots, { recursive: true });
  const folder = await mkdtemp(path.join(tmpdir(), 'coview-admin-'));
  const serveDir = path.join(folder, 'served');
  await buildSnippet({ folder: serveDir });
  await buildAdmin({ folder: serveDir });
  const party = await startParty({ persistDir: path.join(folder, 'party'), serveDir, selfHosted: true });
  const browser = await launchChromium();
  const page = await browser.openPage(`${party.url}/admin`);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted(HTML|Script)/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  const found = (name: string) => page.locator(`::-p-aria([name="${name}"])`);
  const lab: AdminLab = {
    party,
    browser,
    page,
    complaints,
    async setUp() {
      await lab.untilText('Set up this party');
      await lab.fill('Setup secret', /setup-[\w-]{24}/.exec(party.output())?.[0] ?? '');
      await lab.fill('Your name', 'Ana Admin');
      await lab.press('Set up');
      await lab.untilText('Keep your admin token');
      const token = await lab.textIn('Admin token');
      await lab.press('I have kept it');
      return token;
    },
    untilText: (text) =>
      waitFor(`"${text}"`, () => page.evaluate((wanted) => document.body.innerText.includes(wanted), text)).catch(
        async (error: unknown) => {
          await page.screenshot({ path: path.join(shots, 'failed.png') });
          throw error;
        },
      ),
    fill: (label, text) => found(label).fill(text),
    press: (name) => page.locator(`::-p-aria([name="${name}"][role="button"])`).click(),
    follow: (name) => page.locator(`::-p-aria([name="${name}"][role="link"])`).click(),
    textIn: (label) =>
      found(label)
        .map((field) => (field as HTMLTextAreaElement).value)
        .wait(),
    look: async (name) => expect(await faultsOf(page, name)).toEqual([]),
    async close() {
      await browser.close();
      await party.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return lab;
}

async function faultsOf(page: Page, name: string): Promise<string[]> {
  await page.evaluate('document.fonts.ready');
  // By the debugger: the page's own policy lets no other script in.
  await page.evaluate(await readFile(axe, 'utf8'));
  const found: string[] = [];
  for (const [width, height] of SIZES) {
    await page.setViewport({ width, height });
    for (const scheme of ['light', 'dark']) {
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
      await page.screenshot({ path: path.join(shots, `${name}-${width}-${scheme}.png`), fullPage: true });
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      if (Number(overflow) > 0) found.push(`${width} ${scheme}: wider than the window by ${overflow}`);
      const report = await page.evaluate(
        'axe.run().then((result) => result.violations.map((one) => one.id + ": " + one.nodes.map((node) => node.html).join(" | ")))',
      );
      for (const violation of report as string[]) found.push(`${width} ${scheme}: ${violation}`);
    }
  }
  return found;
}
