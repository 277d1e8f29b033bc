import type { BenchContext } from './bench-context.ts';
import type { Operation, OperationGroup } from './operations/operation.ts';
import { PageSession } from './page-session.ts';
import { barred, type Cell, cell, kb, label, ms, type Section, times } from './report.ts';
import { Samples } from './statistics.ts';
import { FLOORS, PEERS, RECORDERS, type Subject, type SubjectName } from './subjects/subject.ts';

const RUNS = { warmUp: 3, measured: 3 };
const ONE_RUN = { warmUp: 0, measured: 1 };

/** What a recorder costs below this cannot be told from noise: no ratio is made of it, and no bar. */
const NOISE_MS = 1;
/** Messages below this are mostly their envelopes. */
const SMALL_BYTES = 300;

/** What recording costs while a page works: CPU time of the page's main thread until nothing is left to do. */
export async function benchOperations(context: BenchContext, group: OperationGroup): Promise<Section> {
  const samples = await measure(context, group);
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
      .filter((one) => !context.quick || isLight(one))
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

function isLight({ isHeavy }: Operation): boolean {
  return isHeavy !== true;
}

function ratio(ours: number, theirs: number, least: number, bar: number): Cell {
  // Nobody can be measurably cheaper.
  if (ours <= least) return label('-');
  return barred(ours / Math.max(theirs, least), bar, times);
}

async function measure(context: BenchContext, group: OperationGroup): Promise<Samples> {
  const samples = new Samples();
  const html = await group.html();
  for (let round = 0; round < context.rounds; round++) {
    for (const operations of context.quick
      ? [group.operations.filter(isLight)]
      : group.operations.map((one) => [one])) {
      for (const subject of context.subjects) {
        await measureInPage(context, html, subject, operations, samples);
      }
    }
  }
  return samples;
}

/** Runs operations one after the other in a fresh page. */
async function measureInPage(
  { browser, quick }: BenchContext,
  html: string,
  subject: Subject,
  operations: readonly Operation[],
  samples: Samples,
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
      samples.add(usedMs, 'cpu', operation.name, subject.name);
      samples.add(bytes, 'bytes', operation.name, subject.name);
    }
  }
  await session.close();
}
