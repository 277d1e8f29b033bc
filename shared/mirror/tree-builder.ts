import type { ElementData, NodeData, NodeId, TreeItem } from '../tree/node.ts';
import { applyBox } from './blocked-box.ts';
import { MirrorError } from './mirror-error.ts';
import { MIRROR_LIMITS } from './mirror-limits.ts';
import type { MirrorState } from './mirror-state.ts';
import type { TagPlan } from './tag-plan.ts';
import { BLOCKED_MARK, TAG_MARK } from './twin-names.ts';

/**
 * Builds nodes detached, from the allow-list. Nothing that is shown changes; `undo` takes back the bookkeeping when the
 * message turns out not to fit.
 */
export class TreeBuilder {
  /** Where nodes that move are to be put: a comment holds the place. */
  readonly slots = new Map<NodeId, Comment>();
  /** Greatest depth built since it was last set to 0. */
  deepest = 0;
  private readonly added: NodeId[] = [];
  private readonly framesBefore: number;

  constructor(
    private readonly state: MirrorState,
    /** Ids that may stand in `moved` items. */
    private readonly movable: ReadonlySet<NodeId>,
  ) {
    this.framesBefore = state.frames;
  }

  undo(): void {
    const { registry, owners } = this.state;
    for (const id of this.added) {
      const node = registry.node(id);
      if (node !== undefined) owners.remove(node as Element);
      registry.removeId(id);
    }
    this.state.frames = this.framesBefore;
  }

  /** Builds items into a parent that is not shown yet. */
  buildInto(parent: Node, items: readonly TreeItem[], depth: number): void {
    for (const item of items) {
      if (item.type === 'shadow-root' || item.type === 'template-content') {
        throw new MirrorError('impossible-structure', `a ${item.type} stands where only nodes can`);
      }
      this.state.native.appendChild(parent, this.build(item, depth));
    }
  }

  build(item: TreeItem, depth: number): Node {
    const { native, document } = this.state;
    switch (item.type) {
      case 'element':
        return this.element(item, depth);
      case 'text':
        return this.register(item, native.createText(document, item.value));
      case 'comment':
        return this.register(item, native.createComment(document, item.value));
      case 'doctype':
        return this.register(
          item,
          native.implementation(document).createDocumentType(item.name, item.publicId, item.systemId),
        );
      case 'moved':
        return this.slot(item.id);
      case 'document':
        throw new MirrorError('unsupported', 'documents of frames are not mirrored');
      case 'shadow-root':
      case 'template-content':
        throw new MirrorError('impossible-structure', `a ${item.type} stands where only nodes can`);
    }
  }

  /** A stand-in for a root that will get this id: a fragment with the children that the item brings. */
  buildRoot(item: Extract<TreeItem, { type: 'shadow-root' | 'template-content' }>, depth: number): DocumentFragment {
    const fragment = this.state.native.createFragment(this.state.document);
    this.register(item, fragment);
    this.buildInto(fragment, item.children, depth);
    return fragment;
  }

  register<T extends Node>(item: NodeData, node: T): T {
    const { registry } = this.state;
    const { id } = item;
    if (!Number.isInteger(id) || id <= 0 || registry.has(id)) {
      throw new MirrorError('unknown-reference', `node ${id} cannot be new`);
    }
    registry.add(id, node);
    this.added.push(id);
    return node;
  }

  private element(item: ElementData, depth: number): Element {
    const { state } = this;
    const { native } = state;
    if (depth > this.deepest) this.deepest = depth;
    if (depth > MIRROR_LIMITS.depth) throw new MirrorError('limit', 'a tree too deep to show');
    const plan = state.plans.of(item.namespace, item.tag);
    const element = this.register(item, this.create(plan));
    state.attributes.setAll(element, plan, item.attributes);
    if (plan.ownsSheet) state.owners.add(element);
    if (item.blocked) {
      if (item.children.length > 0) throw new MirrorError('impossible-structure', 'a blocked element has children');
      native.setAttribute(element, BLOCKED_MARK, '');
      applyBox(native, element, !plan.isDrawn);
      return element;
    }
    for (const child of item.children) this.child(element, plan, child, depth + 1);
    return element;
  }

  private child(element: Element, plan: TagPlan, child: TreeItem, depth: number): void {
    const { native } = this.state;
    if (child.type === 'shadow-root') {
      const root = attachShadow(this.state, element, child);
      this.register(child, root);
      this.buildInto(root, child.children, depth);
    } else if (child.type === 'template-content') {
      if (!this.state.takesContent(element)) {
        throw new MirrorError('impossible-structure', `a ${plan.tag} takes no template content`);
      }
      const content = this.state.adoptContent(element);
      this.register(child, content);
      this.buildInto(content, child.children, depth);
    } else if (child.type === 'doctype') {
      throw new MirrorError('impossible-structure', 'a doctype stands inside an element');
    } else native.appendChild(element, this.build(child, depth));
  }

  private create(plan: TagPlan): Element {
    const { state } = this;
    if (plan.isFrame && ++state.frames > MIRROR_LIMITS.frames) return this.createAs(plan, 'coview-iframe');
    if (plan.builtTag !== plan.tag) return this.createAs(plan, plan.builtTag);
    try {
      // Unlike `createElementNS`, this takes a colon in an HTML name for a part of the name, as the HTML parser does.
      if (plan.namespace === 'html' && plan.tag === plan.tag.toLowerCase()) {
        return state.native.createElement(state.document, plan.tag);
      }
      return state.native.createElementNs(state.document, plan.namespaceUri, plan.tag);
    } catch {
      return this.createAs(plan, 'coview-element');
    }
  }

  private createAs(plan: TagPlan, name: string): Element {
    const { native, document } = this.state;
    const element = native.createElementNs(document, plan.namespaceUri, name);
    native.setAttribute(element, TAG_MARK, plan.tag);
    return element;
  }

  private slot(id: NodeId): Comment {
    if (!this.movable.has(id) || this.slots.has(id)) {
      throw new MirrorError('unknown-reference', `node ${id} is not there to be moved`);
    }
    const slot = this.state.native.createComment(this.state.document, '');
    this.slots.set(id, slot);
    return slot;
  }
}

/** Open in the mirror, whatever it is on the page: the mirror must be able to read it. */
export function attachShadow(
  state: MirrorState,
  element: Element,
  item: Extract<TreeItem, { type: 'shadow-root' }>,
): ShadowRoot {
  try {
    const root = state.native.attachShadow(element, {
      mode: 'open',
      delegatesFocus: item.delegatesFocus,
      slotAssignment: item.manualSlots ? 'manual' : 'named',
    });
    if (state.native.canAdopt(root)) state.native.setAdoptedSheets(root, [state.base]);
    return root;
  } catch (cause) {
    throw new MirrorError('impossible-structure', 'an element cannot have this shadow root', { cause });
  }
}
