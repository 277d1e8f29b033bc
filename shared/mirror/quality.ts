import type { MirrorDocument } from './mirror-document.ts';
import type { ProofState, RepairDesk } from './repair-desk.ts';

/** How good a mirror is, as far as both ends can prove it. */
export interface MirrorQuality {
  /** The worst of the page and the documents in its frames. */
  state: ProofState;
  /** Times in which they differed and were made equal again. */
  repaired: number;
  /** Places in which the page had changed unseen, and that it has sent again after looking at itself. */
  resent: number;
  /** Parts that could not be scrolled as far as on the page: something in them has another size here. */
  scrolledElsewhere: number;
}

const FROM_GOOD_TO_BAD: readonly ProofState[] = ['exact', 'unproven', 'repairing', 'different'];

export function qualityOf(desks: readonly RepairDesk[], replicas: readonly MirrorDocument[]): MirrorQuality {
  const worst = Math.max(...desks.map(({ state }) => FROM_GOOD_TO_BAD.indexOf(state)));
  return {
    state: FROM_GOOD_TO_BAD[worst] ?? 'unproven',
    repaired: desks.reduce((sum, { repaired }) => sum + repaired, 0),
    resent: desks.reduce((sum, { resent }) => sum + resent, 0),
    scrolledElsewhere: replicas.reduce((sum, replica) => sum + replica.scrolledElsewhere, 0),
  };
}
