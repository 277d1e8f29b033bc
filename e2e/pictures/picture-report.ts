import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { Pictures, Shown } from './take-pictures.ts';

/** Share of pixels that may differ between page and mirror. */
export const MOST_DIFFERENT = 0.005;

/**
 * Edges of scaled pictures are smoothed a little differently from one drawing to the next: with one of them, a page opened twice
 * differed from itself in 0.0025 % of its pixels; without, in none.
 */
const SMOOTHING = 0.00005;

/** True when a scene is shown well: nearly as it is, and no worse than by rrweb. */
export function isGood({ ours, rrweb }: Pictures): boolean {
  return ours.share < MOST_DIFFERENT && ours.share <= rrweb.share + SMOOTHING;
}

export function markdownReport(all: readonly Pictures[]): string {
  const rows = all.map((pictures) => {
    const { name, ours, rrweb } = pictures;
    return `| ${name} | ${percent(ours)} | ${percent(rrweb)} | ${isGood(pictures) ? '' : '**no**'} |`;
  });
  return ['| page | ours differs in | rrweb | good |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** Writes all pictures and `index.html`, which shows them side by side, into a folder that is emptied first. */
export async function writeReport(folder: string, all: readonly Pictures[]): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const sections: string[] = [];
  for (const pictures of all) {
    const { name, page, ours, rrweb } = pictures;
    const file = name.replace(/\W+/g, '-').replace(/^-|-$/g, '');
    const images: [kind: string, png: Uint8Array | undefined][] = [
      ['page', page],
      ['mirror', ours.picture],
      ['mirror-difference', ours.difference],
      ['rrweb', rrweb.picture],
      ['rrweb-difference', rrweb.difference],
    ];
    const shown = await Promise.all(
      images.map(async ([kind, png]) => {
        if (!png) return `<td>${kind}: nothing</td>`;
        await writeFile(`${folder}/${file}-${kind}.png`, png);
        return `<td><a href="${file}-${kind}.png"><img src="${file}-${kind}.png" alt="${kind}"></a></td>`;
      }),
    );
    sections.push(
      `<h2${isGood(pictures) ? '' : ' class="bad"'}>${name}: mirror ${percent(ours)}, rrweb ${percent(rrweb)}</h2><table><tr>${shown.join('')}</tr></table>`,
    );
  }
  await writeFile(`${folder}/index.html`, `${HEAD}${sections.join('\n')}`);
}

function percent({ share, fault }: Shown): string {
  return `${(share * 100).toFixed(3)} %${fault === undefined ? '' : ` (${fault.split('\n')[0]})`}`;
}

const HEAD = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pictures</title><style>
body { font: 14px system-ui; margin: 2rem } .bad { color: #b00020 } img { width: 100%; border: 1px solid #ccc } td { width: 20% }
</style></head><body><h1>Page, mirror and what differs, rrweb and what differs</h1>`;
