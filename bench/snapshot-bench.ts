import type { AddSample, BenchCase, BenchGroup } from './bench-case.ts';
import type { BenchContext } from './bench-context.ts';
import { PageSession } from './page-session.ts';
import type { BenchPage } from './pages/bench-pages.ts';
import { barred, cell, kb, label, ms, type Section, times } from './report.ts';
import { median, type Samples } from './statistics.ts';
import { FLOORS, PEERS, RECORDERS, type SubjectName } from './subjects/subject.ts';

/** Medians over the pages, but for the last. */
const BARS = {
  /** Warm snapshot, of the browser's own `outerHTML`. */
  warm: 2,
  /** CPU time of the start, of rrweb's. */
  cold: 0.25,
  /** Of rrweb's. */
  bytes: 0.75,
  /** Likewise, on any page. */
  mostBytes: 1,
};

/** How long a start is followed: what was put off until the page is idle counts, too. */
const START_MS = 1000;

/** Snapshots in a row: those before the ones that count have the functions compiled. */
const WARM = { before: 10, counted: 15 };

/**
 * Full snapshots of whole pages. Cold: CPU time of the start in a fresh page and of the second after its
 * first message. Warm: wall time of one snapshot, the median
 * of many in a row, since single ones are below the resolution of thread times.
 */
export function snapshots(pages: readonly BenchPage[]): BenchGroup {
  return {
    name: 'snapshots',
    cases: pages.map((page) => ({
      name: page.name,
      measure: (context, add) => measurePage(context, page, add),
    })),
    section,
  };
}

async function measurePage(
  { browser, subjects }: BenchContext,
  { name, html }: BenchPage,
  add: AddSample,
): Promise<void> {
  for (const subject of subjects) {
    if (subject.name === 'added-html') continue;
    const session = await PageSession.open(browser, html, subject.script, false);
    await session.settle();
    add(await session.cpuOfMs(START), 'cold', name, subject.name);
    add(await session.takeGzipBytes(), 'bytes', name, subject.name);
    const warmMs = await session.evaluate<number>(WARM_SNAPSHOT_MS);
    if (warmMs >= 0) add(warmMs, 'warm', name, subject.name);
    await session.close();
  }
}

function section(samples: Samples, cases: readonly BenchCase[]): Section {
  const rows = cases.map(({ name }) => {
    const cold = (subject: SubjectName) => samples.median('cold', name, subject) - samples.median('cold', name, 'none');
    const warm = (subject: SubjectName) => samples.median('warm', name, subject);
    const bytes = (subject: SubjectName) => samples.median('bytes', name, subject);
    return { name, cold, warm, bytes, ...ratios({ cold, warm, bytes }) };
  });
  const over = (ratio: 'warmRatio' | 'coldRatio' | 'bytesRatio') => median(rows.map((row) => row[ratio]));
  return {
    title: 'Snapshots',
    note:
      'Warm: one more snapshot of a page that is known already. Cold: CPU time that starting adds, with the second after ' +
      "it: what is put off counts. Ratios are to the browser's own `outerHTML`, and to rrweb.",
    head: ['page', 'warm', 'outerHTML', 'rrweb', 'ratio', 'cold', ...PEERS, 'ratio', 'gzip', ...PEERS, 'html', 'ratio'],
    rows: [
      ...rows.map(({ name, cold, warm, bytes, warmRatio, coldRatio, bytesRatio }) => [
        label(name),
        ...[warm('coview'), warm('observer'), warm('rrweb')].map((value) => cell(value, ms)),
        cell(warmRatio, times),
        ...RECORDERS.map((subject) => cell(cold(subject), ms)),
        cell(coldRatio, times),
        ...[...RECORDERS, FLOORS[0]].map((subject) => cell(bytes(subject), kb)),
        barred(bytesRatio, BARS.mostBytes, times),
      ]),
      [
        label('median'),
        ...['', '', ''].map(label),
        barred(over('warmRatio'), BARS.warm, times),
        ...RECORDERS.map(() => label('')),
        barred(over('coldRatio'), BARS.cold, times),
        ...[...RECORDERS, FLOORS[0]].map(() => label('')),
        barred(over('bytesRatio'), BARS.bytes, times),
      ],
    ],
  };
}

function ratios(of: Record<'cold' | 'warm' | 'bytes', (subject: SubjectName) => number>) {
  return {
    warmRatio: of.warm('coview') / of.warm('observer'),
    coldRatio: of.cold('coview') / of.cold('rrweb'),
    bytesRatio: of.bytes('coview') / of.bytes('rrweb'),
  };
}

const START = `await subject.start(); await new Promise((done) => setTimeout(done, ${START_MS}))`;

/** -1 for recorders that cannot take a snapshot when asked. */
const WARM_SNAPSHOT_MS = `(async () => {
  if (!subject.snapshot) return -1;
  const times = [];
  for (let i = 0; i < ${WARM.before + WARM.counted}; i++) {
    const start = performance.now();
    subject.snapshot();
    times.push(performance.now() - start);
    await subject.take();
  }
  return times.slice(${WARM.before}).sort((a, b) => a - b)[${WARM.counted >> 1}];
})()`;
