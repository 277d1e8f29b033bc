import type { MirrorQuality } from '../../shared/mirror/mirror.ts';
import type { AssetReason } from '../../shared/tree/asset.ts';

/** Changes that are kept to be read: the newest. */
const MOST_CHANGES = 5;

/** Something that happened to the quality; `at` is ms since epoch. */
export type QualityChange =
  | { type: 'state'; at: number; state: MirrorQuality['state'] }
  /** The page had changed in so many places without anything that told of it, and has found that out. */
  | { type: 'resent'; at: number; places: number }
  /** So many parts show another place than on the page; 0: none any more. */
  | { type: 'scrolled'; at: number; parts: number };

/** What the agent is told of how good the mirror is. */
export interface ShownQuality extends MirrorQuality {
  /** Pictures and fonts that are placeholders, by reason. */
  missing: ReadonlyMap<AssetReason, number>;
  /** Newest first. */
  history: readonly QualityChange[];
}

export const NOTHING_PROVEN: ShownQuality = {
  state: 'unproven',
  repaired: 0,
  resent: 0,
  scrolledElsewhere: 0,
  missing: new Map(),
  history: [],
};

/** The same object when nothing has changed: then nothing is drawn again. */
export function nextQuality(
  before: ShownQuality,
  quality: MirrorQuality,
  missing: ShownQuality['missing'],
  at: number,
): ShownQuality {
  const isSame = NUMBERS.every((name) => quality[name] === before[name]) && quality.state === before.state;
  if (isSame && isSameCount(missing, before.missing)) return before;
  const news = newsOf(before, quality, at);
  return { ...quality, missing, history: [...news, ...before.history].slice(0, MOST_CHANGES) };
}

const NUMBERS = ['repaired', 'resent', 'scrolledElsewhere'] as const;

function newsOf(
  before: ShownQuality,
  { state, resent, scrolledElsewhere }: MirrorQuality,
  at: number,
): QualityChange[] {
  const news: QualityChange[] = [];
  const told = before.history.find((change) => change.type === 'state');
  // A new page says within a second what it should be: that is no news.
  if (state !== before.state && state !== 'unproven' && state !== told?.state) news.push({ type: 'state', at, state });
  if (resent > before.resent) news.push({ type: 'resent', at, places: resent - before.resent });
  if (scrolledElsewhere !== before.scrolledElsewhere) news.push({ type: 'scrolled', at, parts: scrolledElsewhere });
  return news;
}

function isSameCount(a: ShownQuality['missing'], b: ShownQuality['missing']): boolean {
  return a.size === b.size && [...a].every(([reason, count]) => b.get(reason) === count);
}
