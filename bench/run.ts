import cac from 'cac';
import { launchChromium } from '../e2e/browser.ts';
import { benchOperations } from './operations-bench.ts';
import { benchPages } from './pages.ts';
import { operationsReport, snapshotReport } from './report.ts';
import { benchSnapshots } from './snapshot-bench.ts';
import { loadSubjects } from './subjects.ts';

/**
 * `npm run bench`: our capture beside its peers and the platform's floor, interleaved in one run, as Markdown tables of
 * medians and ratios. `--pages DIR` adds a folder of saved pages.
 */
const { options } = cac('bench')
  .option('--pages <folder>', 'folder of saved HTML pages; without it a made page is used')
  .option('--rounds <count>', 'how often everything is repeated', { default: 5 })
  .help()
  .parse();

if (options.help !== true) {
  const launched = await launchChromium();
  try {
    const subjects = await loadSubjects();
    const rounds = Number(options.rounds);
    console.log(snapshotReport(await benchSnapshots(launched.browser, subjects, benchPages(options.pages), rounds)));
    console.log(`\n${operationsReport(await benchOperations(launched.browser, subjects, rounds))}`);
  } finally {
    await launched.close();
  }
}
