import type { NodeId } from '../tree/node.ts';
import { MirrorError } from './mirror-error.ts';
import { MIRROR_LIMITS } from './mirror-limits.ts';
import type { MirrorState } from './mirror-state.ts';
import { ELEMENT_NODE, FRAGMENT_NODE } from './native.ts';

/** The tree as it will be once a patch has been applied, read off the tree as it is and what is planned so far. */
export class FutureTree {
  /** Fragments whose children will be children of this node. */
  readonly placedIn = new Map<DocumentFragment, Node>();
  /** Stand-ins of shadow roots and template contents, with their host. */
  readonly hosts = new Map<Node, Node>();

  constructor(
    private readonly state: MirrorState,
    private readonly detached: ReadonlySet<NodeId>,
    /** Where detached nodes are put again. */
    private readonly slots: ReadonlyMap<NodeId, Node>,
  ) {}

  /** Undefined for a node that is detached, null for a root. */
  parent(node: Node): Node | null | undefined {
    const { native, registry } = this.state;
    const id = registry.id(node);
    if (id !== 0 && this.detached.has(id)) {
      const slot = this.slots.get(id);
      return slot && this.parent(slot);
    }
    const parent = native.parentNode(node);
    if (parent !== null) return this.placedIn.get(parent as DocumentFragment) ?? parent;
    return this.hosts.get(node) ?? this.state.hostOf(node);
  }

  /** Number of ancestors, undefined for what is gone. A circle shows as a depth without end. */
  depth(node: Node): number | undefined {
    let depth = 0;
    for (let at: Node | null | undefined = node; at !== this.state.document; at = this.parent(at)) {
      if (at === undefined || at === null) return undefined;
      if (++depth > MIRROR_LIMITS.depth) throw new MirrorError('limit', 'a tree too deep to show, or one in a circle');
    }
    return depth;
  }

  /** Refuses a place that would make the tree too deep for a node with all below it. */
  checkMove(node: Node, slot: Node): void {
    const newDepth = this.depth(slot);
    if (newDepth === undefined || newDepth <= this.presentDepth(node)) return;
    if (newDepth + this.height(node) > MIRROR_LIMITS.depth) throw new MirrorError('limit', 'a tree too deep to show');
  }

  private presentDepth(node: Node): number {
    let depth = -1;
    for (let at: Node | null = node; at !== null; at = this.state.native.parentNode(at) ?? this.state.hostOf(at))
      depth++;
    return depth;
  }

  /** Levels below a node. */
  private height(top: Node): number {
    const { native } = this.state;
    let height = 0;
    const pending: [node: Node, depth: number][] = [[top, 0]];
    for (let entry = pending.pop(); entry !== undefined; entry = pending.pop()) {
      const [node, depth] = entry;
      if (depth > height && native.nodeType(node) !== FRAGMENT_NODE) height = depth;
      if (native.nodeType(node) === ELEMENT_NODE) {
        for (const root of this.state.innerRoots(node as Element)) pending.push([root, depth]);
      }
      for (let child = native.firstChild(node); child !== null; child = native.nextSibling(child)) {
        pending.push([child, depth + 1]);
      }
    }
    return height;
  }
}
