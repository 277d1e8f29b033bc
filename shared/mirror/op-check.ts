import { isAnimationState, LONGEST_ANIMATION_MS, MOST_ANIMATION_RATE } from '../tree/animation-state.ts';
import { isAskKind, LONGEST_ASK_TEXT } from '../tree/ask.ts';
import { type AssetState, isAssetId, isAssetReason, NO_ASSET } from '../tree/asset.ts';
import { LONGEST_MEDIA_SECONDS, MOST_MEDIA_RATE } from '../tree/media-state.ts';
import type { Op } from '../tree/message.ts';
import type { NodeId } from '../tree/node.ts';
import { MirrorError } from './mirror-error.ts';
import { MIRROR_LIMITS } from './mirror-limits.ts';
import type { MirrorState } from './mirror-state.ts';
import { MotionChecker } from './motion-check.ts';
import { COMMENT_NODE, ELEMENT_NODE, HTML_NAMESPACE, TEXT_NODE } from './native.ts';
import { RuleChecker } from './rule-check.ts';
import { isStyleRoot } from './style-owners.ts';

const MOST_SCROLLBAR_CSS_PX = 100;
const FIELDS = ['input', 'select', 'textarea'];

/**
 * Checks the ops of a message against the state they will meet, before anything is applied.
 *
 * @param survives whether a known node will still be there when the ops are applied
 * @throws MirrorError for the first op that does not fit
 */
