import type { AddSample, BenchGroup } from './bench-case.ts';
import type { BenchContext } from './bench-context.ts';
import type { Operation, OperationGroup } from './operations/operation.ts';
import { PageSession } from './page-session.ts';
import { barred, type Cell, cell, kb, label, ms, type Section, times } from './report.ts';
import type { Samples } from './statistics.ts';
import { FLOORS, PEERS, RECORDERS, type Subject, type SubjectName } from './subjects/subject.ts';

const RUNS = { warmUp: 3, measured: 3 };
const ONE_RUN = { warmUp: 0, measured: 1 };

/** What a recorder costs below this cannot be told from noise: no ratio is made of it, and no bar. */
const NOISE_MS = 1;
/** Messages below this are mostly their envelopes. */
const SMALL_BYTES = 300;

/** What recording costs while a page works: CPU time of the page's main thread until nothing is left to do. */
export function operationsBench(group: OperationGroup, quick: boolean): BenchGroup {
  const single = group.operations.map((one) => ({ name: one.name, operations: [one] }));
  const light = group.operations.filter((one) => one.isHeavy !== true);
  // A quick run saves most by sharing pages.
  const cases = quick ? [{ name: 'light ones', operations: light }] : single;
  return {
    name: group.name,
    cases: cases.map(({ name, operations }) => ({
      name,
      measure: (context, add) => measure(context, group, operations, add),
    })),
    section: (samples) => section(group, samples),
  };
}

function section(group: OperationGroup, samples: Samples): Section {
  return {
    title: group.title,
    note:
      'CPU time that each adds to the page alone, and bytes after gzip. Ratios are to rrweb; ' +
      `none is made of costs below ${NOISE_MS} ms.`,
    head: [
      'operation',
      'page alone',
      'added',
      ...PEERS,
      ...FLOORS,
      'ratio',
      'gzip',
      ...PEERS,
      FLOORS[1],
      'ratio',
      'page with ours',
    ],
    rows: group.operations
      .filter(({ name }) => samples.values('cpu', name, 'none').length > 0)
      .map(({ name, bar }) => {
        const cpu = (subject: SubjectName) => samples.median('cpu', name, subject);
        const added = (subject: SubjectName) => cpu(subject) - cpu('none');
        const bytes = (subject: SubjectName) => samples.median('bytes', name, subject);
        return [
          label(name),
          cell(cpu('none'), ms),
          ...[...RECORDERS, ...FLOORS].map((subject) => cell(added(subject), ms)),
          ratio(added('coview'), added('rrweb'), NOISE_MS, bar.cpu),
          ...[...RECORDERS, FLOORS[1]].map((subject) => cell(bytes(subject), kb)),
          ratio(bytes('coview'), bytes('rrweb'), SMALL_BYTES, bar.bytes),
          bar.page === undefined
            ? cell(cpu('coview') / cpu('none'), times)
            : barred(cpu('coview') / cpu('none'), bar.page, times),
        ];
      }),
  };
}

function ratio(ours: number, theirs: number, least: number, bar: number): Cell {
  // Nobody can be measurably cheaper.
  if (ours <= least) return label('-');
  return barred(ours / Math.max(theirs, least), bar, times);
}

async function measure(
  context: BenchContext,
  group: OperationGroup,
  operations: readonly Operation[],
  add: AddSample,
): Promise<void> {
  const html = await group.html();
  for (const subject of context.subjects) await measureInPage(context, html, subject, operations, add);
}

/** Runs operations one after the other in a fresh page. */
async function measureInPage(
  { browser, quick }: BenchContext,
  html: string,
  subject: Subject,
  operations: readonly Operation[],
  add: AddSample,
): Promise<void> {
  const session = await PageSession.open(browser, html, subject.script, true);
  await session.run('await subject.start()');
  for (const operation of operations) {
    const { warmUp, measured } = quick ? ONE_RUN : (operation.runs ?? RUNS);
    for (let run = 0; run < warmUp + measured; run++) {
      await session.run(operation.prepare);
      await session.settle();
      await session.takeGzipBytes();
      const usedMs = await session.cpuOfMs(operation.run);
      const bytes = await session.takeGzipBytes();
      if (run < warmUp) continue;
      add(usedMs, 'cpu', operation.name, subject.name);
      add(bytes, 'bytes', operation.name, subject.name);
    }
  }
  await session.close();
}
