import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';

const ROOT = new URL('../', import.meta.url);
const PACKAGES = ['@rrweb/record', '@rrweb/replay', 'clarity-js', '@openreplay/tracker', 'react', 'vue'];

/** Writes a report of the bench into `docs/benchmarks.md`, with what it was measured with. */
export async function writeBenchmarks(browser: Browser, report: string, rounds: number): Promise<void> {
  const versions = await Promise.all(PACKAGES.map(async (name) => `${name} ${await installedVersion(name)}`));
  const [cpu] = cpus();
  const head = `# Benchmarks

Written by \`npm run bench -- --write\`; do not edit by hand.

- ${new Date().toISOString().slice(0, 10)}, ${rounds} rounds, everything interleaved in one run; figures are medians
- ${cpus().length} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory
- ${await browser.version()}, Node ${process.versions.node}
- ${versions.join(', ')}

CPU times are those of the page's main thread, from the browser's own count (\`threadTicks\`); where a table says so, they are
times by the clock. Costs are what a recorder adds to the page alone, so small ones can come out below zero. A value above
its bar is bold. Saved pages are kept from the network and from their scripts.
`;
  await writeFile(fileURLToPath(new URL('docs/benchmarks.md', ROOT)), `${head}\n${report}\n`);
}

async function installedVersion(name: string): Promise<string> {
  const manifest: { version?: string } = JSON.parse(
    await readFile(fileURLToPath(new URL(`node_modules/${name}/package.json`, ROOT)), 'utf8'),
  );
  return manifest.version ?? '';
}
