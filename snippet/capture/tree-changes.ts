import { writeIdList } from '../../shared/codec/id-list.ts';
import type { MessageWriter } from '../../shared/codec/message-writer.ts';
import type { Op } from '../../shared/tree/message.ts';
import type { NodeId } from '../../shared/tree/node.ts';
import { NO_NODE } from '../../shared/tree/node.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { localNameOf, nextSiblingOf, parentNodeOf, previousSiblingOf, rootOf } from './natives.ts';
import { NO_SLOT, type NodeTable, OPAQUE, type Slot } from './node-table.ts';
import type { Serializer } from './serializer.ts';
import type { TimeSlice } from './time-slice.ts';
import { Unwritten } from './unwritten.ts';

export interface TreeChangeEvents {
  /** A node is no longer mirrored. */
  onFree(node: Node): void;
  /** Attributes or children of a mirrored node changed: what the browser derives from them may have, too. */
  onTouch(node: Node): void;
  /** A node that never left its place on the page will be new in the mirror, with all in it. */
  onReplace(): void;
}

/** Moved nodes that find no place in time lose their ids, so their places get more time than new nodes do. */
const SLICES_FOR_MOVES = 3;

/** New nodes without end do not keep attributes and texts from their turn. */
const SLICES_FOR_VALUES = 2;

/**
 * Turns mutation records into the net difference between the page and the table.
 *
 * Records only say where to look. A node that left its place is detached in the table at once; where it is now is read
 * from the page at the flush. What is not detached has kept its order, so only touched nodes are looked at. A flush places
 * as much as its slice of time allows; the table says what the mirror has, so that the rest can be placed at any later time.
 *
 * Invariant between flushes: an attached slot's parent and order in the table are those of its node on the page.
 */
export class TreeChanges {
  /** Nodes that were put somewhere. */
  private readonly placed = new Set<Node>();
  /** Nodes that the mirror has and that left their place; gone unless they are placed again. */
  private readonly detached = new Set<Node>();
  private readonly detachedIds: NodeId[] = [];
  /** What is gone from the mirror and still in the table. Nothing is placed before it is gone there, too. */
  private readonly doomed: Slot[] = [];
  private readonly unwritten = new Unwritten();
  /** Records for which there was no time yet. */
  private readonly late: { readonly records: readonly MutationRecord[]; read: number }[] = [];
  /** Names of the attributes that changed: mostly one. */
  private readonly attributes = new Map<Element, string | Set<string>>();
  private readonly texts = new Set<CharacterData>();
  /** Parents whose children changed, where that can change how private the others are. */
  private readonly rearranged = new Set<Node>();

  constructor(
    private readonly table: NodeTable,
    private readonly serializer: Serializer,
    private readonly privacy: Privacy,
    /** The document. */
    private readonly root: Node,
    private readonly slice: TimeSlice,
    private readonly events: TreeChangeEvents,
  ) {}

  /**
   * Whether all that has happened is known, and what is gone from the mirror is forgotten. Only then levels of privacy are
   * right, and anything may be read from the page.
   */
  get isRead(): boolean {
    return this.late.length === 0 && this.doomed.length === 0;
  }

  /** Whether what the mirror has is as it is on the page: new nodes alone may be missing. */
  get isCurrent(): boolean {
    return this.isRead && this.attributes.size + this.texts.size === 0;
  }

  /** Id under which the mirror has a node; 0: it does not have it, or not any more. */
  idOf(node: Node): NodeId {
    const slot = this.table.slotOf(node);
    return slot === NO_SLOT || this.isDoomed(slot) ? NO_NODE : this.table.idAt(slot);
  }

  /** Whether the last flush left nothing over. */
  get isDone(): boolean {
    return this.isCurrent && this.placed.size === 0 && this.unwritten.isEmpty;
  }

  /** Takes new records, and reads as many as the slice of time allows. */
  record(records: readonly MutationRecord[]): void {
    const inTime = this.late.length === 0;
    let read = 0;
    if (inTime) while (read < records.length && !this.slice.isSpent()) this.read(records[read++] as MutationRecord);
    // A node that is outside of the page when its records arrive, or in a shadow root that is still to be found, is no longer
    // observed: what happens to it there would be missed, so it is forgotten now and is a new node should it come back.
    for (const node of this.detached) if (!this.isObserved(rootOf(node))) this.doom(node);
    if (read < records.length) this.late.push({ records, read });
  }

  /** Whether a root is the document or a mirrored shadow root: what stands alone is in the table until it is freed. */
  private isObserved(root: Node): boolean {
    return root === this.root || this.table.parentAt(this.table.slotOf(root)) !== NO_SLOT;
  }

  touchAttribute(element: Element, name: string): void {
    const names = this.attributes.get(element);
    if (names === undefined) this.attributes.set(element, name);
    else if (typeof names !== 'string') names.add(name);
    else if (names !== name) this.attributes.set(element, new Set([names, name]));
  }

