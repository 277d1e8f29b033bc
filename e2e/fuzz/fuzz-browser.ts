import { fileURLToPath } from 'node:url';
import { type LaunchedBrowser, launchChromium } from '../browser.ts';
import { bundleForPage } from '../page-bundle.ts';
import { startStaticServer } from '../static-server.ts';
import type { runSeed, runSeeds, SeedResult } from './run-seed.ts';
import { FUZZ_FILES } from './start-pages.ts';

/** The fuzzer in a real browser. */
export interface FuzzBrowser {
  /** Seeds whose page and mirror differed: none is what we want. */
  run(first: number, count: number): Promise<SeedResult[]>;
  /** Control: one seed of which ops are lost on purpose. */
  runWithLoss(seed: number, opsToDrop: number): Promise<SeedResult>;
  close(): Promise<void>;
}

declare const fuzz: { runSeeds: typeof runSeeds; runSeed: typeof runSeed };

export async function launchFuzz(launch: () => Promise<LaunchedBrowser> = launchChromium): Promise<FuzzBrowser> {
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
    run: (first, count) =>
      page.evaluate((from, many, given) => fuzz.runSeeds(from, many, given), first, count, options),
    runWithLoss: (seed, opsToDrop) =>
      page.evaluate((one, given) => fuzz.runSeed(one, given), seed, { ...options, opsToDrop }),
    async close() {
      await launched.close();
      await server.close();
    },
  };
}

function local(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
