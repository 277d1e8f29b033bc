import { createEncoder, encodeAsset } from '../../codec/encode.ts';
import type { AssetId } from '../../tree/asset.ts';
import type { Op, Patch, Placement, Snapshot } from '../../tree/message.ts';
import type { NodeId, TreeItem } from '../../tree/node.ts';
import { describeMirror, describePage } from '../describe-document.ts';
import { createMirror, type Mirror, type MirrorError, type MirrorOptions } from '../mirror.ts';
import { type FirstId, itemsOf } from './markup-items.ts';

export { startCapture } from '../../../snippet/capture/start-capture.ts';
export { createMirror, describeMirror, describePage, encodeAsset };

/** A mirror in a fresh frame of the test page, fed with messages made from markup. */
export interface Lab {
  readonly frame: HTMLIFrameElement;
  readonly mirror: Mirror;
  /** Faults that `onRepairNeeded` was told of. */
  readonly faults: string[];
  /** Replaces the document by that of `html`, numbered from `firstId` on in document order: 1 is the document. */
  load(html: string, ops?: Op[], checkpoint?: boolean): void;
  /** Applies a patch; markup stands for items and is numbered on. */
  patch(patch: { detached?: NodeId[]; placements?: LabPlacement[]; ops?: Op[] }): void;
  /** As `patch`; returns the fault instead of throwing. */
  fault(patch: Parameters<Lab['patch']>[0]): string | undefined;
  /** Brings the bytes of an asset. */
  asset(id: AssetId, bytes: Uint8Array): void;
  describe(): string;
  /** First element of the mirror that a selector finds, also inside shadow roots. */
  find(selector: string): HTMLElement;
  id(selector: string): NodeId;
  close(): void;
}

export interface LabPlacement {
  parent: NodeId;
  next?: NodeId;
  html?: string;
  items?: TreeItem[];
}

export function openLab(options: MirrorOptions = {}): Lab {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const faults: string[] = [];
  const mirror = createMirror(frame, {
    ...options,
    onRepairNeeded: (_, reason) => reason && faults.push(reason.fault),
  });
  const encoder = createEncoder();
  let nextId: FirstId = { value: 1 };

  function placement({ parent, next = 0, html, items = [] }: LabPlacement): Placement {
    return { parent, next, items: html === undefined ? items : [...itemsOf(fragmentOf(html), nextId), ...items] };
  }

  const lab: Lab = {
    frame,
    mirror,
    faults,
    load(html, ops = [], checkpoint = false) {
      nextId = { value: 1 };
      const page = new DOMParser().parseFromString(html, 'text/html');
      const id = nextId.value++;
      const snapshot: Snapshot = {
        type: 'snapshot',
        checkpoint,
        document: { type: 'document', id, quirks: page.compatMode === 'BackCompat', children: itemsOf(page, nextId) },
        ops,
      };
      mirror.apply(encoder.encode(snapshot));
    },
    patch({ detached = [], placements = [], ops = [] }) {
      const patch: Patch = { type: 'patch', detached, placements: placements.map(placement), ops };
      mirror.apply(encoder.encode(patch));
    },
    fault(patch) {
      try {
        lab.patch(patch);
        return undefined;
      } catch (error) {
        return (error as MirrorError).fault;
      }
    },
    asset: (asset, bytes) =>
      mirror.apply(encodeAsset({ type: 'asset', asset, sizeBytes: bytes.length, offsetBytes: 0, bytes })),
    describe: () => describeMirror(mirror.document),
    find(selector) {
      const found = findIn(mirror.document, selector);
      if (found === undefined) throw new Error(`nothing in the mirror is ${selector}`);
      return found as HTMLElement;
    },
    id: (selector) => mirror.idOf(lab.find(selector)),
    close() {
      mirror.stop();
      frame.remove();
    },
  };
  return lab;
}

/**
 * Brings a document into the mirror by one of the ways in which things can arrive: all at once, added later, or as bare
 * elements that get their attributes, text and style sheets by ops.
 */
export function deliver(to: Lab, html: string, way: 'snapshot' | 'patch' | 'ops'): void {
  if (way === 'snapshot') {
    to.load(html);
    return;
  }
  const page = new DOMParser().parseFromString(html, 'text/html');
  to.load('<!doctype html>');
  const root = to.id('html');
  const next: FirstId = { value: 100 };
  const items = itemsOf(page, next).flatMap((item) => (item.type === 'element' ? [item] : []));
  if (way === 'patch') {
    to.patch({ detached: [root], placements: [{ parent: 1, items }] });
    return;
  }
  const ops: Op[] = [];
  let sheet = 1;
  const strip = (item: TreeItem): void => {
    if (item.type === 'text') {
      ops.push({ type: 'text', node: item.id, value: item.value });
      item.value = '';
    }
    if (item.type === 'element') {
      for (const [name, value] of item.attributes) ops.push({ type: 'attribute', node: item.id, name, value });
      item.attributes = [];
      const [text] = item.children;
      if (item.tag === 'style' && text?.type === 'text') {
        // The text as one rule of a declared sheet, as the rules the browser makes of it, and as one that is inserted.
        ops.push({ type: 'sheet', sheet, media: '', disabled: false, rules: [text.value, ...rulesOf(text.value)] });
        ops.push({ type: 'rule-insert', sheet, path: [0], rule: text.value });
        ops.push({ type: 'sheet-owner', node: item.id, sheet });
        ops.push({ type: 'adopted', root: 1, sheets: [sheet++] });
      }
    }
    if ('children' in item) item.children.forEach(strip);
  };
  items.forEach(strip);
  to.patch({ detached: [root], placements: [{ parent: 1, items }] });
  to.patch({ ops });
}

/** Shows these bytes as an asset wherever the mirror shows one: as pictures, in CSS, as a font, and as a symbol. */
export function deliverAsset(to: Lab, bytes: Uint8Array): void {
  const asset = '0a'.repeat(32);
  to.load(
    '<!doctype html><style>@font-face{font-family:f;src:url(a)}</style><img src=x><input type=image src=x><video poster=x></video>' +
      '<svg><image href=x /></svg><svg><use href=x /></svg><p style="background:url(a);font-family:f">x</p>',
  );
  const ids = ['img', 'input', 'video', 'image', 'use'].map(to.id);
  const sizes = { widthCssPx: 40, heightCssPx: 40 };
  to.patch({
    ops: [
      ...ids.map((node): Op => ({ type: 'image', node, asset, reason: '', ...sizes })),
      { type: 'css-asset', address: 'a', asset, reason: '' },
    ],
  });
  to.asset(asset, bytes);
}

/** Makes the browser lay the mirror out now. By native functions: the page may have taken the names. */
export function layOut(of: Lab): void {
  const root = Document.prototype.querySelector.call(of.mirror.document, '*');
  if (root !== null) Element.prototype.getBoundingClientRect.call(root);
}

export function onViolation(of: Lab, note: (event: SecurityPolicyViolationEvent) => void): void {
  EventTarget.prototype.addEventListener.call(of.mirror.document, 'securitypolicyviolation', (event) => {
    note(event as SecurityPolicyViolationEvent);
  });
}

function rulesOf(css: string): string[] {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return Array.from(sheet.cssRules, (rule) => rule.cssText);
}

function fragmentOf(html: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

function findIn(root: ParentNode, selector: string): Element | undefined {
  const found = root.querySelector(selector);
  if (found !== null) return found;
  for (const element of root.querySelectorAll('*')) {
    const inside = element.shadowRoot === null ? undefined : findIn(element.shadowRoot, selector);
    if (inside !== undefined) return inside;
  }
  return undefined;
}
