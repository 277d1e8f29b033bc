import { createHash } from 'node:crypto';
import type { Browser } from 'puppeteer-core';
import { type BenchGroup, caseKey, chooseCases } from './bench-case.ts';
import { LIVE } from './live-bench.ts';
import { measureRounds, type RoundsWanted } from './measure-rounds.ts';
import { mirrorBuilds } from './mirror-bench.ts';
import { animation } from './operations/animation.ts';
import { APPLICATIONS } from './operations/applications.ts';
import { STORMS } from './operations/storms.ts';
import { PLAIN_TABLE, REACT_TABLE } from './operations/table.ts';
import { operationsBench } from './operations-bench.ts';
import { type BenchPage, benchPages } from './pages/bench-pages.ts';
import { scriptOfModule } from './pages/page-of-module.ts';
import { barsReport, type Section, sectionReport } from './report.ts';
import { ResultsFile } from './results-file.ts';
import { SEALING } from './seal-bench.ts';
import { snapshots } from './snapshot-bench.ts';
import { loadSubjects } from './subjects/load-subjects.ts';

export interface BenchOptions extends RoundsWanted {
  pagesFolder: string | undefined;
  /** Names of groups or cases; all when left out. */
  only: readonly string[] | undefined;
  animationMs: number;
  quick: boolean;
  /** Where results are kept, each as soon as it is there. */
  resultsPath: string;
  /** Goes on with the results that are there. */
  resume: boolean;
}

export interface BenchOutcome {
  sections: Section[];
  report: string;
  /** Whole rounds that the report is made of. */
  rounds: number;
}

/** Measures the chosen cases, round after round; the subjects take turns within each. */
export async function runBench(
  browser: Browser,
  options: BenchOptions,
  onMeasured: (caseKey: string, round: number, tookMs: number) => void,
): Promise<BenchOutcome> {
  const { pagesFolder, only, animationMs, quick, resultsPath } = options;
  const pages = benchPages(pagesFolder);
  const groups = chooseCases(allGroups(options, pages), only);
  const subjects = await loadSubjects();
  const scripts = [...subjects.map(({ script }) => script), await scriptOfModule('mirror-builds.ts')];
  const of = {
    code: createHash('sha256').update(scripts.join('\n')).digest('hex'),
    browser: await browser.version(),
    settings: { pages: pages.map(({ name }) => name).join(), animationMs, quick },
  };
  const results = options.resume ? ResultsFile.resume(resultsPath, of) : ResultsFile.begin(resultsPath, of);
  await measureRounds(groups, options, results, { browser, subjects, quick }, onMeasured);
  return outcome(groups, results);
}

function outcome(groups: readonly BenchGroup[], results: ResultsFile): BenchOutcome {
  const rounds = results.wholeRounds(groups.flatMap((group) => group.cases.map((one) => caseKey(group, one))));
  const sections = groups.map((group) => {
    const keys = group.cases.map((one) => caseKey(group, one));
    return group.section(results.samples(keys, rounds), group.cases);
  });
  return { sections, report: [...sections.map(sectionReport), barsReport(sections)].join('\n\n'), rounds };
}

function allGroups({ animationMs, quick }: BenchOptions, pages: readonly BenchPage[]): BenchGroup[] {
  const operations = [PLAIN_TABLE, REACT_TABLE, STORMS, animation(animationMs), ...APPLICATIONS];
  return [
    snapshots(pages),
    mirrorBuilds(pages),
    LIVE,
    SEALING,
    ...operations.map((group) => operationsBench(group, quick)),
  ];
}
