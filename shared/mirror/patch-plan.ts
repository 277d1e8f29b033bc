import type { Patch, Placement } from '../tree/message.ts';
import type { NodeId, ShadowRootData, TemplateContentData } from '../tree/node.ts';
import { FutureTree } from './future-tree.ts';
import { MirrorError } from './mirror-error.ts';
import { MIRROR_LIMITS } from './mirror-limits.ts';
import type { MirrorState } from './mirror-state.ts';
import { COMMENT_NODE, DOCTYPE_NODE, DOCUMENT_NODE, ELEMENT_NODE, FRAGMENT_NODE, TEXT_NODE } from './native.ts';
import { attachShadow, TreeBuilder } from './tree-builder.ts';

interface PlannedPlacement {
  readonly parent: NodeId;
  readonly next: NodeId;
  /** What is to be put there. */
  readonly fragment: DocumentFragment;
  /** Levels of what is new in the fragment. */
  readonly levels: number;
}

interface PlannedRoot {
  readonly host: NodeId;
  readonly item: ShadowRootData | TemplateContentData;
  /** Stands in for the root until it is attached. */
  readonly content: DocumentFragment;
}

/**
 * The structural part of a patch: everything new is built detached, and every relation is checked against the tree as it
 * will be, before `commit` touches what is shown.
 */
export class PatchPlan {
  private readonly builder: TreeBuilder;
  private readonly detached: ReadonlySet<NodeId>;
  private readonly future: FutureTree;
  private readonly placements: PlannedPlacement[] = [];
  private readonly roots: PlannedRoot[] = [];

  /** @throws MirrorError when the patch does not fit; nothing has changed then */
  constructor(
    private readonly state: MirrorState,
    patch: Patch,
  ) {
    this.detached = new Set(patch.detached);
    this.builder = new TreeBuilder(state, this.detached);
    this.future = new FutureTree(state, this.detached, this.builder.slots);
    try {
      this.checkDetached(patch.detached);
      for (const placement of patch.placements) this.plan(placement);
      this.checkDocumentChildren();
      this.checkDepths();
      this.checkSize();
    } catch (error) {
      this.undo();
      throw error;
    }
  }

  /** Takes back what building has noted. Not after `commit`. */
  undo(): void {
    this.builder.undo();
  }

  /** True when the node will still be there after the patch. */
  survives(node: Node): boolean {
    return this.builder.slots.size === this.detached.size || this.future.depth(node) !== undefined;
  }

  commit(): void {
    const { native, owners, registry } = this.state;
    for (const id of this.detached) {
      const node = this.known(id);
      const parent = native.parentNode(node);
      owners.changed(parent);
      this.state.touchBefore(native.previousSibling(node));
      if (parent !== null) native.removeChild(parent, node);
    }
    for (const [id, slot] of this.builder.slots) {
      const parent = native.parentNode(slot);
      if (parent !== null) native.replaceChild(parent, this.known(id), slot);
      registry.changed.add(id);
    }
    for (const root of this.roots) this.attach(root);
    for (const { parent, next, fragment } of this.placements) {
      const node = this.known(parent);
      const before = next === 0 ? null : this.known(next);
      this.state.touchBefore(before === null ? native.lastChild(node) : native.previousSibling(before));
      native.insertBefore(node, fragment, before);
      owners.changed(node);
    }
    if (this.detached.size === 0) return;
    owners.moved();
    for (const id of this.detached) {
      if (!this.builder.slots.has(id)) this.state.free(this.known(id));
    }
  }

  private attach({ host, item, content }: PlannedRoot): void {
    const { native, registry } = this.state;
    const element = this.known(host) as Element;
    const root =
      item.type === 'shadow-root' ? attachShadow(this.state, element, item) : this.state.adoptContent(element);
    native.appendChild(root, content);
    registry.replace(item.id, root);
  }

  private known(id: NodeId): Node {
    const node = this.state.registry.node(id);
    if (node === undefined) throw new MirrorError('unknown-reference', `there is no node ${id}`);
    return node;
  }

