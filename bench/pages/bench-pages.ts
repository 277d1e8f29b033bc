import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface BenchPage {
  name: string;
  html: string;
}

/** Saved pages of a folder, or, without one, a page made here: an article with lists, a table and a form. */
export function benchPages(folder: string | undefined): BenchPage[] {
  if (folder === undefined) return [{ name: 'made', html: madePage() }];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.html'))
    .map((file) => ({ name: file.replace('.html', ''), html: readFileSync(join(folder, file), 'utf8') }));
}

function madePage(): string {
  const sections = Array.from({ length: 60 }, (_, section) => {
    const items = Array.from(
      { length: 12 },
      (_item, item) =>
        `<li class="entry entry-${item % 4}"><a href="/read/${section}/${item}" title="Entry ${item}">Entry ${item} of section ${section}</a> <span class="meta"><b>${item * 7}</b> comments</span></li>`,
    );
    return `<section id="s${section}"><h2>Section ${section}</h2><p>Text of section ${section}: ${'some words that repeat and some that do not, '.repeat(3)}${(section * 7919) % 1000}.</p><ul>${items.join('')}</ul></section>`;
  });
  const rules = Array.from(
    { length: 300 },
    (_, rule) =>
      `.rule-${rule} > .entry:nth-child(${rule}) { margin: ${rule}px; color: #${(4096 + rule).toString(16)} }`,
  );
  return `<!doctype html><html lang="en"><head><title>Made page</title><style>${rules.join('\n')}</style></head><body><form><input name="q" value="search"><select><option>one<option selected>two</select><textarea>text</textarea></form>${sections.join('\n')}</body></html>`;
}
