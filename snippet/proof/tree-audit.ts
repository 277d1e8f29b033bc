import { attributeNamesOf, firstChildOf, nextSiblingOf, nodeTypeOf, parentNodeOf } from '../capture/natives.ts';
import { NO_SLOT, OPAQUE, type Slot } from '../capture/node-table.ts';
import type { LaterContext } from '../capture/signal.ts';
import type { PageHashes } from './page-hashes.ts';

/**
 * Compares the record of what the mirror has with the page, one node at a time. What differs after a flush has changed and no
 * observer has told: a script has put an observer of its own in place of the browser's, or a record was lost, by whomever.
 */
export class TreeAudit {
  /** Written anew once and not mirrored even so: they are not asked about for ever. */
  private readonly refused = new WeakSet<Node>();

  constructor(
    private readonly context: LaterContext,
    private readonly hashes: PageHashes,
  ) {}

  differs(slot: Slot): boolean {
    return this.misplaced(slot) !== undefined || this.missingRoot(slot) !== undefined || !this.hashes.isAsHashed(slot);
  }

  /** To be called for what differs: the next flush writes it again, as small a part as it can be. */
  resend(slot: Slot): void {
    const { changes, table } = this.context.tree;
    const misplaced = this.misplaced(slot);
    const root = this.missingRoot(slot);
    const node = table.nodeAt(slot) as Node;
    if (misplaced !== undefined) {
      if (table.slotOf(misplaced) === NO_SLOT) this.refused.add(misplaced);
      changes.replace(misplaced);
    } else if (root !== undefined) this.context.addRoot(root);
    else if (nodeTypeOf(node) === Node.ELEMENT_NODE) {
      // Attributes that are gone have left no name here: a mirror that still has them asks for it, since the digest is another now.
      this.hashes.touch(table.idAt(slot));
      for (const name of attributeNamesOf(node as Element)) changes.touchAttribute(node as Element, name);
    } else changes.replace(node);
  }

  /** Of a node and those beside it: what does not stand where the record says, or is not in it. */
  private misplaced(slot: Slot): Node | undefined {
    const { table } = this.context.tree;
    const node = table.nodeAt(slot);
    if (node === undefined) return undefined;
    const first = this.firstSlot(slot);
    const isOpaque = (table.levelAt(slot) & OPAQUE) !== 0;
    const child = isOpaque ? undefined : this.outOfPlace(slot, first, this.mirrored(firstChildOf(node)));
    if (child !== undefined) return child;
    const parent = table.parentAt(slot);
    // The document, and roots, which stand beside nothing.
    if (parent === NO_SLOT || nodeTypeOf(node) === Node.DOCUMENT_FRAGMENT_NODE) return undefined;
    const stands = parentNodeOf(node);
    if (stands === null || table.slotOf(stands) !== parent) return node;
    return this.outOfPlace(parent, table.nextAt(slot), this.mirrored(nextSiblingOf(node)));
  }

  /** @param expected what should come next below `parent`, @param found what does */
  private outOfPlace(parent: Slot, expected: Slot, found: Node | null): Node | undefined {
    const { table } = this.context.tree;
    const missing = table.nodeAt(expected) ?? null;
    if (missing === found) return undefined;
    const stands = missing === null ? null : parentNodeOf(missing);
    const isGone = missing !== null && (stands === null || table.slotOf(stands) !== parent);
    return (isGone ? missing : (found ?? missing)) ?? undefined;
  }

  /** The first child in the record. Before it stands the root of a host or template. */
  private firstSlot(slot: Slot): Slot {
    const { table } = this.context.tree;
    const first = table.firstAt(slot);
    const node = table.nodeAt(first);
    const isRoot = node !== undefined && nodeTypeOf(node) === Node.DOCUMENT_FRAGMENT_NODE;
    return isRoot ? table.nextAt(first) : first;
  }

  /** This sibling, or the next one after it that a mirror is to have. */
  private mirrored(from: Node | null): Node | null {
    const { serializer, table } = this.context.tree;
    let node = from;
    while (node !== null && (serializer.skips(node) || (table.slotOf(node) === NO_SLOT && this.refused.has(node)))) {
      node = nextSiblingOf(node);
    }
    return node;
  }

  private missingRoot(slot: Slot): ShadowRoot | undefined {
    const { table } = this.context.tree;
    const node = table.nodeAt(slot);
    if (node === undefined || nodeTypeOf(node) !== Node.ELEMENT_NODE) return undefined;
    if ((table.levelAt(slot) & OPAQUE) !== 0) return undefined;
    const root = this.context.rootOf(node as Element);
    return root === null || table.slotOf(root) !== NO_SLOT ? undefined : root;
  }
}
