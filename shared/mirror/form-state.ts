import type { Op } from '../tree/message.ts';
import type { Native } from './native.ts';

type FormOp = Extract<Op, { type: 'value' | 'checked' | 'indeterminate' | 'selected' }>;

/** Inputs whose `value` is their attribute, and files, whose value a script cannot set. */
export const VALUE_IS_ATTRIBUTE = /^(?:hidden|submit|image|reset|button|checkbox|radio|file)$/;

/** Sets what a person has done to a form control: state beside the attributes. */
export function applyFormState(native: Native, element: Element, op: FormOp): void {
  switch (op.type) {
    case 'value':
      if (native.localName(element) === 'textarea') native.setTextareaValue(element, op.value);
      else if (!VALUE_IS_ATTRIBUTE.test(native.inputType(element))) native.setInputValue(element, op.value);
      return;
    case 'checked':
      native.setChecked(element, op.checked);
      return;
    case 'indeterminate':
      native.setIndeterminate(element, op.indeterminate);
      return;
    case 'selected':
      native.setSelected(element, op.selected);
  }
}

/**
 * A drop-down from which nothing is selected. Options cannot say so: when the selected one is unselected, the browser
 * selects the first. So a select whose chosen option was unselected by an op, and not selected again, is cleared.
 *
 * @param unselected options whose last op said that they are not selected
 */
export function clearUnselected(native: Native, unselected: Iterable<Element>): void {
  for (const option of unselected) {
    if (!native.selected(option)) continue;
    const select = closestSelect(native, option);
    if (select !== undefined && !native.selectMultiple(select)) native.setSelectedIndex(select, -1);
  }
}

/** The `<select>` that an option belongs to. */
export function closestSelect(native: Native, option: Element): Element | undefined {
  for (let node = native.parentNode(option); node !== null; node = native.parentNode(node)) {
    if (native.nodeType(node) !== 1) return undefined;
    if (native.localName(node as Element) === 'select') return node as Element;
  }
  return undefined;
}
