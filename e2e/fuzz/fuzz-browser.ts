import { fileURLToPath } from 'node:url';
import { type LaunchedBrowser, launchChromium } from '../browser.ts';
import { bundleForPage } from '../page-bundle.ts';
import { startStaticServer } from '../static-server.ts';
import type { runSeed, runSeeds, SeedResult } from './run-seed.ts';
import { FUZZ_FILES } from './start-pages.ts';

/** The fuzzer in a real browser. */
export interface FuzzBrowser {
  /** Seeds whose page and mirror differed: none is what we want. */
  run(seeds: readonly number[], traces?: boolean): Promise<SeedResult[]>;
  /** Control: one seed of which ops are lost on purpose. */
  runWithLoss(seed: number, opsToDrop: number): Promise<SeedResult>;
  close(): Promise<void>;
}

declare const fuzz: { runSeeds: typeof runSeeds; runSeed: typeof runSeed };

export async function launchFuzz(launch: () => Promise<LaunchedBrowser> = launchUnthrottled): Promise<FuzzBrowser> {
  const launched = await launch();
  const harness = await bundleForPage(local('./run-seed.ts'), 'fuzz');
  const captureScript = await bundleForPage(local('../../snippet/capture/start-capture.ts'), 'coviewCapture');
  const files = { ...FUZZ_FILES, '/': '<!doctype html><title>fuzz</title>', '/harness.js': harness };
  const server = await startStaticServer({ files });
  const options = { base: `${server.origin}/pages/`, captureScript };
  const page = await launched.browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(`${server.origin}/`);
  await page.addScriptTag({ url: '/harness.js' });
  return {
    run: (seeds, traces = false) =>
      page.evaluate((list, given) => fuzz.runSeeds(list, given), seeds, { ...options, traces }),
    runWithLoss: (seed, opsToDrop) =>
      page.evaluate((one, given) => fuzz.runSeed(one, given), seed, { ...options, opsToDrop }),
    async close() {
      await launched.close();
      await server.close();
    },
  };
}

/** Most of a program's time is waiting for frames: here they come as fast as they are drawn. */
function launchUnthrottled(): Promise<LaunchedBrowser> {
  return launchChromium({ args: ['--disable-frame-rate-limit', '--disable-gpu-vsync'] });
}

function local(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
