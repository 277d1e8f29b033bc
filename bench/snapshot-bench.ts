import type { Browser } from 'puppeteer-core';
import { PageSession } from './page-session.ts';
import type { BenchPage } from './pages.ts';
import { Samples } from './statistics.ts';
import type { Subject } from './subjects.ts';

export interface SnapshotRow {
  page: string;
  coldMs: Record<'coview' | 'rrweb', number>;
  warmMs: Record<'coview' | 'rrweb' | 'observer', number>;
  gzipBytes: Record<'coview' | 'rrweb' | 'observer', number>;
}

/** Snapshots in a row before the ones that count: the functions are compiled then. */
const WARM_UP = 10;

/**
 * Full snapshots of whole pages. Cold: CPU time of the first start in a fresh page. Warm: wall time of one snapshot, the
 * median of many in a row, since single ones are below the resolution of thread times.
 */
export async function benchSnapshots(
  browser: Browser,
  subjects: readonly Subject[],
  pages: readonly BenchPage[],
  rounds: number,
): Promise<SnapshotRow[]> {
  const samples = new Samples();
  for (let round = 0; round < rounds; round++) {
    for (const { name, html } of pages) {
      for (const subject of subjects) {
        if (subject.name === 'none') continue;
        const session = await PageSession.open(browser, html, subject, false);
        const before = await session.threadTimeMs();
        await session.evaluate('subject.start()');
        samples.add((await session.threadTimeMs()) - before, 'cold', name, subject.name);
        await session.takeGzipBytes();
        await session.evaluate('subject.snapshot()');
        samples.add(await session.takeGzipBytes(), 'bytes', name, subject.name);
        samples.add(await session.evaluate<number>(WARM_SNAPSHOT_MS), 'warm', name, subject.name);
        await session.close();
      }
    }
  }
  return pages.map(({ name }) => ({
    page: name,
    coldMs: { coview: samples.median('cold', name, 'coview'), rrweb: samples.median('cold', name, 'rrweb') },
    warmMs: bySubject(samples, 'warm', name),
    gzipBytes: bySubject(samples, 'bytes', name),
  }));
}

const WARM_SNAPSHOT_MS = `(() => {
  const times = [];
  for (let i = 0; i < ${WARM_UP} + 15; i++) {
    const start = performance.now();
    subject.snapshot();
    times.push(performance.now() - start);
    subject.take();
  }
  return times.slice(${WARM_UP}).sort((a, b) => a - b)[7];
})()`;

function bySubject(samples: Samples, what: string, page: string): SnapshotRow['warmMs'] {
  return {
    coview: samples.median(what, page, 'coview'),
    rrweb: samples.median(what, page, 'rrweb'),
    observer: samples.median(what, page, 'observer'),
  };
}
