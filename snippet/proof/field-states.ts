import { Hash } from '../../shared/proof/hash.ts';
import { type FieldState, hashState, OWN_FORMAT } from '../../shared/proof/node-hash.ts';
import type { NodeId } from '../../shared/tree/node.ts';
import { localNameOf, namespaceOf, nodeTypeOf } from '../capture/natives.ts';
import { type NodeTable, OPAQUE, type Slot } from '../capture/node-table.ts';
import { IGNORE, MASK } from '../privacy/level.ts';
import type { Privacy } from '../privacy/privacy.ts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLOptionElement;

/** Types whose state is the attribute alone, or is never read. */
const WITHOUT_STATE = /^(?:hidden|submit|image|reset|button|file)$/;

/**
 * Hashes of what people have done to fields. Worked out anew each time, right after a flush: then what is on the page is
 * what was sent.
 */
export class FieldStates {
  private readonly fields = new Set<Slot>();
  private readonly hash = new Hash();

  constructor(
    private readonly table: NodeTable,
    private readonly privacy: Privacy,
  ) {}

  /** A node was hashed or has gone: notes whether it is a field. */
  note(slot: Slot, node: Node | undefined): void {
    if (node !== undefined && this.isField(slot, node)) this.fields.add(slot);
    else this.fields.delete(slot);
  }

  /**
   * @param see gets each state with the node it belongs to
   * @returns ids of fields and selects of which the mirror's state says nothing
   */
  each(see: (slot: Slot, hash: Hash) => void): NodeId[] {
    const hidden = new Set<NodeId>();
    for (const slot of this.fields) {
      const id = this.table.idAt(slot);
      const field = this.table.nodeAt(slot);
      if (field === undefined) continue;
      for (const state of this.statesOf(field as Field, slot, hidden)) see(slot, hashState(this.hash, id, state));
    }
    return [...hidden];
  }

  private isField(slot: Slot, node: Node): boolean {
    if (nodeTypeOf(node) !== Node.ELEMENT_NODE || (this.table.levelAt(slot) & OPAQUE) !== 0) return false;
    if (!/^(?:input|textarea|option)$/.test(localNameOf(node as Element))) return false;
    return namespaceOf(node as Element) === 'http://www.w3.org/1999/xhtml';
  }

  private *statesOf(field: Field, slot: Slot, hidden: Set<NodeId>): Iterable<FieldState> {
    if (localNameOf(field) === 'option') {
      const select = field.closest('select');
      const owner = select === null ? slot : this.table.slotOf(select);
      if (this.hides(select ?? field, owner)) hidden.add(this.table.idAt(owner));
      else if ((field as HTMLOptionElement).selected) yield { type: 'selected' };
      return;
    }
    const input = field as HTMLInputElement;
    if (input.type === 'checkbox' || input.type === 'radio') {
      if (this.hides(field, slot)) return;
      if (input.checked) yield { type: 'checked' };
      if (input.indeterminate) yield { type: 'indeterminate' };
    } else if (localNameOf(field) === 'textarea' || !WITHOUT_STATE.test(input.type)) {
      const value = this.privacy.fieldValue(field, input.value, this.table.levelAt(slot) & ~OPAQUE);
      if (value !== input.value && OWN_FORMAT.test(input.type)) hidden.add(this.table.idAt(slot));
      else yield { type: 'value', value };
    }
  }

  private hides(field: Element, slot: Slot): boolean {
    return (this.table.levelAt(slot) & (MASK | IGNORE)) !== 0 || this.privacy.credentials.has(field);
  }
}