  private checkDetached(ids: readonly NodeId[]): void {
    const { native } = this.state;
    if (this.detached.size !== ids.length) throw new MirrorError('unknown-reference', 'a node is detached twice');
    for (const id of ids) {
      const type = native.nodeType(this.known(id));
      if (type === DOCUMENT_NODE || type === FRAGMENT_NODE) {
        throw new MirrorError('impossible-structure', `node ${id} is a root and cannot be detached`);
      }
    }
  }

  private plan({ parent, next, items }: Placement): void {
    const { native } = this.state;
    const node = this.known(parent);
    const type = native.nodeType(node);
    if (type === TEXT_NODE || type === COMMENT_NODE || type === DOCTYPE_NODE || this.state.isBlocked(node)) {
      throw new MirrorError('impossible-structure', `node ${parent} cannot have children`);
    }
    if (next !== 0 && this.future.parent(this.known(next)) !== node) {
      throw new MirrorError('impossible-structure', `node ${next} is not a child of ${parent}`);
    }
    const fragment = native.createFragment(this.state.document);
    this.future.placedIn.set(fragment, node);
    this.builder.deepest = 0;
    for (const item of items) {
      if (item.type === 'shadow-root' || item.type === 'template-content') this.planRoot(parent, node, item);
      else if (item.type === 'doctype') throw new MirrorError('unsupported', 'a doctype came after the snapshot');
      else native.appendChild(fragment, this.builder.build(item, 1));
    }
    this.placements.push({ parent, next, fragment, levels: this.builder.deepest });
  }

  private planRoot(host: NodeId, node: Node, item: ShadowRootData | TemplateContentData): void {
    const { native } = this.state;
    if (native.nodeType(node) !== ELEMENT_NODE || this.roots.some((root) => root.host === host)) {
      throw new MirrorError('impossible-structure', `node ${host} takes no such root`);
    }
    const element = node as Element;
    if (item.type === 'shadow-root') {
      if (native.shadowRoot(element) !== null) {
        throw new MirrorError('impossible-structure', `node ${host} has a shadow root already`);
      }
      // Tried on a copy, because the element itself may be shown already.
      attachShadow(this.state, native.cloneNode(element, false) as Element, item);
    } else if (!this.state.takesContent(element)) {
      throw new MirrorError('impossible-structure', `node ${host} takes no template content`);
    }
    const content = this.builder.buildRoot(item, 1);
    this.future.hosts.set(content, node);
    this.roots.push({ host, item, content });
  }

  /** A document has one element, and no text. */
  private checkDocumentChildren(): void {
    const { native, document, registry } = this.state;
    const moved = new Map<Node, NodeId>();
    for (const [id, slot] of this.builder.slots) moved.set(slot, id);
    let elements = 0;
    let placed = false;
    for (const { fragment } of this.placements) {
      if (this.future.placedIn.get(fragment) !== document) continue;
      placed = true;
      for (let child = native.firstChild(fragment); child !== null; child = native.nextSibling(child)) {
        const id = moved.get(child);
        const type = native.nodeType(id === undefined ? child : this.known(id));
        if (type === ELEMENT_NODE) elements++;
        else if (type !== COMMENT_NODE) throw new MirrorError('impossible-structure', 'text beside the root element');
      }
    }
    if (!placed) return;
    for (let child = native.firstChild(document); child !== null; child = native.nextSibling(child)) {
      if (native.nodeType(child) === ELEMENT_NODE && !this.detached.has(registry.id(child))) elements++;
    }
    if (elements > 1) throw new MirrorError('impossible-structure', 'a document has one root element');
  }

  private checkDepths(): void {
    for (const { parent, levels } of this.placements) {
      const depth = this.future.depth(this.known(parent)) ?? 0;
      if (depth + levels > MIRROR_LIMITS.depth) throw new MirrorError('limit', 'a tree too deep to show');
    }
    for (const [id, slot] of this.builder.slots) this.future.checkMove(this.known(id), slot);
  }

  /** Nodes that the patch frees make room for those that it brings. */
  private checkSize(): void {
    let size = this.state.registry.size;
    if (size <= MIRROR_LIMITS.nodes) return;
    for (const id of this.detached) {
      if (!this.builder.slots.has(id)) size -= this.state.countFrom(this.known(id));
    }
    if (size > MIRROR_LIMITS.nodes) throw new MirrorError('limit', 'more nodes than a mirror shows');
  }
}
