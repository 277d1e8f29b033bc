import { Hash, HashSum } from '../proof/hash.ts';
import { type FieldState, groupOf, HASH_GROUPS, type HashedKind, hashState, NodeHash } from '../proof/node-hash.ts';
import type { NodeId } from '../tree/node.ts';
import { closestSelect, VALUE_IS_ATTRIBUTE } from './form-state.ts';
import type { MirrorState } from './mirror-state.ts';
import { COMMENT_NODE, DOCTYPE_NODE, DOCUMENT_NODE, ELEMENT_NODE, HTML_NAMESPACE, TEXT_NODE } from './native.ts';
import { pageAttributesOf } from './page-attributes.ts';

interface Lanes {
  readonly high: number;
  readonly low: number;
}

/** With every digest, as many nodes that nothing has touched are hashed again, in turn. */
const LOOKED_AT_AGAIN = 500;

/**
 * Hashes of one mirrored document, read back from what is shown, so that they prove what the agent sees rather than what
 * has arrived. Nodes are hashed when something has touched them (`NodeRegistry.changed`), the state of fields each time.
 */
export class MirrorHashes {
  private readonly sum = new HashSum();
  private readonly hashes = new Map<NodeId, Lanes>();
  private readonly fields = new Set<NodeId>();
  private readonly nodeHash = new NodeHash();
  private readonly stateHash = new Hash();
  private round = this.hashes.keys();

  constructor(private readonly state: MirrorState) {}

  private update(): void {
    const { changed } = this.state.registry;
    for (const id of changed) this.rehash(id);
    changed.clear();
  }

  /** Of the whole document. */
  digest(hidden: ReadonlySet<NodeId>): { nodes: number; high: number; low: number } {
    this.update();
    this.lookAgain();
    const total = new HashSum().add(this.sum);
    this.eachState(hidden, (_id, hash) => total.add(hash));
    return { nodes: this.hashes.size, high: total.high, low: total.low };
  }

  /** Sums by group. */
  groups(hidden: ReadonlySet<NodeId>): { high: Int32Array; low: Int32Array } {
    this.update();
    const high = new Int32Array(HASH_GROUPS);
    const low = new Int32Array(HASH_GROUPS);
    const add = (id: NodeId, hash: Lanes) => {
      const group = groupOf(id);
      high[group] = (high[group] as number) + hash.high;
      low[group] = (low[group] as number) + hash.low;
    };
    for (const [id, hash] of this.hashes) add(id, hash);
    this.eachState(hidden, add);
    return { high, low };
  }

  /** Hashes of all nodes in some groups, each with its state. */
  within(groups: ReadonlySet<number>, hidden: ReadonlySet<NodeId>): Map<NodeId, Lanes> {
    this.update();
    const found = new Map<NodeId, HashSum>();
    for (const [id, hash] of this.hashes) if (groups.has(groupOf(id))) found.set(id, new HashSum().add(hash));
    this.eachState(hidden, (id, hash) => found.get(id)?.add(hash));
    return found;
  }

  /** Where a node stands: ids of its parent and of what follows it, 0 for none. */
  placeOf(node: Node): { parent: NodeId; next: NodeId } {
    const { native, registry } = this.state;
    const host = this.state.hostOf(node);
    if (host !== null) return { parent: registry.id(host), next: 0 };
    const parent = native.parentNode(node);
    let next: NodeId = 0;
    for (let at = native.nextSibling(node); at !== null && next === 0; at = native.nextSibling(at)) {
      next = registry.id(at);
    }
    return { parent: parent === null ? 0 : registry.id(parent), next };
  }

  /** What is shown may have been changed by others than us. */
  private lookAgain(): void {
    for (let looked = 0; looked < LOOKED_AT_AGAIN; looked++) {
      const { done, value } = this.round.next();
      if (done === true) {
        this.round = this.hashes.keys();
        return;
      }
      this.rehash(value);
    }
  }

  private rehash(id: NodeId): void {
    const before = this.hashes.get(id);
    if (before !== undefined) this.sum.subtract(before);
    const node = this.state.registry.node(id);
    this.fields.delete(id);
    if (node === undefined) {
      this.hashes.delete(id);
      return;
    }
    const { high, low } = this.hashOf(id, node);
    this.hashes.set(id, { high, low });
    this.sum.add({ high, low });
  }

  private hashOf(id: NodeId, node: Node): Lanes {
    const { native } = this.state;
    const { nodeHash } = this;
    const { parent, next } = this.placeOf(node);
    const begin = (kind: HashedKind) => nodeHash.begin(kind, id, parent, next);
    switch (native.nodeType(node)) {
      case ELEMENT_NODE: {
        const element = node as Element;
        const blocked = this.state.isBlocked(element);
        begin(blocked ? 'blocked-element' : 'element');
        const plan = this.state.planOf(element);
        nodeHash.name(plan.namespace, plan.tag);
        for (const [name, value] of pageAttributesOf(native, element)) nodeHash.attribute(name, value);
        if (!blocked && this.isField(element)) this.fields.add(id);
        break;
      }
      case TEXT_NODE:
      case COMMENT_NODE:
        begin(native.nodeType(node) === TEXT_NODE ? 'text' : 'comment');
        nodeHash.text(native.data(node as CharacterData));
        break;
      case DOCTYPE_NODE: {
        const { name, publicId, systemId } = node as DocumentType;
        begin('doctype');
        for (const part of [name, publicId, systemId]) nodeHash.text(part);
        break;
      }
      case DOCUMENT_NODE:
        begin('document');
        nodeHash.flag((node as Document).compatMode === 'BackCompat');
        break;
      default:
        this.beginRoot(begin, node);
    }
    return nodeHash.end();
  }

  private beginRoot(begin: (kind: HashedKind) => void, node: Node): void {
    const isShadow = 'delegatesFocus' in node;
    begin(isShadow ? 'shadow-root' : 'template-content');
    if (!isShadow) return;
    const root = node as ShadowRoot;
    this.nodeHash.flag(root.delegatesFocus);
    this.nodeHash.flag(root.slotAssignment === 'manual');
  }

  /** Whether what a person does to it is hashed. */
  isField(element: Element): boolean {
    const { native } = this.state;
    return (
      native.namespaceUri(element) === HTML_NAMESPACE && /^(?:input|textarea|option)$/.test(native.localName(element))
    );
  }

  private eachState(hidden: ReadonlySet<NodeId>, see: (id: NodeId, hash: Lanes) => void): void {
    for (const id of this.fields) {
      if (hidden.has(id)) continue;
      for (const state of this.statesOf(this.state.registry.node(id) as Element, hidden)) {
        see(id, hashState(this.stateHash, id, state));
      }
    }
  }

  private *statesOf(field: Element, hidden: ReadonlySet<NodeId>): Iterable<FieldState> {
    const { native, registry } = this.state;
    switch (native.localName(field)) {
      case 'option': {
        if (!native.selected(field)) return;
        const select = closestSelect(native, field);
        if (select === undefined || !hidden.has(registry.id(select))) yield { type: 'selected' };
        return;
      }
      case 'textarea':
        yield { type: 'value', value: native.textareaValue(field) };
        return;
      default: {
        const type = native.inputType(field);
        if (type === 'checkbox' || type === 'radio') {
          if (native.checked(field)) yield { type: 'checked' };
          if (native.indeterminate(field)) yield { type: 'indeterminate' };
        } else if (!VALUE_IS_ATTRIBUTE.test(type)) yield { type: 'value', value: native.inputValue(field) };
      }
    }
  }
}
