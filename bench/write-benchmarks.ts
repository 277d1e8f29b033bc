import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';

const ROOT = new URL('../', import.meta.url);
const PACKAGES = ['@rrweb/record', '@rrweb/replay', 'clarity-js', '@openreplay/tracker', 'react', 'vue'];

/** What profiles have shown of bars that are hard to meet. */
const LIMITS = `## What limits

- **Cold start.** Much of it is code that runs for the first time, and every same-origin frame has a capture of its own: on a
  saved news page with 26 empty frames these take about as long as the page. The rest comes after the snapshot: every rule of
  the page's own sheets is read once, since nothing tells of edits from before the start, and pictures are asked for.
- **Building the mirror.** On pages with many frames, putting the built tree into the document takes more than half of the time:
  the browser makes a document for each frame then. Decoding, checking and making the nodes are a few percent there.
- **A change.** It leaves in a task after the page's own: a busy main thread on either end shows in the 95th percentile.
`;

/** Writes a report of the bench into `docs/benchmarks.md`, with what it was measured with. */
export async function writeBenchmarks(browser: Browser, report: string, rounds: number): Promise<void> {
  // Where the pages lie is nobody's business.
  const given = process.argv
    .slice(2)
    .join(' ')
    .replace(/(--pages[ =])\S+/, '$1FOLDER');
  const versions = await Promise.all(PACKAGES.map(async (name) => `${name} ${await installedVersion(name)}`));
  const [cpu] = cpus();
  const head = `# Benchmarks

Written by \`npm run bench -- --write\`; do not edit by hand.

- \`npm run bench -- ${given}\`
- ${new Date().toISOString().slice(0, 10)}, rounds: ${rounds}, everything interleaved in one run; figures are medians
- ${cpus().length} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory
- ${await browser.version()}, Node ${process.versions.node}
- ${versions.join(', ')}

CPU times are those of the page's main thread, from the browser's own count (\`threadTicks\`); where a table says so, they are
times by the clock. Costs are what a recorder adds to the page alone, so small ones can come out below zero. A value above
its bar is bold. The machine may have been busy with other
things: compare ratios, not times. Saved pages are kept from the network and from their scripts.
`;
  await writeFile(fileURLToPath(new URL('docs/benchmarks.md', ROOT)), `${head}\n${report}\n\n${LIMITS}`);
}

async function installedVersion(name: string): Promise<string> {
  const manifest: { version?: string } = JSON.parse(
    await readFile(fileURLToPath(new URL(`node_modules/${name}/package.json`, ROOT)), 'utf8'),
  );
  return manifest.version ?? '';
}
