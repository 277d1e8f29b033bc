import type { NodeId } from '../../shared/tree/node.ts';
import type { Level } from '../privacy/level.ts';
import type { TimeSlice } from './time-slice.ts';

/** Place of a node in the table, reused after the node is gone; ids are not. 0: none. */
export type Slot = number;

export const NO_SLOT: Slot = 0;

/** Bit beside the privacy level: nothing below this node is mirrored. */
export const OPAQUE: Level = 128;
/** Bit beside the privacy level: text of a style sheet. */
export const CSS_TEXT: Level = 32;
/** Bit beside the privacy level: text that is the default value of a field. */
export const FIELD_TEXT: Level = 64;

/**
 * What the mirror already has: the shadow that the page is compared with. Links are numbers in typed arrays, about 30
 * bytes a node beside the entry of the map.
 *
 * Invariant after each flush: the linked children of a slot are the node's own children, in order, as far as they are
 * mirrored. Siblings form a ring backwards: the first child's `previous` is the last child.
 */
export class NodeTable {
  private readonly slots = new Map<Node, Slot>();
  private readonly nodes: (Node | undefined)[] = [undefined];
  private readonly reusable: Slot[] = [];
  private ids = new Int32Array(1024);
  private parents = new Int32Array(1024);
  private firsts = new Int32Array(1024);
  private nexts = new Int32Array(1024);
  private previouses = new Int32Array(1024);
  private levels = new Uint8Array(1024);

  /** Live nodes. */
  get size(): number {
    return this.slots.size;
  }

  /** Grows with every change of the tree. */
  revision = 0;

  /** Above every slot in use. */
  get end(): number {
    return this.nodes.length;
  }

  slotOf(node: Node): Slot {
    return this.slots.get(node) ?? NO_SLOT;
  }

  nodeAt(slot: Slot): Node | undefined {
    return this.nodes[slot];
  }

  idAt(slot: Slot): NodeId {
    return this.ids[slot] as NodeId;
  }

  levelAt(slot: Slot): Level {
    return this.levels[slot] as Level;
  }

  parentAt(slot: Slot): Slot {
    return this.parents[slot] as Slot;
  }

  firstAt(slot: Slot): Slot {
    return this.firsts[slot] as Slot;
  }

  /** The next sibling, 0 after the last. */
  nextAt(slot: Slot): Slot {
    return this.nexts[slot] as Slot;
  }

  /** Slot of a node id; looked up rarely (where an agent points), so no map is kept for it. */
  slotOfId(id: NodeId): Slot {
    const slot = id === 0 ? NO_SLOT : this.ids.indexOf(id);
    return slot > 0 ? slot : NO_SLOT;
  }

  /** Depth below the root: 0 for the document. */
  depthAt(slot: Slot): number {
    let depth = 0;
    for (let at = this.parentAt(slot); at !== NO_SLOT; at = this.parentAt(at)) depth++;
    return depth;
  }

  /** Mirrored elements, in no order. */
  *elements(): Iterable<Element> {
    for (const node of this.slots.keys()) if (node.nodeType === Node.ELEMENT_NODE) yield node as Element;
  }

  add(node: Node, id: NodeId, level: Level): Slot {
    const slot = this.reusable.pop() ?? this.nodes.length;
    if (slot >= this.ids.length) this.grow();
    this.nodes[slot] = node;
    this.slots.set(node, slot);
    this.ids[slot] = id;
    this.levels[slot] = level;
    this.parents[slot] = NO_SLOT;
    this.firsts[slot] = NO_SLOT;
    this.nexts[slot] = NO_SLOT;
    this.previouses[slot] = NO_SLOT;
    return slot;
  }

  /** Links a parentless slot before `next`, or at the end when `next` is 0. */
  attach(slot: Slot, parent: Slot, next: Slot): void {
    const first = this.firsts[parent] as Slot;
    this.revision++;
    this.parents[slot] = parent;
    this.nexts[slot] = next;
    if (first === NO_SLOT) {
      this.firsts[parent] = slot;
      this.previouses[slot] = slot;
      return;
    }
    const after = next === NO_SLOT ? first : next;
    const before = this.previouses[after] as Slot;
    this.previouses[slot] = before;
    this.previouses[after] = slot;
    if (next === first) this.firsts[parent] = slot;
    else this.nexts[before] = slot;
  }

  /** Unlinks a slot from its parent; what is below it stays below it. */
  detach(slot: Slot): void {
    const parent = this.parents[slot] as Slot;
    const first = this.firsts[parent] as Slot;
    const next = this.nexts[slot] as Slot;
    const before = this.previouses[slot] as Slot;
    if (first === slot) this.firsts[parent] = next;
    else this.nexts[before] = next;
    const after = next === NO_SLOT ? (this.firsts[parent] as Slot) : next;
    if (after !== NO_SLOT) this.previouses[after] = before;
    this.parents[slot] = NO_SLOT;
    this.nexts[slot] = NO_SLOT;
  }

  /**
   * Forgets detached slots and everything below them.
   *
   * @param pending what is still to be forgotten when the slice of time ends stays in it
   * @param onFree is told each node, parents first
   */
  free(pending: Slot[], onFree: (node: Node) => void, slice?: TimeSlice): void {
    while (slice?.isSpent() !== true) {
      const slot = pending.pop();
      if (slot === undefined) return;
      this.revision++;
      for (let child = this.firstAt(slot); child !== NO_SLOT; child = this.nextAt(child)) pending.push(child);
      const node = this.nodes[slot] as Node;
      this.nodes[slot] = undefined;
      this.slots.delete(node);
      this.ids[slot] = 0;
      this.reusable.push(slot);
      onFree(node);
    }
  }

  /** The slot without a parent that is above this one, or the slot itself. */
  topOf(slot: Slot): Slot {
    let top = slot;
    while (this.parentAt(top) !== NO_SLOT) top = this.parentAt(top);
    return top;
  }

  clear(): void {
    this.slots.clear();
    this.nodes.length = 1;
    this.ids.fill(0);
    this.reusable.length = 0;
  }

  private grow(): void {
    const size = this.ids.length * 2;
    this.ids = copyInto(new Int32Array(size), this.ids);
    this.parents = copyInto(new Int32Array(size), this.parents);
    this.firsts = copyInto(new Int32Array(size), this.firsts);
    this.nexts = copyInto(new Int32Array(size), this.nexts);
    this.previouses = copyInto(new Int32Array(size), this.previouses);
    const levels = new Uint8Array(size);
    levels.set(this.levels);
    this.levels = levels;
  }
}

function copyInto(larger: Int32Array<ArrayBuffer>, smaller: Int32Array): Int32Array<ArrayBuffer> {
  larger.set(smaller);
  return larger;
}
