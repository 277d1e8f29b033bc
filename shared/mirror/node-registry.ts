import type { NodeId } from '../tree/node.ts';
import { NO_NODE } from '../tree/node.ts';

/** Which node has which id. */
export class NodeRegistry {
  /** Ids whose hash has to be worked out anew (`mirror-hashes.ts`). */
  readonly changed = new Set<NodeId>();
  private readonly nodes = new Map<NodeId, Node>();
  private readonly ids = new Map<Node, NodeId>();

  get size(): number {
    return this.nodes.size;
  }

  has(id: NodeId): boolean {
    return this.nodes.has(id);
  }

  node(id: NodeId): Node | undefined {
    return this.nodes.get(id);
  }

  /** 0 for a node that is not the page's. */
  id(node: Node): NodeId {
    return this.ids.get(node) ?? NO_NODE;
  }

  add(id: NodeId, node: Node): void {
    this.nodes.set(id, node);
    this.ids.set(node, id);
    this.changed.add(id);
  }

  /** Another node takes the id of one that stood in for it. */
  replace(id: NodeId, node: Node): void {
    this.removeId(id);
    this.add(id, node);
  }

  removeId(id: NodeId): void {
    const node = this.nodes.get(id);
    if (node === undefined) return;
    this.nodes.delete(id);
    this.ids.delete(node);
    this.changed.add(id);
  }
}
