import { writeIdList } from '../../shared/codec/id-list.ts';
import type { MessageWriter } from '../../shared/codec/message-writer.ts';
import type { Op } from '../../shared/tree/message.ts';
import type { NodeId } from '../../shared/tree/node.ts';
import { NO_NODE } from '../../shared/tree/node.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { localNameOf, nextSiblingOf, parentNodeOf, previousSiblingOf, rootOf } from './natives.ts';
import { NO_SLOT, type NodeTable, OPAQUE, type Slot } from './node-table.ts';
import type { Serializer } from './serializer.ts';

export interface TreeChangeEvents {
  /** A node is no longer mirrored. */
  onFree(node: Node): void;
  /** Attributes or children of a mirrored node changed: what the browser derives from them may have, too. */
  onTouch(node: Node): void;
  /** A node that never left its place on the page will be new in the mirror, with all in it. */
  onReplace(): void;
}

/**
 * Turns mutation records into the net difference between the page and the table.
 *
 * Records only say where to look. A node that left its place is detached in the table at once; where it is now is read
 * from the page at the flush. What is not detached has kept its order, so only touched nodes are looked at.
 *
 * Invariant between flushes: an attached slot's parent and order in the table are those of its node on the page.
 */
export class TreeChanges {
  /** Nodes that were put somewhere. */
  private readonly placed = new Set<Node>();
  /** Nodes that the mirror has and that left their place; gone unless they are placed again. */
  private readonly detached = new Set<Node>();
  private readonly detachedIds: NodeId[] = [];
  private readonly attributes = new Map<Element, Set<string>>();
  private readonly texts = new Set<CharacterData>();
  /** Parents whose children changed, where that can change how private the others are. */
  private readonly rearranged = new Set<Node>();

  constructor(
    private readonly table: NodeTable,
    private readonly serializer: Serializer,
    private readonly privacy: Privacy,
    /** The document. */
    private readonly root: Node,
    private readonly events: TreeChangeEvents,
  ) {}

  record(records: readonly MutationRecord[]): void {
    for (const record of records) {
      const slot = this.table.slotOf(record.target);
      if (slot === NO_SLOT) continue;
      this.events.onTouch(record.target);
      if (record.type === 'childList') this.recordChildren(record, slot);
      else if (record.type === 'characterData') this.texts.add(record.target as CharacterData);
      // The record has the local name alone (`href` for `xlink:href`), and of an attribute that is gone nobody knows the prefix.
      else if (record.attributeNamespace !== null) this.replace(record.target);
      else this.touchAttribute(record.target as Element, record.attributeName as string);
    }
    // A node that is outside of the page when its records arrive, or in a shadow root that is still to be found, is no longer
    // observed: what happens to it there would be missed, so it is forgotten now and is a new node should it come back.
    for (const node of this.detached) if (this.table.slotOf(rootOf(node)) === NO_SLOT) this.free(node);
  }

  touchAttribute(element: Element, name: string): void {
    const names = this.attributes.get(element);
    if (names === undefined) this.attributes.set(element, new Set([name]));
    else names.add(name);
  }

  /** Takes a mirrored node out, to be written as new where it stands. */
  replace(node: Node): void {
    const slot = this.table.slotOf(node);
    if (this.table.parentAt(slot) !== NO_SLOT) this.detach(node, slot);
    this.free(node);
    this.placed.add(node);
    this.events.onReplace();
  }

  /** Slot found at a new place without a record of its leaving. */
  detachUnexpected(slot: Slot): void {
    this.detach(this.table.nodeAt(slot) as Node, slot);
  }

  free(node: Node): void {
    this.detached.delete(node);
    const slot = this.table.slotOf(node);
    if (slot !== NO_SLOT) this.table.freeTree(slot, this.events.onFree);
  }

  /** A shadow root that was attached after its host was written. */
  addRoot(root: ShadowRoot): void {
    this.placed.add(root);
  }

  /**
   * Writes placements and detached ids: the tree part of a patch.
   *
   * @returns whether there was anything to write
   */
  writeTree(writer: MessageWriter): boolean {
    this.recheckPrivacy();
    const start = writer.body.length;
    for (const node of this.placed) this.place(node, writer);
    this.placed.clear();
    const written = writer.body.length > start || this.detachedIds.length > 0;
    writer.end();
    writeIdList(writer.body, this.detachedIds);
    this.detachedIds.length = 0;
    for (const node of this.detached) {
      if (this.table.parentAt(this.table.slotOf(node)) === NO_SLOT) this.free(node);
    }
    this.detached.clear();
    return written;
  }

  /**
   * Ops for attributes and text of nodes that the mirror had before this patch.
   *
   * @param firstNewId nodes from here on were written in this patch, with their present state
   */
  collect(firstNewId: NodeId, emit: (op: Op) => void): void {
    for (const [element, names] of this.attributes) {
      const slot = this.table.slotOf(element);
      if (slot === NO_SLOT || this.table.idAt(slot) >= firstNewId) continue;
      for (const name of inOrder(element, names)) {
        const value = this.serializer.attributeOf(element, name, this.table.levelAt(slot) & ~OPAQUE);
        if (value !== undefined) emit({ type: 'attribute', node: this.table.idAt(slot), name, value });
      }
    }
    this.attributes.clear();
    for (const node of this.texts) {
      const slot = this.table.slotOf(node);
      if (slot === NO_SLOT || this.table.idAt(slot) >= firstNewId || node.nodeType === Node.COMMENT_NODE) continue;
      const value = this.serializer.textOf(node as Text, this.table.levelAt(slot));
      emit({ type: 'text', node: this.table.idAt(slot), value });
    }
    this.texts.clear();
  }

