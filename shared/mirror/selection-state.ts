import type { Op } from '../tree/message.ts';
import type { NodeRegistry } from './node-registry.ts';

type OpOf<Type extends Op['type']> = Extract<Op, { type: Type }>;

/** What the customer has selected. A caret is a selection whose ends are the same. */
export interface MirrorSelection {
  anchor: Node;
  anchorOffset: number;
  focus: Node;
  focusOffset: number;
}

/** What is selected in a text field, in units of its value. */
export interface MirrorFieldSelection {
  field: HTMLInputElement | HTMLTextAreaElement;
  anchorOffset: number;
  focusOffset: number;
}

/** What of one mirrored document has the customer's focus and is selected. The mirror itself has no focus and selects nothing. */
export class SelectionState {
  private focus: OpOf<'focus'> | undefined;
  private selection: OpOf<'selection'> | undefined;
  private fieldSelection: OpOf<'field-selection'> | undefined;
  private changed = false;

  constructor(private readonly registry: NodeRegistry) {}

  want(op: OpOf<'focus' | 'selection' | 'field-selection'>): void {
    this.changed = true;
    if (op.type === 'focus') this.focus = op;
    else if (op.type === 'selection') this.selection = op;
    else this.fieldSelection = op;
  }

  /** Whether anything was told since the last call. */
  takeChange(): boolean {
    const { changed } = this;
    this.changed = false;
    return changed;
  }

  get focused(): Node | undefined {
    return this.focus && this.registry.node(this.focus.node);
  }

  get text(): MirrorSelection | undefined {
    const { selection } = this;
    if (selection === undefined) return undefined;
    const anchor = this.registry.node(selection.anchor);
    const focus = this.registry.node(selection.focus);
    if (anchor === undefined || focus === undefined) return undefined;
    return { anchor, anchorOffset: selection.anchorOffset, focus, focusOffset: selection.focusOffset };
  }

  get field(): MirrorFieldSelection | undefined {
    const { fieldSelection } = this;
    if (fieldSelection === undefined) return undefined;
    const { node, anchorOffset, focusOffset } = fieldSelection;
    const field = this.registry.node(node) as MirrorFieldSelection['field'] | undefined;
    return field && { field, anchorOffset, focusOffset };
  }
}
