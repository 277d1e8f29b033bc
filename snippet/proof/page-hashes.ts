import { HashSum } from '../../shared/proof/hash.ts';
import { groupOf, HASH_GROUPS, NodeHash } from '../../shared/proof/node-hash.ts';
import type { DigestMessage, HashedNode } from '../../shared/tree/message.ts';
import type { NodeId } from '../../shared/tree/node.ts';
import { nodeTypeOf } from '../capture/natives.ts';
import type { NodeTable, Slot } from '../capture/node-table.ts';
import type { FieldStates } from './field-states.ts';
import type { SentNodes, SentPlace } from './sent-node.ts';

/** Looks at the clock after hashing this many nodes. */
const BETWEEN_LOOKS = 32;

/** And after comparing this many, which is quicker. */
const COMPARED_BETWEEN_LOOKS = 512;

/** What the hash of a slot was made of: by comparing it, changes of the tree are found without anybody telling. */
class Hashed {
  readonly ids: Int32Array;
  readonly parents: Int32Array;
  readonly nexts: Int32Array;
  readonly highs: Int32Array;
  readonly lows: Int32Array;

  constructor(size: number, before?: Hashed) {
    const lane = (old?: Int32Array) => {
      const array = new Int32Array(size);
      if (old !== undefined) array.set(old);
      return array;
    };
    this.ids = lane(before?.ids);
    this.parents = lane(before?.parents);
    this.nexts = lane(before?.nexts);
    this.highs = lane(before?.highs);
    this.lows = lane(before?.lows);
  }
}

/**
 * Hashes of the mirrored nodes, by slot. The tree is compared with the table, a few typed arrays, when a digest is due;
 * attributes and text are hashed again when an op told of them; the state of fields each time. Nothing is done while
 * the capture writes.
 */
export class PageHashes {
  private hashed = new Hashed(1024);
  private readonly dirty = new Set<Slot>();
  private readonly touched = new Set<NodeId>();
  private readonly sum = new HashSum();
  private readonly hash = new NodeHash();
  /** Where a scan in slices goes on. Back to the start when something has changed, which may have been behind it. */
  private next: Slot = 1;
  /** Of the table, when the scan under way began. */
  private revision = -1;

  constructor(
    private readonly table: NodeTable,
    private readonly sent: SentNodes,
    private readonly fields: FieldStates,
  ) {}

  /** Attributes or text of a node have been sent. */
  touch(id: NodeId): void {
    this.touched.add(id);
    this.next = 1;
  }

  /** Whether everything was compared since something last changed. */
  get isScanned(): boolean {
    return this.next === 1 && this.touched.size === 0 && this.revision === this.table.revision;
  }

  /** How many nodes the scan has found that are to be hashed. */
  get found(): number {
    return this.dirty.size;
  }

  /**
   * Finds what has changed since it was hashed.
   *
   * @returns whether everything was compared
   */
  scan(budgetMs = Number.POSITIVE_INFINITY): boolean {
    const { table, touched, dirty } = this;
    const { end } = table;
    const startMs = performance.now();
    if (this.revision !== table.revision) this.next = 1;
    this.revision = table.revision;
    if (end > this.hashed.ids.length) this.hashed = new Hashed(2 ** Math.ceil(Math.log2(end)), this.hashed);
    const { ids, parents, nexts } = this.hashed;
    for (let slot = this.next; slot < end; slot++) {
      if (slot % COMPARED_BETWEEN_LOOKS === 0 && performance.now() - startMs > budgetMs) {
        this.next = slot;
        return false;
      }
      const id = table.idAt(slot);
      const same =
        id === ids[slot] &&
        (id === 0 ||
          (table.idAt(table.parentAt(slot)) === parents[slot] &&
            table.idAt(table.nextAt(slot)) === nexts[slot] &&
            !touched.has(id)));
      if (!same) dirty.add(slot);
    }
    touched.clear();
    this.next = 1;
    return true;
  }

  /**
   * Hashes what `scan` has found.
   *
   * @returns whether nothing is left
   */
  update(budgetMs = Number.POSITIVE_INFINITY): boolean {
    const startMs = performance.now();
    let looked = 0;
    for (const slot of this.dirty) {
      if (++looked % BETWEEN_LOOKS === 0 && performance.now() - startMs > budgetMs) return false;
      this.dirty.delete(slot);
      this.rehash(slot);
    }
    return true;
  }

