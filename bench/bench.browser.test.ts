import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium } from '../e2e/browser.ts';
import { runBench } from './bench.ts';
import type { Section } from './report.ts';

let folder: string;
let launched: LaunchedBrowser;
let sections: Section[];
let report: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coview-bench-'));
  launched = await launchChromium();
  ({ sections, report } = await runBench(
    launched.browser,
    {
      pagesFolder: undefined,
      rounds: 1,
      withinMs: 0,
      only: ['snapshots', 'seal', 'mirror', 'live', 'table', 'animation', 'applications'],
      resultsPath: join(folder, 'results.jsonl'),
      resume: false,
      animationMs: 200,
      quick: true,
    },
    () => undefined,
  ));
  // Seven subjects in six pages each, some of which wait for themselves: half a minute where nothing else runs.
}, 600_000);

afterAll(async () => {
  await launched?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Bytes that a subject needed, by the title of the section and the first cell of the row. */
function bytesOf(title: RegExp, row: string, subject: string): number {
  const section = sections.find((one) => title.test(one.title));
  // The column of our bytes is called after their format; the peers' follow it.
  const column = section?.head.indexOf(subject, section.head.indexOf('gzip')) ?? -1;
  return section?.rows.find((cells) => cells[0]?.text === row)?.[column]?.value ?? Number.NaN;
}

test('every recorder saw the page that was made for it', () => {
  const html = bytesOf(/Snapshots/, 'made', 'html');
  expect(html).toBeGreaterThan(5000);
  // The text of the page alone is larger than a third of its markup: less would be another page.
  for (const subject of ['gzip', 'rrweb', 'clarity', 'openreplay']) {
    expect(bytesOf(/Snapshots/, 'made', subject), subject).toBeGreaterThan(html / 3);
  }
});

test('every recorder saw the rows that were created, and few bytes for one that was selected', () => {
  for (const subject of ['gzip', 'rrweb', 'clarity', 'openreplay', 'added-html']) {
    const created = bytesOf(/DOM alone/, 'create 1,000 rows', subject);
    const selected = bytesOf(/DOM alone/, 'select a row', subject);
    expect(created, subject).toBeGreaterThan(3000);
    expect(selected, subject).toBeGreaterThan(0);
    expect(selected, subject).toBeLessThan(created / 10);
  }
});

test('every way to build the page takes time, and every change reaches the mirror', () => {
  const cells = (title: RegExp) => sections.find((one) => title.test(one.title))?.rows ?? [];
  const [, mirror, write, replay] = cells(/Building/)[0] ?? [];
  for (const built of [mirror, write, replay]) expect(built?.value).toBeGreaterThan(0);
  // Fifteen changes, five of each kind.
  for (const row of cells(/live path/)) expect(row[1]?.value, row[0]?.text).toBe(5);
});

test('all rows are in the report, and what is above its bar is said once more at its end', () => {
  for (const { rows } of sections) {
    for (const [name] of rows) expect(report).toContain(`| ${name?.text} |`);
  }
  const above = sections.flatMap(({ rows }) => rows.flat().filter((cell) => cell.isAboveBar)).length;
  expect(report.split('\n').filter((line) => line.startsWith('- ')).length).toBe(above);
});
