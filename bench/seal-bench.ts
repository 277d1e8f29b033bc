import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { bundleForPage } from '../e2e/page-bundle.ts';
import { startStaticServer } from '../e2e/static-server.ts';
import type { AddSample, BenchGroup } from './bench-case.ts';
import type { BenchContext } from './bench-context.ts';
import type { ProofTimes } from './pages/seal-work.ts';
import { barred, cell, label, ms, type Section } from './report.ts';
import { median, type Samples } from './statistics.ts';

const BARS = {
  /** Packing and sealing a patch. */
  patchMs: 0.2,
  /** What sealing adds between the typed code and the first picture, apart from the network. */
  joinMs: 300,
  /** Above this the browser calls a task long. */
  stepMs: 50,
};

/** What a page's patches weigh: a text that changed, a list that was filled, just below and above where compression begins. */
const PATCH_BYTES = [100, 1_000, 8_000];

const preciseMs = (value: number): string => `${value.toFixed(3)} ms`;

/** What sealing costs: every patch, and the time until the first picture. Each round in a fresh page, as a customer's is. */
export const SEALING: BenchGroup = { name: 'seal', cases: [{ name: 'patches and a join', measure }], section };

async function measure({ browser, quick }: BenchContext, add: AddSample): Promise<void> {
  const script = await bundleForPage(join(import.meta.dirname, 'pages/seal-work.ts'), 'work');
  const server = await startStaticServer({ files: { '/': '<!doctype html><title>Seal</title>' } });
  try {
    const page = await browser.newPage();
    await page.goto(server.origin);
    add(await evaluationMs(page, script), 'code');
    const proof = (await page.evaluate('work.proveCode()')) as ProofTimes;
    add(proof.customerMs, 'customer');
    add(proof.agentMs, 'agent');
    add(proof.longestMs, 'longest');
    for (const size of PATCH_BYTES) {
      const taken = (await page.evaluate(`work.sealPatchMs(${size}, ${quick ? 2 : 60})`)) as number[];
      add(median(taken), 'patch', String(size));
    }
    await page.close();
  } finally {
    await server.close();
  }
}

function section(samples: Samples): Section {
  const code = samples.median('code');
  const [customer, agent] = [samples.median('customer'), samples.median('agent')];
  return {
    title: 'Sealing',
    note:
      'Medians. A patch: packed and sealed, one after the other, wall time. A join: evaluating the chunk and proving the code in a ' +
      'fresh page, both ends one after the other; the network adds one round trip.',
    head: ['what', 'time'],
    rows: [
      ...PATCH_BYTES.map((size) => [
        label(`patch of ${size} bytes`),
        barred(samples.median('patch', String(size)), BARS.patchMs, preciseMs),
      ]),
      [label('join: evaluating the code'), cell(code, ms)],
      [label('join: customer’s side of the proof'), cell(customer, ms)],
      [label('join: longest step on the page'), barred(samples.median('longest'), BARS.stepMs, ms)],
      [label('join: agent’s side of the proof'), cell(agent, ms)],
      [label('join: all of it'), barred(code + customer + agent, BARS.joinMs, ms)],
    ],
  };
}

/** How long the page takes to read and run the code, after it has arrived. */
function evaluationMs(page: Page, script: string): Promise<number> {
  return page.evaluate((source) => {
    const startedAt = performance.now();
    const tag = document.createElement('script');
    tag.textContent = source;
    document.head.append(tag);
    return performance.now() - startedAt;
  }, script);
}
