import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findBrowser } from '../scripts/find-browser.ts';

export interface LaunchOptions {
  /** Folder of a built, unpacked extension. */
  extension?: string;
  /** Default true. */
  headless?: boolean;
  /** Whether scrollbars are drawn and take room, as in a window; default false. Chromium only. */
  scrollbars?: boolean;
  /** Further command-line arguments. */
  args?: string[];
  /** Outer window size in CSS pixels; default 1280 x 900. */
  window?: { widthCssPx: number; heightCssPx: number };
  /** Default true: a signal that ends this process closes the browser. False: the caller closes it, in its own order. */
  closesOnSignals?: boolean;
}

/** Where a window stands on the screen, in its pixels. */
export type WindowBounds = Record<'left' | 'top' | 'width' | 'height', number>;

/** A browser of this process with a profile of its own. */
export interface LaunchedBrowser {
  browser: Browser;
  /** Address of a file inside the extension. Throws when the browser was launched without one. */
  extensionUrl(path: string): string;
  /** Opens a page without waiting for its load event, which Firefox never reports for extension pages. */
  openPage(url: string): Promise<Page>;
  /** The same in a window of its own: a page in a hidden tab draws nothing. Chromium only. */
  openWindow(url: string, bounds?: WindowBounds): Promise<Page>;
  /** Ends the browser and removes its profile. */
  close(): Promise<void>;
}

const QUIET_CHROMIUM = [
  '--disable-background-networking',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-component-update',
  '--disable-sync',
  '--disable-search-engine-choice-screen',
  '--password-store=basic',
  // Tests compare pictures and drive several windows at once: none may be throttled or scaled.
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--force-device-scale-factor=1',
  // Whatever the machine speaks.
  '--accept-lang=en-US',
];

/** Any fixed UUID does: the address of a Firefox extension is random per profile unless it is pinned. */
const FIREFOX_EXTENSION_UUID = '6f1c8f0e-3f0b-4d5c-9a53-2f6f2f1b7a10';

const FIREFOX_PREFS = {
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false,
  'app.normandy.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'layout.css.devPixelsPerPx': '1.0',
  'intl.accept_languages': 'en-US',
};

/** Real Chromium (or Chrome) with a fresh profile. */
export async function launchChromium(options: LaunchOptions = {}): Promise<LaunchedBrowser> {
  const { widthCssPx, heightCssPx } = options.window ?? { widthCssPx: 1280, heightCssPx: 900 };
  const profile = await mkdtemp(join(tmpdir(), 'coview-chromium-'));
  const closesOnSignals = options.closesOnSignals ?? true;
  const browser = await puppeteer.launch({
    executablePath: findBrowser('chromium'),
    headless: options.headless ?? true,
    userDataDir: profile,
    defaultViewport: null,
    // The pipe is what lets an unpacked extension be loaded in every build of Chrome; it also needs no port.
    pipe: true,
    handleSIGINT: closesOnSignals,
    handleSIGTERM: closesOnSignals,
    handleSIGHUP: closesOnSignals,
    enableExtensions: options.extension ? [] : false,
    ignoreDefaultArgs: options.scrollbars ? ['--hide-scrollbars'] : [],
    args: [...QUIET_CHROMIUM, `--window-size=${widthCssPx},${heightCssPx}`, ...sandboxArgs(), ...(options.args ?? [])],
  });
  const extensionId = options.extension ? await browser.installExtension(options.extension) : undefined;
  return wrap(browser, profile, extensionId && `chrome-extension://${extensionId}`);
}

/** Real Firefox, driven over WebDriver BiDi, with a fresh profile. */
export async function launchFirefox(options: LaunchOptions = {}): Promise<LaunchedBrowser> {
  const { widthCssPx, heightCssPx } = options.window ?? { widthCssPx: 1280, heightCssPx: 900 };
  const profile = await mkdtemp(join(tmpdir(), 'coview-firefox-'));
  const closesOnSignals = options.closesOnSignals ?? true;
  const pinned = options.extension ? { [geckoIdOf(options.extension)]: FIREFOX_EXTENSION_UUID } : {};
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: findBrowser('firefox'),
    headless: options.headless ?? true,
    userDataDir: profile,
    defaultViewport: null,
    handleSIGINT: closesOnSignals,
    handleSIGTERM: closesOnSignals,
    handleSIGHUP: closesOnSignals,
    extraPrefsFirefox: { ...FIREFOX_PREFS, 'extensions.webextensions.uuids': JSON.stringify(pinned) },
    args: [
      `--width=${widthCssPx}`,
      `--height=${heightCssPx}`,
      ...(options.extension ? ['--remote-allow-system-access'] : []),
      ...(options.args ?? []),
    ],
  });
  if (options.extension) await browser.installExtension(options.extension);
  return wrap(browser, profile, options.extension && `moz-extension://${FIREFOX_EXTENSION_UUID}`);
}

function wrap(browser: Browser, profile: string, extensionOrigin: string | undefined): LaunchedBrowser {
  return {
    browser,
    extensionUrl(path) {
      if (!extensionOrigin) throw new Error('this browser was launched without an extension');
      return `${extensionOrigin}/${path.replace(/^\//, '')}`;
    },
    async openPage(url) {
      return visit(await browser.newPage(), url);
    },
    async openWindow(url, windowBounds) {
      return visit(await browser.newPage({ type: 'window', ...(windowBounds && { windowBounds }) }), url);
    },
    async close() {
      const child = browser.process();
      await browser.close().catch(() => child?.kill('SIGKILL'));
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** A navigation that fails shows in what the test waits for next, with a better message than this one. */
function visit(page: Page, url: string): Page {
  page.goto(url).catch(() => undefined);
  return page;
}

/** The id that `browser_specific_settings` gives the extension; Firefox keys its address by it. */
function geckoIdOf(extension: string): string {
  const manifestFile = join(extension, 'manifest.json');
  if (!existsSync(manifestFile)) throw new Error(`no built extension in ${extension}: run npm run build`);
  const manifest: { browser_specific_settings?: { gecko?: { id?: string } } } = JSON.parse(
    readFileSync(manifestFile, 'utf8'),
  );
  const id = manifest.browser_specific_settings?.gecko?.id;
  if (!id) throw new Error(`${manifestFile} names no gecko id`);
  return id;
}

/** Chromium refuses its sandbox to root; everyone else keeps it. */
function sandboxArgs(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
