import type { Op } from '../tree/message.ts';
import { applyBox } from './blocked-box.ts';
import { applyFormState, clearUnselected } from './form-state.ts';
import type { MirrorState } from './mirror-state.ts';
import type { StyleRoot } from './native.ts';

/** Ops about the document as a whole go to whoever shows it. */
export type PageOp = Extract<Op, { type: 'focus' | 'selection' | 'viewport' | 'page' }>;

/**
 * Applies checked ops, in order; then what depends on all of them: selectedness and sheets.
 *
 * @returns the ops that are not about the document
 */
export function applyOps(state: MirrorState, ops: readonly Op[]): PageOp[] {
  const pageOps: PageOp[] = [];
  const { native, registry, owners } = state;
  const unselected = new Set<Element>();
  for (const op of ops) {
    switch (op.type) {
      case 'attribute': {
        const element = registry.node(op.node) as Element;
        state.attributes.change(element, state.planOf(element), op.name, op.value);
        if (state.isBlocked(element)) applyBox(native, element, op.name === 'style');
        owners.changed(element);
        break;
      }
      case 'text': {
        const node = registry.node(op.node) as CharacterData;
        native.setData(node, op.value);
        owners.changed(native.parentNode(node));
        break;
      }
      case 'value':
      case 'checked':
      case 'indeterminate':
      case 'selected': {
        const element = registry.node(op.node) as Element;
        applyFormState(native, element, op);
        if (op.type !== 'selected') break;
        if (op.selected) unselected.delete(element);
        else unselected.add(element);
        break;
      }
      case 'scroll':
        state.scrolls.want(registry.node(op.node) as Node, op);
        break;
      case 'sheet':
        state.sheets.declare(op);
        break;
      case 'rule-insert':
      case 'rule-delete':
      case 'rule-replace':
        state.sheets.edit(op);
        break;
      case 'sheet-owner':
        owners.setExplicit(registry.node(op.node) as Element, op.sheet);
        break;
      case 'adopted':
        owners.setAdopted(registry.node(op.root) as StyleRoot, op.sheets);
        break;
      default:
        pageOps.push(op);
    }
  }
  clearUnselected(native, unselected);
  owners.sync(state.document);
  return pageOps;
}