  /** Whether a node still is on the page as it was hashed. Also true while it waits to be hashed. */
  isAsHashed(slot: Slot): boolean {
    const { table } = this;
    const { ids, parents, nexts, highs, lows } = this.hashed;
    const node = table.nodeAt(slot);
    const place = this.placeOf(slot);
    if (node === undefined || this.dirty.has(slot) || this.touched.has(place.id)) return true;
    if (ids[slot] !== place.id || parents[slot] !== place.parent || nexts[slot] !== place.next) return true;
    const { high, low } = this.sent.hash(this.hash, node, place, table.levelAt(slot));
    return high === highs[slot] && low === lows[slot];
  }

  /** Everything that was hashed, with the state of the fields as it is now. */
  digest(): Pick<DigestMessage, 'nodes' | 'high' | 'low' | 'hidden'> {
    const total = new HashSum().add(this.sum);
    const hidden = this.fields.each((_slot, hash) => total.add(hash));
    return { nodes: this.table.size, high: total.high, low: total.low, hidden };
  }

  /** Sums by group, and the way to the nodes in them. */
  groups(): {
    high: Int32Array;
    low: Int32Array;
    hidden: NodeId[];
    nodesIn(groups: ReadonlySet<number>): HashedNode[];
  } {
    const { ids, parents, nexts, highs, lows } = this.hashed;
    const high = new Int32Array(HASH_GROUPS);
    const low = new Int32Array(HASH_GROUPS);
    const states = new Map<Slot, HashSum>();
    const hidden = this.fields.each((slot, hash) => {
      const sum = states.get(slot) ?? new HashSum();
      states.set(slot, sum.add(hash));
    });
    const whole = (slot: Slot) => {
      const state = states.get(slot);
      return {
        high: ((highs[slot] as number) + (state?.high ?? 0)) | 0,
        low: ((lows[slot] as number) + (state?.low ?? 0)) | 0,
      };
    };
    const { end } = this.table;
    for (let slot = 1; slot < end; slot++) {
      const id = ids[slot] as number;
      if (id === 0) continue;
      const own = whole(slot);
      const group = groupOf(id);
      high[group] = (high[group] as number) + own.high;
      low[group] = (low[group] as number) + own.low;
    }
    const nodesIn = (groups: ReadonlySet<number>) => {
      const nodes: HashedNode[] = [];
      for (let slot = 1; slot < end; slot++) {
        const id = ids[slot] as number;
        if (id === 0 || !groups.has(groupOf(id))) continue;
        nodes.push({ id, parent: parents[slot] as number, next: this.nextOf(slot, nexts), ...whole(slot) });
      }
      return nodes;
    };
    return { high, low, hidden, nodesIn };
  }

  /** A root has no siblings: what follows it in the table are the children of its host. */
  private nextOf(slot: Slot, nexts: Int32Array): NodeId {
    return nodeTypeOf(this.table.nodeAt(slot) as Node) === Node.DOCUMENT_FRAGMENT_NODE ? 0 : (nexts[slot] as number);
  }

  private rehash(slot: Slot): void {
    const { table, hashed } = this;
    const { ids, parents, nexts, highs, lows } = hashed;
    if (ids[slot] !== 0) this.sum.subtract({ high: highs[slot] as number, low: lows[slot] as number });
    const node = table.nodeAt(slot);
    this.fields.note(slot, node);
    ids[slot] = node === undefined ? 0 : table.idAt(slot);
    if (node === undefined) return;
    const place = this.placeOf(slot);
    const hash = this.sent.hash(this.hash, node, place, table.levelAt(slot));
    parents[slot] = place.parent;
    nexts[slot] = place.next;
    highs[slot] = hash.high;
    lows[slot] = hash.low;
    this.sum.add(hash);
  }

  private placeOf(slot: Slot): SentPlace {
    const { table } = this;
    return {
      id: table.idAt(slot),
      parent: table.idAt(table.parentAt(slot)),
      next: table.idAt(table.nextAt(slot)),
    };
  }
}