export function checkOps(state: MirrorState, ops: readonly Op[], survives: (node: Node) => boolean): void {
  let addresses = state.assets.addressCount;
  const motions = new MotionChecker(state.motions, survives);
  const rules = new RuleChecker(state.native, state.policy, state.sheets, ops);

  function known(id: NodeId): Node {
    const node = state.registry.node(id);
    if (node === undefined || !survives(node)) throw new MirrorError('unknown-reference', `there is no node ${id}`);
    return node;
  }

  function knownElement(id: NodeId, ...tags: string[]): void {
    const { native } = state;
    const node = known(id);
    const isElement = native.nodeType(node) === ELEMENT_NODE;
    const fits =
      isElement &&
      (tags.length === 0 ||
        (native.namespaceUri(node as Element) === HTML_NAMESPACE && tags.includes(native.localName(node as Element))));
    if (!fits) throw new MirrorError('impossible-structure', `node ${id} is not ${tags.join(' or ') || 'an element'}`);
  }

  function knownSheet(id: number): void {
    if (!rules.isDeclared(id)) throw new MirrorError('unknown-reference', `sheet ${id} was never declared`);
  }

  function check(op: Op): void {
    const { native } = state;
    switch (op.type) {
      case 'attribute':
      case 'scroll':
        if (op.type === 'attribute' || known(op.node) !== state.document) knownElement(op.node);
        return;
      case 'text': {
        const type = native.nodeType(known(op.node));
        if (type !== TEXT_NODE && type !== COMMENT_NODE) {
          throw new MirrorError('impossible-structure', `node ${op.node} has no text`);
        }
        return;
      }
      case 'value':
        knownElement(op.node, 'input', 'textarea');
        return;
      case 'checked':
      case 'indeterminate':
        knownElement(op.node, 'input');
        return;
      case 'selected':
        knownElement(op.node, 'option');
        return;
      case 'sheet':
        rules.declare(op);
        return;
      case 'rule-insert':
      case 'rule-delete':
      case 'rule-replace':
        rules.edit(op);
        return;
      case 'sheet-owner': {
        const node = known(op.node);
        if (native.nodeType(node) !== ELEMENT_NODE || !state.planOf(node as Element).ownsSheet) {
          throw new MirrorError('impossible-structure', `node ${op.node} owns no sheet`);
        }
        if (op.sheet !== 0) knownSheet(op.sheet);
        return;
      }
      case 'adopted': {
        // A root that the same patch attaches is still a stand-in here: a fragment like it.
        const root = known(op.root);
        if (!isStyleRoot(native, root) && native.nodeType(root) === ELEMENT_NODE) {
          throw new MirrorError('impossible-structure', `node ${op.root} adopts no sheets`);
        }
        op.sheets.forEach(knownSheet);
        return;
      }
      case 'assigned':
        knownElement(op.slot, 'slot');
        for (const id of op.nodes) {
          const type = native.nodeType(known(id));
          if (type !== TEXT_NODE && type !== ELEMENT_NODE) {
            throw new MirrorError('impossible-structure', `node ${id} cannot be in a slot`);
          }
        }
        return;
      case 'focus':
        if (op.node !== 0) known(op.node);
        return;
      case 'field-selection':
        if (op.node !== 0) knownElement(op.node, 'input', 'textarea');
        return;
      case 'top-layer':
        if (new Set(op.layers.map(({ node }) => node)).size < op.layers.length) {
          throw new MirrorError('impossible-structure', 'an element is in the top layer twice');
        }
        for (const { node, kind } of op.layers) knownElement(node, ...(kind === 'modal' ? ['dialog'] : []));
        return;
      case 'interaction':
        for (const chain of [op.hovered, op.pressed, op.focusWithin]) {
          if (chain.length !== 0 && chain.length !== 2) {
            throw new MirrorError('impossible-structure', 'a chain has two ends');
          }
        }
        for (const id of [...op.hovered, ...op.pressed, ...op.focusWithin, ...op.focused]) knownElement(id);
        return;
      case 'element-states':
        for (const ids of [op.target, op.userInvalid, op.userValid, op.autofill, op.open]) {
          for (const id of ids) knownElement(id);
        }
        return;
      case 'ask':
        if (!isAskKind(op.kind) || (op.kind === '') !== (op.node === 0)) {
          throw new MirrorError('impossible-structure', 'a browser that asks for nothing known');
        }
        if (op.text.length > LONGEST_ASK_TEXT) throw new MirrorError('limit', 'a bubble that covers the page');
        if (op.node !== 0) knownElement(op.node, ...FIELDS);
        return;
      case 'animation':
        knownElement(op.node);
        if (!isAnimationState(op.state))
          throw new MirrorError('impossible-structure', 'an animation in no known state');
        if (Math.abs(op.timeMs) > LONGEST_ANIMATION_MS || Math.abs(op.rate) > MOST_ANIMATION_RATE) {
          throw new MirrorError('limit', 'an animation without end');
        }
        return;
      case 'motion':
        knownElement(op.node);
        motions.declare(op);
        return;
      case 'motion-state':
        motions.change(op);
        return;
      case 'media':
        knownElement(op.node, 'video', 'audio');
        if (op.positionSeconds > LONGEST_MEDIA_SECONDS || op.durationSeconds > LONGEST_MEDIA_SECONDS) {
          throw new MirrorError('limit', 'a film without end');
        }
        if (op.rate > MOST_MEDIA_RATE || op.volume > 1)
          throw new MirrorError('limit', 'faster or louder than anything');
        return;
      case 'selection':
        if (op.anchor !== 0) known(op.anchor);
        if (op.focus !== 0) known(op.focus);
        return;
      case 'image': {
        knownElement(op.node);
        checkAsset(op);
        return;
      }
      case 'css-asset':
        checkAsset(op);
        if (++addresses > MIRROR_LIMITS.cssAddresses)
          throw new MirrorError('limit', 'more addresses than a mirror takes');
        return;
      case 'scrollbars':
        if (op.widthCssPx > MOST_SCROLLBAR_CSS_PX) throw new MirrorError('limit', 'scroll bars that leave no page');
        return;
      case 'environment':
      case 'color-scheme':
      case 'viewport':
      case 'visible-part':
      case 'page':
    }
  }

  for (const op of ops) check(op);
}

function checkAsset({ asset, reason }: AssetState): void {
  const isNamed = asset === NO_ASSET ? reason === '' || isAssetReason(reason) : isAssetId(asset) && reason === '';
  if (!isNamed) throw new MirrorError('unknown-reference', 'an asset has neither a name nor a reason');
}