  /** Takes a mirrored node out, to be written as new where it stands. */
  replace(node: Node): void {
    const slot = this.table.slotOf(node);
    if (this.isDoomed(slot)) return;
    if (this.table.parentAt(slot) !== NO_SLOT) this.detach(node, slot);
    this.free(node);
    this.placed.add(node);
    this.events.onReplace();
  }

  /** Slot found at a new place without a record of its leaving. */
  detachUnexpected(slot: Slot): void {
    this.detach(this.table.nodeAt(slot) as Node, slot);
  }

  /** Forgets a detached node at once. */
  free(node: Node): void {
    this.detached.delete(node);
    const slot = this.table.slotOf(node);
    if (slot !== NO_SLOT) this.table.free([slot], this.events.onFree);
  }

  /** The slice of time ended before this child of a mirrored node. */
  leave(parent: Node, child: Node): void {
    this.unwritten.leave(parent, child);
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
    const start = writer.body.length;
    this.readLate();
    this.freeDoomed();
    if (this.isRead) {
      this.recheckPrivacy();
      this.placeAll(writer);
    }
    const written = writer.body.length > start || this.detachedIds.length > 0;
    writer.end();
    writeIdList(writer.body, this.detachedIds);
    this.detachedIds.length = 0;
    for (const node of this.detached) {
      if (this.table.parentAt(this.table.slotOf(node)) === NO_SLOT) this.doom(node);
    }
    this.detached.clear();
    this.freeDoomed();
    return written;
  }

  /**
   * Ops for attributes and text of nodes that the mirror had before this patch.
   *
   * @param firstNewId nodes from here on were written in this patch, with their present state
   */
  collect(firstNewId: NodeId, emit: (op: Op) => void): void {
    if (!this.isRead) return;
    for (const [element, names] of this.attributes) {
      if (this.slice.isSpent(SLICES_FOR_VALUES)) return;
      this.attributes.delete(element);
      const slot = this.table.slotOf(element);
      if (slot === NO_SLOT || this.table.idAt(slot) >= firstNewId) continue;
      this.events.onTouch(element);
      for (const name of inOrder(element, typeof names === 'string' ? [names] : names)) {
        const value = this.serializer.attributeOf(element, name, this.table.levelAt(slot) & ~OPAQUE);
        if (value !== undefined) emit({ type: 'attribute', node: this.table.idAt(slot), name, value });
      }
    }
    for (const node of this.texts) {
      if (this.slice.isSpent(SLICES_FOR_VALUES)) return;
      this.texts.delete(node);
      const slot = this.table.slotOf(node);
      if (slot === NO_SLOT || this.table.idAt(slot) >= firstNewId || node.nodeType === Node.COMMENT_NODE) continue;
      this.events.onTouch(node);
      const value = this.serializer.textOf(node as Text, this.table.levelAt(slot));
      emit({ type: 'text', node: this.table.idAt(slot), value });
    }
  }

  private read(record: MutationRecord): void {
    const slot = this.table.slotOf(record.target);
    if (slot === NO_SLOT) return;
    if (record.type === 'childList') this.recordChildren(record, slot);
    else if (record.type === 'characterData') this.texts.add(record.target as CharacterData);
    // The record has the local name alone (`href` for `xlink:href`), and of an attribute that is gone nobody knows the prefix.
    else if (record.attributeNamespace !== null) this.replace(record.target);
    else this.touchAttribute(record.target as Element, record.attributeName as string);
  }

  /** What left its place may have been outside of the page, unobserved, since its record came: all of it is forgotten. */
  private readLate(): void {
    for (let batch = this.late[0]; batch !== undefined; batch = this.late[0]) {
      while (batch.read < batch.records.length) {
        if (this.slice.isSpent()) return;
        this.read(batch.records[batch.read++] as MutationRecord);
        for (const node of this.detached) this.doom(node);
      }
      this.late.shift();
    }
  }

  private recordChildren(record: MutationRecord, parent: Slot): void {
    this.events.onTouch(record.target);
    if (this.privacy.reachesSiblings) this.rearranged.add(record.target);
    const { addedNodes, removedNodes } = record;
    for (let i = 0; i < removedNodes.length; i++) {
      const node = removedNodes[i] as Node;
      this.unwritten.removed(record.target, node, record.nextSibling);
      const slot = this.table.slotOf(node);
      if (slot !== NO_SLOT && this.table.parentAt(slot) !== NO_SLOT) this.detach(node, slot);
    }
    if ((this.table.levelAt(parent) & OPAQUE) !== 0) return;
    for (let i = 0; i < addedNodes.length; i++) this.placed.add(addedNodes[i] as Node);
  }

  private detach(node: Node, slot: Slot): void {
    if (this.isDoomed(slot)) return;
    this.table.detach(slot);
    this.detached.add(node);
    this.detachedIds.push(this.table.idAt(slot));
  }

