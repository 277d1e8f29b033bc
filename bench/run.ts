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
  .option('--rounds <count>', 'how often everything is repeated at most', { default: 5 })
  .option('--minutes <count>', 'no round begins that would end later', { default: 14 })
  .option('--only <case>', 'a group of cases, or one case; can be given several times')
  .option('--resume', 'goes on with the results of the run before, which was ended')
  .option('--results <file>', 'where each result is kept as soon as it is there', { default: '.coview/bench.jsonl' })
  .option('--animation <seconds>', 'how long the animation runs', { default: 10 })
  .option('--write', 'also writes the tables into docs/benchmarks.md')
  .option('--quick', 'everything once, without warming up: says only that the bench works')
  .help()
  .parse();

if (options.help !== true) {
  const launched = await launchChromium();
  try {
    const quick = options.quick === true;
    const { report, rounds } = await runBench(
      launched.browser,
      {
        pagesFolder: options.pages,
        rounds: quick ? 1 : Number(options.rounds),
        withinMs: Number(options.minutes) * 60_000,
        only: options.only === undefined ? undefined : [options.only].flat(),
        resultsPath: options.results,
        resume: options.resume === true,
        animationMs: Number(options.animation) * 1000,
        quick,
      },
      (key, round, tookMs) => console.error(`round ${round + 1}: ${key} (${(tookMs / 1000).toFixed(1)} s)`),
    );
    console.log(report);
    if (options.write === true) await writeBenchmarks(launched.browser, report, rounds);
  } finally {
    await launched.close();
  }
}
