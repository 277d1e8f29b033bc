import type { MirrorQuality } from '../../shared/mirror/mirror.ts';
import type { AssetReason } from '../../shared/tree/asset.ts';

/** Changes that are kept to be read: the newest. */
const MOST_CHANGES = 5;

export interface QualityChange {
  /** ms since epoch. */
  at: number;
  state: MirrorQuality['state'];
}

/** What the agent is told of how good the mirror is. */
export interface ShownQuality extends MirrorQuality {
  /** Pictures and fonts that are placeholders, by reason. */
  missing: ReadonlyMap<AssetReason, number>;
  /** Newest first. */
  history: readonly QualityChange[];
}

export const NOTHING_PROVEN: ShownQuality = { state: 'unproven', repaired: 0, missing: new Map(), history: [] };

/** The same object when nothing has changed: then nothing is drawn again. */
export function nextQuality(
  before: ShownQuality,
  { state, repaired }: MirrorQuality,
  missing: ShownQuality['missing'],
  at: number,
): ShownQuality {
  const isSameState = state === before.state;
  if (isSameState && repaired === before.repaired && isSameCount(missing, before.missing)) return before;
  // A new page says within a second what it should be: that is no news.
  const isNews = !isSameState && state !== 'unproven' && state !== before.history[0]?.state;
  const history = isNews ? [{ at, state }, ...before.history].slice(0, MOST_CHANGES) : before.history;
  return { state, repaired, missing, history };
}

function isSameCount(a: ShownQuality['missing'], b: ShownQuality['missing']): boolean {
  return a.size === b.size && [...a].every(([reason, count]) => b.get(reason) === count);
}
