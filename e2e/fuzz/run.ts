import cac from 'cac';
import { launchFirefox } from '../browser.ts';
import { launchFuzz } from './fuzz-browser.ts';
import { MOST_FAULTS, runBlocks } from './run-blocks.ts';

/** `npm run fuzz -- --seeds 10000`: random programs until some faults or the end; prints each block as it is done. */
const { options } = cac('fuzz')
  .option('--seeds <count>', 'how many programs', { default: 1000 })
  .option('--from <seed>', 'first seed: each line says with which to go on', { default: 1 })
  .option('--only <seeds>', 'these seeds alone: 66,87')
  .option('--times <count>', 'how often each runs: what depends on timing differs only now and then', { default: 1 })
  .option('--faults <count>', 'ends after so many programs that failed', { default: MOST_FAULTS })
  .option('--trace', 'tell what was done and sent before a difference')
  .option('--firefox', 'in Firefox instead of Chromium')
  .help()
  .parse();

if (options.help !== true) {
  const launch = options.firefox === true ? launchFirefox : undefined;
  const times = Number(options.times);
  const chosen =
    options.only === undefined
      ? Array.from({ length: Number(options.seeds) }, (_, index) => Number(options.from) + index)
      : String(options.only).split(',').map(Number);
  const { ran, faults } = await runBlocks({
    seeds: chosen.flatMap((seed) => Array<number>(times).fill(seed)),
    mostFaults: Number(options.faults),
    launch: () => launchFuzz(launch),
    traces: options.trace === true,
    say: (line) => console.log(line),
  });
  console.log(faults === 0 ? `${ran} programs without a difference` : `${faults} of ${ran} programs failed`);
  process.exitCode = faults === 0 ? 0 : 1;
}