  /** What is below a doomed node is gone from the mirror with it. */
  private isDoomed(slot: Slot): boolean {
    if (this.doomed.length === 0) return false;
    const top = this.table.nodeAt(this.table.topOf(slot));
    return top === undefined || (top !== this.root && !this.detached.has(top));
  }

  private doom(node: Node): void {
    this.detached.delete(node);
    const slot = this.table.slotOf(node);
    if (slot !== NO_SLOT) this.doomed.push(slot);
  }

  private freeDoomed(): void {
    this.table.free(this.doomed, this.events.onFree, this.slice);
  }

  private placeAll(writer: MessageWriter): void {
    // First what the mirror has: what of it finds no place in this patch is gone.
    for (const node of this.detached) {
      if (this.slice.isSpent(SLICES_FOR_MOVES)) break;
      if (this.placed.has(node)) this.place(node, writer);
    }
    for (const parent of [...this.unwritten.parents()]) {
      if (this.slice.isSpent()) return;
      const first = this.unwritten.take(parent);
      const slot = this.table.slotOf(parent);
      if (first !== null && slot !== NO_SLOT) this.placeRun(first, parent, slot, writer);
      this.unwritten.finish(parent, (node) => this.placed.add(node));
    }
    for (const node of this.placed) {
      if (this.slice.isSpent()) return;
      if (this.place(node, writer)) this.placed.delete(node);
    }
    // What was left to another of its run has been written with it.
    this.placed.clear();
  }

  /**
   * Writes a node where it stands, together with its neighbours that have no place yet.
   *
   * @returns false when it was left to a neighbour, which is to be placed as well and will bring it along
   */
  private place(node: Node, writer: MessageWriter): boolean {
    if (this.table.parentAt(this.table.slotOf(node)) !== NO_SLOT) return true;
    if (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE) {
      this.placeRoot(node as ShadowRoot, writer);
      return true;
    }
    const parent = parentNodeOf(node);
    const slot = parent === null ? NO_SLOT : this.table.slotOf(parent);
    if (parent === null || slot === NO_SLOT || this.unwritten.holds(parent, node)) return true;
    let first = node;
    for (let before = previousSiblingOf(node); before !== null && !this.isIn(before, slot); ) {
      if (this.placed.has(before)) return false;
      first = before;
      before = previousSiblingOf(before);
    }
    this.placeRun(first, parent, slot, writer);
    return true;
  }

  /** Writes a child and those behind it, up to the first that has its place: as far as the slice of time goes. */
  private placeRun(first: Node, parent: Node, parentSlot: Slot, writer: MessageWriter): void {
    const level = this.serializer.levelBelow(parent, parentSlot);
    if (level === undefined) return;
    const next = this.slotBehind(first, parentSlot);
    const end = this.table.nodeAt(next) ?? null;
    const depth = this.table.depthAt(parentSlot) + 1;
    let begun = false;
    for (let child: Node | null = first; child !== null && child !== end; child = nextSiblingOf(child)) {
      if (this.serializer.skips(child)) continue;
      if (this.slice.isSpent(this.table.slotOf(child) === NO_SLOT ? 1 : SLICES_FOR_MOVES)) {
        this.leave(parent, child);
        break;
      }
      if (!begun) {
        writer.body.varint(this.table.idAt(parentSlot));
        writer.body.varint(next === NO_SLOT ? NO_NODE : this.table.idAt(next));
      }
      begun = true;
      this.serializer.writeChild(child, parentSlot, next, level, depth);
    }
    if (!begun) return;
    writer.end();
    // What a field derives from its children follows them.
    this.events.onTouch(parent);
  }

  /** The mirrored sibling that follows a node without a place: the one behind the last that precedes it. */
  private slotBehind(node: Node, parent: Slot): Slot {
    let before = previousSiblingOf(node);
    while (before !== null && !this.isIn(before, parent)) before = previousSiblingOf(before);
    if (before !== null) return this.table.nextAt(this.table.slotOf(before));
    const first = this.table.firstAt(parent);
    const isRoot = this.table.nodeAt(first)?.nodeType === Node.DOCUMENT_FRAGMENT_NODE;
    return isRoot ? this.table.nextAt(first) : first;
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

  private isIn(node: Node, parent: Slot): boolean {
    return this.table.parentAt(this.table.slotOf(node)) === parent;
  }

  /** Attributes that privacy rules look at may have changed what is private: such trees are written anew. */
  private recheckPrivacy(): void {
    if (this.privacy.dependsOnState) this.recheckTree(this.root);
    for (const parent of this.rearranged) this.recheckTree(parent);
    this.rearranged.clear();
    for (const [element, names] of this.attributes) {
      if (this.serializer.isField(element) && this.privacy.credentials.turned(element)) this.replace(element);
      for (const name of typeof names === 'string' ? [names] : names) {
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
function inOrder(element: Element, names: Iterable<string>): Iterable<string> {
  if (!new Set(names).has('type') || localNameOf(element) !== 'input') return names;
  return new Set(['type', ...names, 'value']);
}
