import { Allowance } from '../../shared/proof/allowance.ts';
import type { Resend } from '../../shared/tree/repair.ts';
import { attributeNamesOf, nodeTypeOf } from '../capture/natives.ts';
import { NO_SLOT, type Slot } from '../capture/node-table.ts';
import type { FollowedTree } from '../capture/signal.ts';

/** Nodes that are written again at a mirror's request: so many at once, then so many a second. */
const NODES: readonly [most: number, perSecond: number] = [20_000, 1_000];

/** Marks what a mirror lacks, to be written with the next flush. */
export class Resending {
  private readonly nodes = new Allowance(...NODES);

  constructor(private readonly tree: FollowedTree) {}

  /** @returns false when it is too much: nothing is marked then */
  resend(wanted: readonly Resend[]): boolean {
    const { table } = this.tree;
    const slots = wanted.map(({ node }) => table.slotOfId(node));
    if (!this.nodes.take(slots.reduce((sum, slot) => sum + this.countFrom(slot), 0))) return false;
    wanted.forEach((resend, at) => {
      this.mark(resend, slots[at] as Slot);
    });
    return true;
  }

  private mark(resend: Resend, slot: Slot): void {
    const { table, changes } = this.tree;
    const node = table.nodeAt(slot);
    // It may have gone in the meantime, perhaps with what was marked before it.
    if (slot === NO_SLOT || node === undefined || table.idAt(slot) !== resend.node) return;
    const type = nodeTypeOf(node);
    if (type === Node.DOCUMENT_NODE || type === Node.DOCUMENT_TYPE_NODE) return;
    if (resend.type === 'attributes' && type === Node.ELEMENT_NODE) {
      this.markAttributes(node as Element, resend.names);
    } else if (type === Node.DOCUMENT_FRAGMENT_NODE) {
      // A root goes with its host only.
      this.mark({ type: 'replace', node: table.idAt(table.parentAt(slot)) }, table.parentAt(slot));
    } else {
      // What the mirror does not have it cannot detach: it is forgotten without a word.
      if (resend.type === 'missing') table.detach(slot);
      changes.replace(node);
    }
  }

  private markAttributes(element: Element, names: readonly string[]): void {
    for (const name of new Set([...attributeNamesOf(element), ...names])) {
      this.tree.changes.touchAttribute(element, name);
    }
  }

  private countFrom(top: Slot): number {
    const { table } = this.tree;
    if (top === NO_SLOT) return 0;
    let count = 0;
    const pending: Slot[] = [top];
    for (let slot = pending.pop(); slot !== undefined; slot = pending.pop()) {
      count++;
      for (let child = table.firstAt(slot); child !== NO_SLOT; child = table.nextAt(child)) pending.push(child);
    }
    return count;
  }
}
