import cac from 'cac';
import { launchFirefox } from '../browser.ts';
import { launchFuzz } from './fuzz-browser.ts';

/** `npm run fuzz -- --seeds 10000`: random programs until a fault or the end; prints each seed that failed. */
const { options } = cac('fuzz')
  .option('--seeds <count>', 'how many programs', { default: 1000 })
  .option('--from <seed>', 'first seed', { default: 1 })
  .option('--firefox', 'in Firefox instead of Chromium')
  .help()
  .parse();

const BATCH = 100;

if (options.help !== true) {
  const fuzz = await launchFuzz(options.firefox === true ? launchFirefox : undefined);
  const end = Number(options.from) + Number(options.seeds);
  let faults = 0;
  for (let first = Number(options.from); first < end && faults < 5; first += BATCH) {
    for (const { seed, batches, fault } of await fuzz.run(first, Math.min(BATCH, end - first))) {
      faults++;
      console.log(`seed ${seed}, batch ${batches}: ${fault}\n`);
    }
  }
  await fuzz.close();
  console.log(faults === 0 ? `${options.seeds} seeds without a difference` : `${faults} seeds failed`);
  process.exitCode = faults === 0 ? 0 : 1;
}
