import type { Op } from '../../shared/tree/message.ts';
import { NO_NODE } from '../../shared/tree/node.ts';
import { CLEAR, IGNORE, MASK } from '../privacy/level.ts';
import { ofDocument, parentNodeOf } from './natives.ts';
import type { Signal, SignalContext } from './signal.ts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | HTMLOptionElement;

interface FieldState {
  value: string;
  checked: boolean;
  indeterminate: boolean;
  selected: ReadonlySet<HTMLOptionElement>;
  /** Of an option outside of any `<select>`; undefined: its select tells. */
  alone: boolean | undefined;
  /** Attributes or children changed since: the mirror's own state may have followed them, so all is sent again. */
  stale: boolean;
}

/** Types whose `value` is only the attribute, or is never read. */
const WITHOUT_VALUE = new Set(['checkbox', 'radio', 'submit', 'button', 'reset', 'image', 'hidden', 'file']);

const WITH_CHECK = new Set(['checkbox', 'radio']);

const EMPTY: Readonly<FieldState> = {
  value: '',
  checked: false,
  indeterminate: false,
  selected: new Set(),
  alone: undefined,
  stale: false,
};

/** What people and scripts have entered: values, check marks, selectedness. Compared with what was sent, so that nothing
 * depends on events. */
export class FormFields implements Signal {
  private readonly fields = new Map<Field, FieldState>();
  private readonly listening = new AbortController();
  private areRadiosStale = false;

  constructor(private readonly context: SignalContext) {
    const options = { capture: true, passive: true, signal: this.listening.signal };
    for (const type of ['input', 'change', 'reset', 'click', 'keyup']) {
      ofDocument(context.document, 'addEventListener')(type, () => this.fields.size > 0 && context.schedule(), options);
    }
  }

  add(element: Element): void {
    this.fields.set(element as Field, this.defaultState(element as Field));
  }

  free(node: Node): void {
    this.fields.delete(node as Field);
  }

  touch(node: Node): void {
    if (this.fields.size === 0) return;
    const field = fieldAround(node);
    const state = this.fields.get(field);
    if (state === undefined) return;
    state.stale = true;
    // Another name, and it is of another group.
    if (isRadio(field)) this.areRadiosStale = true;
  }

  /**
   * Nodes have moved: putting a checked radio in place clears others of its group, and the mirror may do that in another
   * order than the page did.
   */
  recheckRadios(): void {
    this.areRadiosStale = true;
  }

  collect(emit: (op: Op) => void): void {
    const unset: Op[] = [];
    const set: Op[] = [];
    for (const [field, sent] of this.fields) {
      const node = this.context.idOf(field);
      if (node === NO_NODE) continue;
      const now = this.stateOf(field);
      const all = sent.stale || (this.areRadiosStale && sent.checked && isRadio(field));
      if (now.value !== sent.value || (all && hasValue(field))) set.push({ type: 'value', node, value: now.value });
      if (now.checked !== sent.checked || (all && isCheckable(field))) {
        (now.checked ? set : unset).push({ type: 'checked', node, checked: now.checked });
      }
      if (now.indeterminate !== sent.indeterminate) {
        set.push({ type: 'indeterminate', node, indeterminate: now.indeterminate });
      }
      if (now.alone !== undefined && (now.alone !== sent.alone || all)) {
        (now.alone ? set : unset).push({ type: 'selected', node, selected: now.alone });
      }
      if (field.localName === 'select') this.compareOptions(field as HTMLSelectElement, sent, now, unset, set);
      this.fields.set(field, now);
    }
    this.areRadiosStale = false;
    // Setting one radio or option clears others in the mirror: so what is off goes first.
    for (const op of unset) emit(op);
    for (const op of set) emit(op);
  }

  forget(): void {
    for (const field of this.fields.keys()) this.fields.set(field, this.defaultState(field));
  }

  stop(): void {
    this.listening.abort();
  }

  private compareOptions(select: HTMLSelectElement, sent: FieldState, now: FieldState, unset: Op[], set: Op[]): void {
    if (!sent.stale && sameOptions(sent.selected, now.selected)) return;
    const cleared = now.selected.size === 0 || (sent.stale && select.multiple) ? select.options : sent.selected;
    for (const option of cleared) {
      const node = this.context.idOf(option);
      if (node !== NO_NODE && !now.selected.has(option)) unset.push({ type: 'selected', node, selected: false });
    }
    for (const option of now.selected) {
      const node = this.context.idOf(option);
      if (node !== NO_NODE) set.push({ type: 'selected', node, selected: true });
    }
  }

  /** What the mirror has after it built the field from its attributes and children alone. */
  private defaultState(field: Field): FieldState {
    const { privacy } = this.context;
    const level = this.context.levelOf(field);
    const state: FieldState = { ...EMPTY };
    if (field.localName === 'select') return { ...state, stale: !this.hides(field) };
    if (isOption(field)) return state;
    // The mirror has no `value` attribute of a private input; the text of a private textarea is there, masked.
    const isPrivateInput = field.localName === 'input' && (level === CLEAR ? privacy.credentials.has(field) : true);
    if (hasValue(field) && !isPrivateInput) state.value = privacy.fieldValue(field, field.defaultValue, level);
    if (isCheckable(field) && !this.hides(field)) state.checked = (field as HTMLInputElement).defaultChecked;
    // Of several radios of a group with the attribute, the mirror has checked the one that it built last.
    state.stale = state.checked && isRadio(field);
    return state;
  }

  private stateOf(field: Field): FieldState {
    const { privacy } = this.context;
    const state: FieldState = { ...EMPTY };
    if (field.localName === 'select') {
      if (!this.hides(field)) state.selected = new Set((field as HTMLSelectElement).selectedOptions);
      return state;
    }
    if (isOption(field)) {
      if (field.closest('select') === null && !this.hides(field)) state.alone = field.selected;
      return state;
    }
    if (hasValue(field)) state.value = privacy.fieldValue(field, field.value, this.context.levelOf(field));
    if (isCheckable(field) && !this.hides(field)) {
      state.checked = (field as HTMLInputElement).checked;
      state.indeterminate = (field as HTMLInputElement).indeterminate;
    }
    return state;
  }

  /** Whether what is chosen here is as private as what is typed. */
  private hides(field: Field): boolean {
    return (this.context.levelOf(field) & (MASK | IGNORE)) !== 0 || this.context.privacy.credentials.has(field);
  }
}

/** The field whose default state a node is part of. */
function fieldAround(node: Node): Field {
  const { nodeName } = node;
  if (nodeName === '#text') return parentNodeOf(node) as Field;
  return (/^opt(ion|group)$/i.test(nodeName) ? (node as Element).closest('select') : node) as Field;
}

function hasValue(field: Field): field is HTMLInputElement | HTMLTextAreaElement {
  return (
    field.localName === 'textarea' ||
    (field.localName === 'input' && !WITHOUT_VALUE.has((field as HTMLInputElement).type))
  );
}

function isOption(field: Field): field is HTMLOptionElement {
  return field.localName === 'option';
}

function isCheckable(field: Field): boolean {
  return field.localName === 'input' && WITH_CHECK.has((field as HTMLInputElement).type);
}

function isRadio(field: Field): boolean {
  return 'type' in field && field.type === 'radio';
}

function sameOptions(a: ReadonlySet<HTMLOptionElement>, b: ReadonlySet<HTMLOptionElement>): boolean {
  if (a.size !== b.size) return false;
  for (const option of a) if (!b.has(option)) return false;
  return true;
}
