import { isCheckpoint } from '../shared/codec/kind-of.ts';
import type { AddSample, BenchCase, BenchGroup } from './bench-case.ts';
import type { BenchContext } from './bench-context.ts';
import { PageSession } from './page-session.ts';
import type { BenchPage } from './pages/bench-pages.ts';
import { scriptOfModule } from './pages/page-of-module.ts';
import { barred, cell, label, ms, type Section, times } from './report.ts';
import { median, type Samples } from './statistics.ts';

/** Median over the pages of our time, as a share of what `document.write` takes. */
const BAR = 1.2;

/** Builds in a row that are measured together, and how often: single ones are near the resolution of thread times. */
const RUNS = { warmUp: 2, measured: 4, together: 3 };
const ONE_RUN = { warmUp: 0, measured: 1, together: 1 };

/** The same page for everyone: nothing is loaded from anywhere. */
const LOADS_NOTHING = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`;

/**
 * What it takes to have a page in a frame, layout included, in CPU time: our mirror from the bytes of a snapshot, the
 * browser's own parser from the page's text, rrweb's replayer from its events.
 */
export function mirrorBuilds(pages: readonly BenchPage[]): BenchGroup {
  return {
    name: 'mirror',
    cases: pages.map((page) => ({
      name: page.name,
      measure: (context, add) => measurePage(context, page, add),
    })),
    section,
  };
}

async function measurePage(context: BenchContext, page: BenchPage, add: AddSample): Promise<void> {
  const { warmUp, measured, together } = context.quick ? ONE_RUN : RUNS;
  const prepared = JSON.stringify(await prepare(context, page));
  const script = await scriptOfModule('mirror-builds.ts');
  const session = await PageSession.open(context.browser, '<!doctype html><title>builds</title>', script, true);
  await session.run(`builds.prepare(${prepared})`);
  for (let run = 0; run < warmUp + measured; run++) {
    for (const way of ['mirror', 'write', 'replay']) {
      await session.run(`builds.ready('${way}', ${together})`);
      const usedMs = await session.cpuOfStatementsMs('await builds.build()');
      await session.run('builds.clear()');
      if (run >= warmUp) add(usedMs / together, way, page.name);
      await session.run('await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
    }
  }
  await session.close();
}

function section(samples: Samples, cases: readonly BenchCase[]): Section {
  const rows = cases.map(({ name }) => {
    const [mirror, write, replay] = ['mirror', 'write', 'replay'].map((way) => samples.median(way, name));
    return { name, mirror: mirror ?? 0, write: write ?? 0, replay: replay ?? 0 };
  });
  return {
    title: 'Building the mirror',
    note:
      'CPU time from a snapshot to the layout of the page in a frame that stands ready, beside `document.write` of the same page ' +
      "with nothing loaded, and beside rrweb's replayer, which makes its own.",
    head: ['page', 'mirror', 'document.write', 'rrweb', 'ratio'],
    rows: [
      ...rows.map(({ name, mirror, write, replay }) => [
        label(name),
        ...[mirror, write, replay].map((value) => cell(value, ms)),
        cell(mirror / write, times),
      ]),
      [
        label('median'),
        ...['', '', ''].map(label),
        barred(median(rows.map(({ mirror, write }) => mirror / write)), BAR, times),
      ],
    ],
  };
}

/** What each way needs of a page. */
async function prepare({ browser, subjects }: BenchContext, { html }: BenchPage) {
  const said = async (name: 'coview' | 'rrweb') => {
    const subject = subjects.find((one) => one.name === name);
    const session = await PageSession.open(browser, html, subject?.script ?? '', false);
    await session.run('await subject.start()');
    // On a slow machine a first message of ours has the beginning of the page alone: a checkpoint has all.
    if (name === 'coview') await session.run('subject.snapshot()');
    const { messages } = await session.take();
    const text = await session.evaluate<string>(
      "'<!doctype html>'.repeat(document.compatMode === 'CSS1Compat') + document.documentElement.outerHTML",
    );
    await session.close();
    return { messages, text };
  };
  const ours = await said('coview');
  const { messages } = await said('rrweb');
  const message = ours.messages.findLast((one) => isCheckpoint(Buffer.from(one, 'base64')));
  if (message === undefined) throw new Error('the capture made no checkpoint');
  return {
    message,
    html: ours.text.replace(/<head[^>]*>/i, (head) => head + LOADS_NOTHING),
    events: `[${messages.join()}]`,
  };
}
