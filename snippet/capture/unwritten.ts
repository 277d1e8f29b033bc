/** Children of one parent that no slice had the time for yet. */
interface Tail {
  /** The first of them: all behind it without a place belong to them. null: none is left. */
  first: Node | null;
  /** What was put under the parent since then. It is looked at when the tail is written: most of it is a part of it. */
  readonly waiting: Set<Node>;
}

/**
 * What a slice of time has left over: parents whose last children the mirror does not have yet. Changes to what is not
 * written need no notice, since it is read when its turn comes; only the place of the tail has to be kept.
 */
export class Unwritten {
  private readonly tails = new Map<Node, Tail>();

  get isEmpty(): boolean {
    return this.tails.size === 0;
  }

  parents(): Iterable<Node> {
    return this.tails.keys();
  }

  /** The slice ended before this child of `parent`. */
  leave(parent: Node, first: Node): void {
    const waiting = this.tails.get(parent)?.waiting ?? new Set();
    // Behind what was left deeper down: about in the order of the document.
    this.tails.delete(parent);
    this.tails.set(parent, { first, waiting });
  }

  /** Takes the beginning of a tail, to write on from there. */
  take(parent: Node): Node | null {
    const tail = this.tails.get(parent);
    const first = tail?.first ?? null;
    if (tail !== undefined) tail.first = null;
    return first;
  }

  /** A tail was written as far as `leave` was not called again. */
  finish(parent: Node, onWaiting: (node: Node) => void): void {
    const tail = this.tails.get(parent);
    if (tail === undefined || tail.first !== null) return;
    this.tails.delete(parent);
    for (const node of tail.waiting) onWaiting(node);
  }

  /** A child was removed, by a record that names what followed it then. */
  removed(parent: Node, child: Node, following: Node | null): void {
    const tail = this.tails.get(parent);
    if (tail?.first === child) tail.first = following;
  }

  /** @returns whether the parent has a tail, so that this child has to wait for it */
  holds(parent: Node, child: Node): boolean {
    const tail = this.tails.get(parent);
    tail?.waiting.add(child);
    return tail !== undefined;
  }
}
