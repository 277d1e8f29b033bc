import type { AddSample, BenchGroup } from './bench-case.ts';
import type { BenchContext } from './bench-context.ts';
import { PageSession } from './page-session.ts';
import type { Change } from './pages/live-change.ts';
import { scriptOfModule } from './pages/page-of-module.ts';
import { startRelay } from './relay.ts';
import { barred, cell, label, ms, type Section } from './report.ts';
import { median, quantile, type Samples } from './statistics.ts';

/** Beyond the relay's own time, from the frame in which the page shows a change to the mirror that has it. */
const BARS = { medianMs: 2, p95Ms: 5 };
const CHANGES = 300;
const FEW_CHANGES = 15;

const NAMES: Record<Change['kind'], string> = {
  bare: 'a bare message through the relay',
  task: 'changed by a task, from the frame that shows it',
  frame: 'changed within a frame, from that frame',
};

/** How long a change takes from the page's screen to the mirror, beside a bare message over the same relay. */
export const LIVE: BenchGroup = { name: 'live', cases: [{ name: 'changes', measure }], section };

async function measure({ browser, quick }: BenchContext, add: AddSample): Promise<void> {
  const relay = await startRelay();
  const mirror = await PageSession.openAt(browser, relay.pageUrl, await scriptOfModule('live-mirror.ts'));
  await mirror.run('await connected()');
  const page = await PageSession.openAt(browser, relay.pageUrl, await scriptOfModule('live-page.ts'));
  await page.run('await connect()');
  const changes = await page.evaluate<Change[]>(`change(${quick ? FEW_CHANGES : CHANGES})`);
  const last = changes.at(-1)?.number ?? 0;
  await mirror.run(
    `while (!arrivals().some(([number]) => number === ${last})) await new Promise((done) => setTimeout(done, 5))`,
  );
  const arrivals = new Map(await mirror.evaluate<[number, number][]>('arrivals()'));
  await page.close();
  await mirror.close();
  await relay.close();

  for (const { kind, number, atMs } of changes) {
    const arrivedMs = arrivals.get(number);
    // A change that another one replaced before the next frame never arrives by itself.
    if (arrivedMs !== undefined) add(arrivedMs - atMs, kind);
  }
}

function section(samples: Samples): Section {
  const [bareMedian, bareP95] = [median(samples.values('bare')), quantile(samples.values('bare'), 0.95)];
  return {
    title: 'The live path',
    note: `Page and mirror in two windows of one browser, a bare WebSocket relay between them.`,
    head: ['what', 'arrived', 'median', 'beyond the relay', 'p95', 'beyond the relay'],
    rows: (['bare', 'task', 'frame'] as const).map((kind) => {
      const delays = samples.values(kind);
      const [middle, high] = [median(delays), quantile(delays, 0.95)];
      const isBare = kind === 'bare';
      return [
        label(NAMES[kind]),
        cell(delays.length, String),
        cell(middle, ms),
        isBare ? label('') : barred(middle - bareMedian, BARS.medianMs, ms),
        cell(high, ms),
        isBare ? label('') : barred(high - bareP95, BARS.p95Ms, ms),
      ];
    }),
  };
}
