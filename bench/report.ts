/** One table of the bench. */
export interface Section {
  title: string;
  /** What was measured, and how to read it. */
  note: string;
  head: readonly string[];
  rows: readonly (readonly Cell[])[];
}

export interface Cell {
  text: string;
  /** Left out in cells that only name something. */
  value?: number;
  /** True when the value is above the bar of its row. */
  isAboveBar?: boolean;
}

export const ms = (value: number): string => `${value.toFixed(Math.abs(value) < 10 ? 1 : 0)} ms`;
export const kb = (bytes: number): string => `${(bytes / 1000).toFixed(bytes < 10_000 ? 2 : 1)} kB`;
export const times = (value: number): string => `${value.toFixed(2)}x`;

export function label(text: string): Cell {
  return { text };
}

export function cell(value: number, format: (value: number) => string): Cell {
  return { text: format(value), value };
}

/** A value that is to be at most `most`. */
export function barred(value: number, most: number, format: (value: number) => string): Cell {
  return value <= most
    ? { text: `${format(value)} (bar ${format(most)})`, value }
    : { text: `**${format(value)}** (above ${format(most)})`, value, isAboveBar: true };
}

export function sectionReport({ title, note, head, rows }: Section): string {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(({ text }) => text))];
  return [`## ${title}`, note, lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')].join('\n\n');
}

/** Which bars were missed, at the end of the report. */
export function barsReport(sections: readonly Section[]): string {
  const above = sections.flatMap(({ title, head, rows }) =>
    rows.flatMap((row) =>
      row.flatMap((value, column) =>
        value.isAboveBar ? [`- ${title}, ${row[0]?.text}, ${head[column]}: ${value.text}`] : [],
      ),
    ),
  );
  return ['## Bars', above.length === 0 ? 'All are met.' : `Above their bars:\n\n${above.join('\n')}`].join('\n\n');
}
