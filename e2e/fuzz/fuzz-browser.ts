import { fileURLToPath } from 'node:url';
import { type LaunchedBrowser, launchChromium } from '../browser.ts';
import { bundleForPage } from '../page-bundle.ts';
import type { runSeed, runSeeds, SeedResult } from './run-seed.ts';

/** The fuzzer in a real browser. */
export interface FuzzBrowser {
  /** Seeds whose page and mirror differed: none is what we want. */
  run(first: number, count: number): Promise<SeedResult[]>;
  /** Control: one seed of which messages are lost on purpose. */
  runWithLoss(seed: number, dropMessages: number): Promise<SeedResult>;
  close(): Promise<void>;
}

declare const fuzz: { runSeeds: typeof runSeeds; runSeed: typeof runSeed };

export async function launchFuzz(launch: () => Promise<LaunchedBrowser> = launchChromium): Promise<FuzzBrowser> {
  const launched = await launch();
  const harness = await bundleForPage(local('./run-seed.ts'), 'fuzz');
  const capture = await bundleForPage(local('../../snippet/capture/start-capture.ts'), 'coviewCapture');
  const page = await launched.browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto('about:blank');
  await page.addScriptTag({ content: harness });
  return {
    run: (first, count) =>
      page.evaluate((from, many, script) => fuzz.runSeeds(from, many, script), first, count, capture),
    runWithLoss: (seed, lost) =>
      page.evaluate((one, script, many) => fuzz.runSeed(one, script, many), seed, capture, lost),
    close: () => launched.close(),
  };
}

function local(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
