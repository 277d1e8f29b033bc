import type { FuzzBrowser } from './fuzz-browser.ts';
import type { SeedResult } from './run-seed.ts';

/** More of them would say the same. */
export const MOST_FAULTS = 5;
/** Programs in one page of the browser: it is closed then, with all that a program has left behind. */
const BLOCK = 100;
/** A block takes half a minute on a machine that has nothing else to do. */
const PATIENCE_MS = 900_000;

interface Blocks {
  seeds: readonly number[];
  /** No further block is begun after so many programs that failed. */
  mostFaults: number;
  launch: () => Promise<FuzzBrowser>;
  traces: boolean;
  /** Takes each line at once: a run that is ended has said how far it came. */
  say: (line: string) => void;
}

/** Runs seeds block by block and tells of each. A block that does not end counts as a fault, and was not run. */
export async function runBlocks(blocks: Blocks): Promise<{ ran: number; faults: number }> {
  let faults = 0;
  let ran = 0;
  for (let at = 0; at < blocks.seeds.length && faults < blocks.mostFaults; at += BLOCK) {
    const seeds = blocks.seeds.slice(at, at + BLOCK);
    const range = `seeds ${seeds[0]}-${seeds.at(-1)}`;
    const begunAtMs = performance.now();
    const results = await runBlock(seeds, blocks);
    const seconds = Math.round((performance.now() - begunAtMs) / 1000);
    if (results === undefined) {
      faults++;
      blocks.say(`${range}: not done after ${seconds} s`);
      continue;
    }
    for (const { seed, batches, fault } of results) blocks.say(`seed ${seed}, batch ${batches}: ${fault}\n`);
    ran += seeds.length;
    faults += results.length;
    blocks.say(`${range}: ${results.length} failed, ${seconds} s; ${new Date().toISOString()}`);
  }
  return { ran, faults };
}

/** Undefined when the block did not end in time. */
async function runBlock(seeds: readonly number[], { launch, traces }: Blocks): Promise<SeedResult[] | undefined> {
  const fuzz = await launch();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, undefined);
  });
  const run = fuzz.run(seeds, traces);
  // A page that is closed under its programs rejects: nobody asks any more.
  run.catch(() => {});
  try {
    return await Promise.race([run, late]);
  } finally {
    clearTimeout(timer);
    await fuzz.close();
  }
}
