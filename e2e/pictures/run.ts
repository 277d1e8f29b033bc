import { fileURLToPath } from 'node:url';
import cac from 'cac';
import { launchChromium } from '../browser.ts';
import { madeScenes } from './made-scenes.ts';
import { markdownReport, writeReport } from './picture-report.ts';
import { applicationScenes, folderScenes, shopScenes } from './scenes.ts';
import { type Pictures, PictureTaker } from './take-pictures.ts';

/**
 * `npm run pictures`: the demo shop, applications that nobody here wrote and the pages of a folder, each as the page, our
 * mirror and rrweb's replay show it. Prints the share of pixels that differ and writes all pictures to
 * `e2e/shots/pictures/index.html`.
 */
const { options } = cac('pictures')
  .option('--pages <folder>', 'folder of saved HTML pages')
  .option('--only <text>', 'only scenes with this in their name')
  .option('--scrollbars', "with scrollbars that take room: rrweb's replay never has any")
  .help()
  .parse();

const REPORT = fileURLToPath(new URL('../shots/pictures', import.meta.url));
/** Saved pages must not reach the hosts they came from. */
const LOOPBACK_ONLY = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1';

if (options.help !== true) {
  const sources = await Promise.all([
    madeScenes(),
    shopScenes(),
    applicationScenes(),
    ...(options.pages ? [folderScenes(String(options.pages))] : []),
  ]);
  const launched = await launchChromium({ args: [LOOPBACK_ONLY], scrollbars: options.scrollbars === true });
  const taker = await PictureTaker.open(launched.browser);
  try {
    const all: Pictures[] = [];
    for (const scene of sources.flatMap(({ scenes }) => scenes)) {
      if (options.only && !scene.name.includes(String(options.only))) continue;
      all.push(await taker.take(scene));
    }
    await writeReport(REPORT, all);
    console.log(markdownReport(all));
  } finally {
    await launched.close();
    await taker.close();
    for (const source of sources) await source.close();
  }
}
