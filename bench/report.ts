import type { OperationRow } from './operations-bench.ts';
import type { SnapshotRow } from './snapshot-bench.ts';
import { median } from './statistics.ts';

const ms = (value: number) => `${value.toFixed(1)} ms`;
const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const times = (value: number) => `${value.toFixed(2)}x`;

/** Rows as a Markdown table. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function snapshotReport(rows: readonly SnapshotRow[]): string {
  const ratios = rows.map((row) => ({
    warm: row.warmMs.coview / row.warmMs.observer,
    rrwebWarm: row.warmMs.rrweb / row.warmMs.observer,
    cold: row.coldMs.coview / row.coldMs.rrweb,
    bytes: row.gzipBytes.coview / row.gzipBytes.rrweb,
  }));
  const medianOf = (name: keyof (typeof ratios)[number]) => times(median(ratios.map((ratio) => ratio[name])));
  return [
    '## Snapshots',
    table(
      [
        'page',
        'warm',
        'outerHTML',
        'ratio',
        'rrweb warm',
        'cold CPU',
        'rrweb cold',
        'gzip',
        'rrweb gzip',
        'bytes ratio',
      ],
      rows.map((row, index) => [
        row.page,
        ms(row.warmMs.coview),
        ms(row.warmMs.observer),
        times(ratios[index]?.warm ?? Number.NaN),
        ms(row.warmMs.rrweb),
        ms(row.coldMs.coview),
        ms(row.coldMs.rrweb),
        kb(row.gzipBytes.coview),
        kb(row.gzipBytes.rrweb),
        times(ratios[index]?.bytes ?? Number.NaN),
      ]),
    ),
    `Medians over the pages: warm ${medianOf('warm')} of \`outerHTML\` (rrweb ${medianOf('rrwebWarm')}); cold ${medianOf('cold')} of rrweb; bytes ${medianOf('bytes')} of rrweb.`,
  ].join('\n\n');
}

export function operationsReport(rows: readonly OperationRow[]): string {
  return [
    '## Operations',
    table(
      ['operation', 'added CPU', 'rrweb', 'ratio', 'bare observer', 'gzip', 'rrweb gzip', 'bytes ratio'],
      rows.map((row) => [
        row.operation,
        ms(row.addedMs.coview),
        ms(row.addedMs.rrweb),
        times(row.addedMs.coview / row.addedMs.rrweb),
        ms(row.addedMs.observer),
        kb(row.gzipBytes.coview),
        kb(row.gzipBytes.rrweb),
        times(row.gzipBytes.coview / row.gzipBytes.rrweb),
      ]),
    ),
  ].join('\n\n');
}
