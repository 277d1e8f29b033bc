import type { Browser } from 'puppeteer-core';
import { OPERATIONS, OPERATIONS_PAGE } from './operations.ts';
import { PageSession } from './page-session.ts';
import { Samples } from './statistics.ts';
import type { Subject, SubjectName } from './subjects.ts';

export interface OperationRow {
  operation: string;
  /** CPU time beyond that of the page alone. */
  addedMs: Record<Exclude<SubjectName, 'none'>, number>;
  gzipBytes: Record<'coview' | 'rrweb', number>;
}

const WARM_UP = 3;
const MEASURED = 3;

/** What recording costs while a page works: CPU time of the page's main thread, from the operation to the second frame. */
export async function benchOperations(
  browser: Browser,
  subjects: readonly Subject[],
  rounds: number,
): Promise<OperationRow[]> {
  const samples = new Samples();
  for (let round = 0; round < rounds; round++) {
    for (const operation of OPERATIONS) {
      for (const subject of subjects) {
        const session = await PageSession.open(browser, OPERATIONS_PAGE, subject, true);
        await session.evaluate('subject.start()');
        for (let run = 0; run < WARM_UP + MEASURED; run++) {
          await session.evaluate(`{${operation.prepare}}`);
          await session.settle();
          await session.takeGzipBytes();
          const before = await session.threadTimeMs();
          await session.evaluate(`{${operation.run}}`);
          await session.settle();
          const usedMs = (await session.threadTimeMs()) - before;
          const bytes = await session.takeGzipBytes();
          if (run < WARM_UP) continue;
          samples.add(usedMs, 'cpu', operation.name, subject.name);
          samples.add(bytes, 'bytes', operation.name, subject.name);
        }
        await session.close();
      }
    }
  }
  return OPERATIONS.map(({ name }) => {
    const added = (subject: SubjectName) => samples.median('cpu', name, subject) - samples.median('cpu', name, 'none');
    return {
      operation: name,
      addedMs: { coview: added('coview'), rrweb: added('rrweb'), observer: added('observer') },
      gzipBytes: { coview: samples.median('bytes', name, 'coview'), rrweb: samples.median('bytes', name, 'rrweb') },
    };
  });
}