  private recordChildren(record: MutationRecord, parent: Slot): void {
    if (this.privacy.reachesSiblings) this.rearranged.add(record.target);
    const { addedNodes, removedNodes } = record;
    for (let i = 0; i < removedNodes.length; i++) {
      const node = removedNodes[i] as Node;
      const slot = this.table.slotOf(node);
      if (slot !== NO_SLOT && this.table.parentAt(slot) !== NO_SLOT) this.detach(node, slot);
    }
    if ((this.table.levelAt(parent) & OPAQUE) !== 0) return;
    for (let i = 0; i < addedNodes.length; i++) this.placed.add(addedNodes[i] as Node);
  }

  private detach(node: Node, slot: Slot): void {
    this.table.detach(slot);
    this.detached.add(node);
    this.detachedIds.push(this.table.idAt(slot));
  }

  /** Writes a node where it stands, together with all its neighbours that have no place in the table yet. */
  private place(node: Node, writer: MessageWriter): void {
    if (this.table.parentAt(this.table.slotOf(node)) !== NO_SLOT) return;
    if (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE) {
      this.placeRoot(node as ShadowRoot, writer);
      return;
    }
    const parent = parentNodeOf(node);
    const parentSlot = parent === null ? NO_SLOT : this.table.slotOf(parent);
    if (parent === null || parentSlot === NO_SLOT) return;
    const level = this.serializer.levelBelow(parent, parentSlot);
    if (level === undefined) return;
    let first = node;
    for (let before = previousSiblingOf(node); before !== null && !this.isInPlace(before); ) {
      first = before;
      before = previousSiblingOf(before);
    }
    const run: Node[] = [];
    let next: Node | null = first;
    for (; next !== null && !this.isInPlace(next); next = nextSiblingOf(next)) {
      if (!this.serializer.skips(next)) run.push(next);
    }
    if (run.length === 0) return;
    const nextSlot = next === null ? NO_SLOT : this.table.slotOf(next);
    writer.body.varint(this.table.idAt(parentSlot));
    writer.body.varint(nextSlot === NO_SLOT ? NO_NODE : this.table.idAt(nextSlot));
    const depth = this.table.depthAt(parentSlot) + 1;
    for (const item of run) this.serializer.writeChild(item, parentSlot, nextSlot, level, depth);
    writer.end();
  }

  private placeRoot(root: ShadowRoot, writer: MessageWriter): void {
    const host = this.table.slotOf(root.host);
    if (host === NO_SLOT || this.table.slotOf(root) !== NO_SLOT) return;
    const level = this.table.levelAt(host);
    if ((level & OPAQUE) !== 0) return;
    const first = this.table.firstAt(host);
    writer.body.varint(this.table.idAt(host));
    writer.body.varint(first === NO_SLOT ? NO_NODE : this.table.idAt(first));
    this.serializer.writeRoot(root, host, level, this.table.depthAt(host));
    writer.end();
  }

  private isInPlace(node: Node): boolean {
    return this.table.parentAt(this.table.slotOf(node)) !== NO_SLOT;
  }

  /** Attributes that privacy rules look at may have changed what is private: such trees are written anew. */
  private recheckPrivacy(): void {
    if (this.privacy.dependsOnState) this.recheckTree(this.root);
    for (const parent of this.rearranged) this.recheckTree(parent);
    this.rearranged.clear();
    for (const [element, names] of this.attributes) {
      if (this.serializer.isField(element) && this.privacy.credentials.turned(element)) this.replace(element);
      for (const name of names) {
        if (!this.privacy.isWatched(name)) continue;
        const top = this.privacy.reachesSiblings ? (parentNodeOf(element) ?? element) : element;
        this.recheckTree(top);
        break;
      }
    }
  }

  private recheckTree(top: Node): void {
    const pending: Slot[] = [this.table.slotOf(top)];
    for (let slot = pending.pop(); slot !== undefined && slot !== NO_SLOT; slot = pending.pop()) {
      const node = this.table.nodeAt(slot) as Node;
      const parent = this.table.parentAt(slot);
      if (parent !== NO_SLOT && node.nodeType === Node.ELEMENT_NODE) {
        const inherited = this.serializer.levelBelow(this.table.nodeAt(parent) as Node, parent);
        const had = this.table.levelAt(slot) & ~OPAQUE;
        if (inherited !== undefined && this.privacy.levelOf(node as Element, inherited) !== had) {
          this.replace(node);
          continue;
        }
      }
      for (let child = this.table.firstAt(slot); child !== NO_SLOT; child = this.table.nextAt(child))
        pending.push(child);
    }
  }
}

/**
 * Changing the type of an input can rewrite its `value` attribute (HTML, "update the type"): so the type goes first, and
 * the value after it even if the page did not change it.
 */
function inOrder(element: Element, names: ReadonlySet<string>): Iterable<string> {
  if (!names.has('type') || localNameOf(element) !== 'input') return names;
  return new Set(['type', ...names, 'value']);
}
