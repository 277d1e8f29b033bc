import cac from 'cac';
import { launchChromium } from '../e2e/browser.ts';
import { runBench } from './bench.ts';
import { writeBenchmarks } from './write-benchmarks.ts';

/**
 * `npm run bench`: our capture and mirror beside their peers and the platform's floors, interleaved in one run, as Markdown
 * tables of medians and ratios. What is above its bar is marked.
 */
const { options } = cac('bench')
  .option('--pages <folder>', 'folder of saved HTML pages; without it a made page is used')
  .option('--rounds <count>', 'how often everything is repeated', { default: 3 })
  .option('--only <group>', 'one group of rows, or several with commas between')
  .option('--animation <seconds>', 'how long the animation runs', { default: 10 })
  .option('--write', 'also writes the tables into docs/benchmarks.md')
  .option('--quick', 'everything once, without warming up: says only that the bench works')
  .help()
  .parse();

if (options.help !== true) {
  const launched = await launchChromium();
  try {
    const { report } = await runBench(launched.browser, {
      pagesFolder: options.pages,
      rounds: Number(options.rounds),
      only: options.only?.split(','),
      animationMs: Number(options.animation) * 1000,
      quick: options.quick === true,
    });
    console.log(report);
    if (options.write === true) await writeBenchmarks(launched.browser, report, Number(options.rounds));
  } finally {
    await launched.close();
  }
}
