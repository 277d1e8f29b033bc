import type { Browser } from 'puppeteer-core';
import type { BenchContext } from './bench-context.ts';
import { benchLive } from './live-bench.ts';
import { benchMirror } from './mirror-bench.ts';
import { animation } from './operations/animation.ts';
import { APPLICATIONS } from './operations/applications.ts';
import { STORMS } from './operations/storms.ts';
import { PLAIN_TABLE, REACT_TABLE } from './operations/table.ts';
import { benchOperations } from './operations-bench.ts';
import { benchPages } from './pages/bench-pages.ts';
import { barsReport, type Section, sectionReport } from './report.ts';
import { benchSeal } from './seal-bench.ts';
import { benchSnapshots } from './snapshot-bench.ts';
import { loadSubjects } from './subjects/load-subjects.ts';

export interface BenchOptions {
  pagesFolder: string | undefined;
  rounds: number;
  /** Names of groups; all when left out. */
  only: readonly string[] | undefined;
  animationMs: number;
  quick: boolean;
}

interface Group {
  name: string;
  run(context: BenchContext): Promise<Section>;
}

/** Runs the chosen groups one after the other; within a group the subjects take turns. */
export async function runBench(
  browser: Browser,
  options: BenchOptions,
): Promise<{ sections: Section[]; report: string }> {
  const groups = allGroups(options);
  for (const name of options.only ?? []) {
    if (!groups.some((group) => group.name === name)) {
      throw new Error(`there is no group ${name}; there are ${[...new Set(groups.map((group) => group.name))]}`);
    }
  }
  const context: BenchContext = {
    browser,
    subjects: await loadSubjects(),
    pages: benchPages(options.pagesFolder),
    rounds: options.quick ? 1 : options.rounds,
    quick: options.quick,
  };
  const sections: Section[] = [];
  for (const { name, run } of groups) {
    if (options.only && !options.only.includes(name)) continue;
    sections.push(await run(context));
  }
  return { sections, report: [...sections.map(sectionReport), barsReport(sections)].join('\n\n') };
}

function allGroups({ animationMs }: BenchOptions): Group[] {
  const operations = [PLAIN_TABLE, REACT_TABLE, STORMS, animation(animationMs), ...APPLICATIONS];
  return [
    { name: 'snapshots', run: benchSnapshots },
    { name: 'mirror', run: benchMirror },
    { name: 'live', run: benchLive },
    { name: 'seal', run: benchSeal },
    ...operations.map((group) => ({
      name: group.name,
      run: (context: BenchContext) => benchOperations(context, group),
    })),
  ];
}
