import cac from 'cac';
import { launchFirefox } from '../browser.ts';
import { launchFuzz } from './fuzz-browser.ts';

/** `npm run fuzz -- --seeds 10000`: random programs until some faults or the end; prints each seed that failed. */
const { options } = cac('fuzz')
  .option('--seeds <count>', 'how many programs', { default: 1000 })
  .option('--from <seed>', 'first seed', { default: 1 })
  .option('--times <count>', 'how often each runs: what depends on timing differs only now and then', { default: 1 })
  .option('--trace', 'tell what was done and sent before a difference')
  .option('--firefox', 'in Firefox instead of Chromium')
  .help()
  .parse();

/** Programs in one page of the browser: it is closed then, with all that a program has left behind. */
const BATCH = 100;
const MOST_FAULTS = 5;

if (options.help !== true) {
  const launch = options.firefox === true ? launchFirefox : undefined;
  const from = Number(options.from);
  const times = Number(options.times);
  const seeds = Array.from({ length: Number(options.seeds) * times }, (_, index) => from + Math.floor(index / times));
  let faults = 0;
  let done = 0;
  for (; done < seeds.length && faults < MOST_FAULTS; done += BATCH) {
    const fuzz = await launchFuzz(launch);
    for (const { seed, batches, fault } of await fuzz.run(seeds.slice(done, done + BATCH), options.trace === true)) {
      faults++;
      console.log(`seed ${seed}, batch ${batches}: ${fault}\n`);
    }
    await fuzz.close();
  }
  console.log(faults === 0 ? `${seeds.length} programs without a difference` : `${faults} programs failed`);
  process.exitCode = faults === 0 ? 0 : 1;
}
