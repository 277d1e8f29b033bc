import type { AssetId } from '../tree/asset.ts';
import type { Op } from '../tree/message.ts';
import type { NodeId } from '../tree/node.ts';
import { applyBox } from './blocked-box.ts';
import { CustomerMedia } from './customer-media.ts';
import { applyFormState, clearUnselected } from './form-state.ts';
import type { MirrorState } from './mirror-state.ts';
import type { StyleRoot } from './native.ts';
import { ENVIRONMENT } from './rewrite-css.ts';

/** Ops about the document as a whole go to whoever shows it. */
export type PageOp = Extract<Op, { type: 'viewport' | 'page' | 'color-scheme' | 'visible-part' }>;

/**
 * Applies checked ops, in order; then what depends on all of them: selectedness and sheets.
 *
 * @returns the ops that are not about the document
 */
export function applyOps(state: MirrorState, ops: readonly Op[]): PageOp[] {
  const pageOps: PageOp[] = [];
  const { native, registry, owners } = state;
  const unselected = new Set<Element>();
  const addresses = new Set<string>();
  for (const op of ops) {
    switch (op.type) {
      case 'attribute': {
        const element = registry.node(op.node) as Element;
        const plan = state.planOf(element);
        state.attributes.change(element, plan, op.name, op.value);
        registry.changed.add(op.node);
        if (state.isBlocked(element)) applyBox(native, element, op.name === 'style' && !plan.isDrawn);
        owners.changed(element);
        break;
      }
      case 'text': {
        const node = registry.node(op.node) as CharacterData;
        native.setData(node, op.value);
        registry.changed.add(op.node);
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
      case 'assigned':
        native.assign(registry.node(op.slot) as Element, ...op.nodes.map((id) => registry.node(id) as Node));
        break;
      case 'image': {
        const element = registry.node(op.node) as Element;
        const plan = state.planOf(element);
        state.assets.setImage(element, op, plan.isDrawn || plan.tag === 'video');
        state.attributes.refreshImage(element, plan);
        break;
      }
      case 'css-asset':
        state.assets.setAddress(op.address, op);
        addresses.add(op.address);
        break;
      case 'focus':
      case 'selection':
      case 'field-selection':
        state.selection.want(op);
        break;
      case 'top-layer':
        state.topLayer.want(op.layers.map(({ node, kind }) => ({ element: registry.node(node) as Element, kind })));
        break;
      case 'interaction':
        state.interaction.want({
          hovered: op.hovered.map((id) => registry.node(id) as Element),
          pressed: op.pressed.map((id) => registry.node(id) as Element),
          focusWithin: op.focusWithin.map((id) => registry.node(id) as Element),
          focused: op.focused.map((id) => registry.node(id) as Element),
          focusVisible: op.focusVisible,
        });
        break;
      case 'element-states': {
        const elements = (ids: readonly NodeId[]) => ids.map((id) => registry.node(id) as Element);
        state.interaction.wantOwn({
          target: elements(op.target),
          'user-invalid': elements(op.userInvalid),
          'user-valid': elements(op.userValid),
          autofill: elements(op.autofill),
          open: elements(op.open),
        });
        break;
      }
      case 'animation':
        state.animations.want(registry.node(op.node) as Element, op);
        break;
      case 'motion':
        state.motions.declare(registry.node(op.node) as Element, op);
        break;
      case 'motion-state':
        state.motions.change(op);
        break;
      case 'media':
        state.media.want(registry.node(op.node) as Element, op);
        break;
      case 'ask':
        state.asks.want(op);
        break;
      case 'environment':
        state.policy.media = new CustomerMedia(op.media);
        state.policy.undefinedElements = op.undefinedElements.split(' ').filter((name) => name !== '');
        addresses.add(ENVIRONMENT);
        break;
      case 'scrollbars':
        state.showScrollbars(op.widthCssPx);
        break;
      default:
        pageOps.push(op);
    }
  }
  clearUnselected(native, unselected);
  // The page says what each sheet is used for only when it has looked at all of them, and forgets the unused ones then.
  if (ops.some(({ type }) => type === 'sheet-owner' || type === 'adopted')) state.sheets.keepOnly(owners.usedSheets());
  refreshAddresses(state, addresses);
  owners.sync(state.document);
  state.topLayer.sync();
  state.interaction.sync();
  state.animations.sync();
  state.motions.sync();
  return pageOps;
}

/** Shows an asset wherever the document waits for it. */
export function showAsset(state: MirrorState, asset: AssetId): void {
  const { elements, addresses } = state.assets.usersOf(asset);
  for (const element of elements) state.attributes.refreshImage(element, state.planOf(element));
  refreshAddresses(state, new Set(addresses));
  state.owners.sync(state.document);
}

/** Writes anew what names these addresses in its CSS. */
function refreshAddresses(state: MirrorState, addresses: ReadonlySet<string>): void {
  if (addresses.size === 0) return;
  state.sheets.refresh(addresses);
  state.owners.refresh(addresses);
  state.motions.refresh(addresses);
  for (const element of state.assets.styledBy(addresses)) {
    state.attributes.refreshStyles(element, state.planOf(element));
  }
}
