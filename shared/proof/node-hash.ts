import type { Namespace, NodeId } from '../tree/node.ts';
import { Hash, HashSum } from './hash.ts';

const NAMESPACE_NUMBERS: Record<Namespace, number> = { html: 0, svg: 1, mathml: 2 };

const KIND_NUMBERS = {
  element: 1,
  'blocked-element': 2,
  text: 3,
  comment: 4,
  doctype: 5,
  document: 6,
  'shadow-root': 7,
  'template-content': 8,
} as const;

export type HashedKind = keyof typeof KIND_NUMBERS;

/** Tells the size of a blocked element, which the page may change without a word: the mirror's own style stands for it. */
const NOT_HASHED = 'data-coview-box';

/**
 * What is hashed of one node, the same on the page and in the mirror: place, kind, name, attributes in any order, and
 * text, with the page's own names and as far as they are sent. `begin`, what the node has, `end`; then `high` and `low`.
 */
export class NodeHash {
  private readonly hash = new Hash();
  private readonly attributeHash = new Hash();
  private readonly attributes = new HashSum();

  /** @param next the mirrored node that follows below the same parent; 0: none, or the node is a root */
  begin(kind: HashedKind, id: NodeId, parent: NodeId, next: NodeId): void {
    this.hash.begin().number(KIND_NUMBERS[kind]).number(id).number(parent).number(next);
    this.attributes.clear();
  }

  name(namespace: Namespace, qualifiedName: string): void {
    this.hash.number(NAMESPACE_NUMBERS[namespace]).string(qualifiedName);
  }

  attribute(name: string, value: string): void {
    if (name !== NOT_HASHED) this.attributes.add(this.attributeHash.begin().string(name).string(value).end());
  }

  text(value: string): void {
    this.hash.string(value);
  }

  flag(value: boolean): void {
    this.hash.number(value ? 1 : 0);
  }

  end(): { readonly high: number; readonly low: number } {
    const { high, low } = this.attributes;
    return this.hash.number(high).number(low).end();
  }
}

/** What a person has done to a field, beside its attributes: added to the hash of its node. */
export type FieldState = { type: 'value'; value: string } | { type: 'checked' | 'indeterminate' | 'selected' };

const STATE_NUMBERS: Record<FieldState['type'], number> = { value: 11, checked: 12, indeterminate: 13, selected: 14 };

/** Writes the hash of one state into `hash`. What is off has none. */
export function hashState(hash: Hash, id: NodeId, state: FieldState): Hash {
  hash.begin().number(STATE_NUMBERS[state.type]).number(id);
  if (state.type === 'value') hash.string(state.value);
  return hash.end();
}

/** Inputs whose masked value a browser replaces by one that fits the type: what the mirror has then says nothing. */
export const OWN_FORMAT = /^(?:number|range|color|date|time|month|week|datetime-local)$/;

/** Groups of nodes that are compared on their own, when the whole differs. */
export const HASH_GROUPS = 256;

/** Neighbours in the tree mostly have neighbouring ids, and mostly differ together. */
export function groupOf(id: NodeId): number {
  return (id >>> 3) % HASH_GROUPS;
}
