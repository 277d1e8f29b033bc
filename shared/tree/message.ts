import type { MotionKeyframe } from './animation-state.ts';
import type { AssetId, AssetState } from './asset.ts';
import type { DocumentData, NodeId, TreeItem } from './node.ts';

/** Number of a style sheet whose rules travel explicitly; its own counter, never reused within a session. */
export type SheetId = number;

/** How an element came into the top layer. */
export type LayerKind = 'modal' | 'popover' | 'fullscreen';

export interface Layer {
  node: NodeId;
  kind: LayerKind;
}

/**
 * One change of state, applied in order after the tree of the same message is in place. Ops carry final states, so
 * applying one twice is harmless.
 */
export type Op =
  /** `value: null` removes the attribute. */
  | { type: 'attribute'; node: NodeId; name: string; value: string | null }
  /** New data of a text or comment node. */
  | { type: 'text'; node: NodeId; value: string }
  /** Current value of an input, textarea (not the attribute). */
  | { type: 'value'; node: NodeId; value: string }
  | { type: 'checked'; node: NodeId; checked: boolean }
  | { type: 'indeterminate'; node: NodeId; indeterminate: boolean }
  /** Selectedness of an `<option>`. */
  | { type: 'selected'; node: NodeId; selected: boolean }
  /** Scroll offset of a scroller in CSS pixels; on the document's id it is the page's own scroll. */
  | { type: 'scroll'; node: NodeId; xCssPx: number; yCssPx: number }
  /** Declares or wholly replaces a sheet. `rules` are the CSS texts of its top-level rules, in order. */
  | { type: 'sheet'; sheet: SheetId; media: string; disabled: boolean; rules: string[] }
  /** `path` is the index of the rule in each nested rule list, outermost first. */
  | { type: 'rule-insert'; sheet: SheetId; path: number[]; rule: string }
  | { type: 'rule-delete'; sheet: SheetId; path: number[] }
  | { type: 'rule-replace'; sheet: SheetId; path: number[]; rule: string }
  /** The explicit sheet of a `<style>` or `<link>`; 0: a `<style>` uses its own text, a `<link>` has no sheet. */
  | { type: 'sheet-owner'; node: NodeId; sheet: SheetId }
  /** `adoptedStyleSheets` of a document or shadow root, in order. */
  | { type: 'adopted'; root: NodeId; sheets: SheetId[] }
  /** What a slot shows in a shadow root whose slots are assigned by script, in order. */
  | { type: 'assigned'; slot: NodeId; nodes: NodeId[] }
  /** Focused element, 0 for none. */
  | { type: 'focus'; node: NodeId }
  /** Selection of the document, or the caret in editable text; `anchor` 0 for none. Offsets as in the DOM Range. */
  | { type: 'selection'; anchor: NodeId; anchorOffset: number; focus: NodeId; focusOffset: number }
  /**
   * Selection in the text field that has the focus, in units of its value; equal offsets: a caret. `node` 0: no field, or
   * one of which nothing may be told.
   */
  | { type: 'field-selection'; node: NodeId; anchorOffset: number; focusOffset: number }
  /** What is in the top layer, the lowest first: it is drawn above the page, whatever its place in the tree. */
  | { type: 'top-layer'; layers: Layer[] }
  /**
   * The chains of elements that match `:hover`, `:active` and `:focus-within`: each as its innermost and its outermost
   * element, or empty. Browsers differ in whether a chain leaves the top layer. And what matches `:focus`, with the hosts
   * around it, and whether the first of these matches `:focus-visible`.
   */
  | {
      type: 'interaction';
      hovered: NodeId[];
      pressed: NodeId[];
      focusWithin: NodeId[];
      focused: NodeId[];
      focusVisible: boolean;
    }
  /** What matches `:target`, and the fields that match `:user-invalid`, `:user-valid`, `:autofill` and `:open`. */
  | {
      type: 'element-states';
      target: NodeId[];
      userInvalid: NodeId[];
      userValid: NodeId[];
      autofill: NodeId[];
      open: NodeId[];
    }
  /**
   * What the customer's browser asks for at a field (`ask.ts`), and what its bubble says; `node` 0 and `kind` '': nothing,
   * or nothing that may be told.
   */
  | { type: 'ask'; node: NodeId; kind: string; text: string }
  /**
   * What a video or sound is doing, at the moment at which this is sent. `waiting`: it would play if more of it were here.
   * `durationSeconds` 0: without end, or not known.
   */
  | {
      type: 'media';
      node: NodeId;
      paused: boolean;
      waiting: boolean;
      ended: boolean;
      muted: boolean;
      positionSeconds: number;
      durationSeconds: number;
      rate: number;
      volume: number;
    }
  /**
   * Where an animation of a style sheet is, on the element or its pseudo-element ('' for none), in milliseconds of its own
   * time; `state` as in `animation-state.ts`.
   */
  | {
      type: 'animation';
      node: NodeId;
      pseudo: string;
      name: string;
      state: string;
      timeMs: number;
      rate: number;
    }
  /**
   * Declares a motion, or declares it anew: an animation that a script has made, or a transition, of `property` then. Its
   * number is of a counter of its own. Those declared later are laid over those before.
   */
  | {
      type: 'motion';
      motion: number;
      node: NodeId;
      pseudo: string;
      property: string;
      delayMs: number;
      endDelayMs: number;
      durationMs: number;
      iterationStart: number;
      /** 0 while `endless`. */
      iterations: number;
      endless: boolean;
      direction: string;
      fill: string;
      easing: string;
      composite: string;
      keyframes: MotionKeyframe[];
    }
  /** Where a motion is, as in `animation`; `MOTION_OVER`: it is gone. */
  | { type: 'motion-state'; motion: number; state: string; timeMs: number; rate: number }
  /** Whether the customer's system prefers dark. */
  | { type: 'color-scheme'; dark: boolean }
  /**
   * How the customer's browser answers the media queries that its system decides (`shared/mirror/media-queries.ts`), and
   * names of custom elements that are in the page and not defined.
   */
  | { type: 'environment'; media: string; undefinedElements: string }
  /** Width that a scroll bar takes from the customer's page; 0: it lies over the page. */
  | { type: 'scrollbars'; widthCssPx: number }
  /** Size of the layout viewport (with scroll bars) in CSS pixels. */
  | { type: 'viewport'; widthCssPx: number; heightCssPx: number; devicePixelRatio: number }
  /**
   * The part of the layout viewport that the customer sees, magnified by `scale`, when it is not the whole; else a part
   * without width.
   */
  | {
      type: 'visible-part';
      xCssPx: number;
      yCssPx: number;
      widthCssPx: number;
      heightCssPx: number;
      scale: number;
    }
  /** Address (already cleaned) and title of the page. */
  | { type: 'page'; url: string; title: string }
  /** The picture that an element shows now, and the size it has of itself (0: none) in CSS pixels. */
  | ({ type: 'image'; node: NodeId; widthCssPx: number; heightCssPx: number } & AssetState)
  /** What an address means in style sheets and `style` attributes, spelled as it is there. */
  | ({ type: 'css-asset'; address: string } & AssetState);

/** The whole document. */
export interface Snapshot {
  type: 'snapshot';
  /** True when the state equals what the messages before it already built: a receiver in step need not rebuild. */
  checkpoint: boolean;
  document: DocumentData;
  ops: Op[];
}

/** Items put, in this order, before `next` (0: at the end) below `parent`. */
export interface Placement {
  parent: NodeId;
  next: NodeId;
  items: TreeItem[];
}

/**
 * The net difference since the message before. Applied as: detach every id in `detached`; do the placements in order;
 * what is still detached then is gone, with everything below it, and its ids with it; then the ops.
 * Detaching all first makes any order of moves free of cycles.
 */
export interface Patch {
  type: 'patch';
  detached: NodeId[];
  placements: Placement[];
  ops: Op[];
}

/** Where the customer points. Volatile: only the newest matters. Viewport coordinates in CSS pixels. */
export interface PointerMessage {
  type: 'pointer';
  xCssPx: number;
  yCssPx: number;
  /** Innermost node under the pointer, 0 when it left the page. */
  node: NodeId;
  /** True while a button or finger is down. */
  pressed: boolean;
}

/**
 * A message about the document inside a frame: a stream of its own within the page's, with its own tables. Ids are of the
 * page's one counter, so they mean one node wherever it is.
 */
export interface FrameMessage {
  type: 'frame';
  /** The frame element, in the document around it. */
  frame: NodeId;
  /** Encoded engine message of the document inside; empty when nothing is known of it any more. */
  message: Uint8Array;
}

/** Part of a picture or font that the page shows. Parts of one asset come in order; others may come between. */
export interface AssetMessage {
  type: 'asset';
  asset: AssetId;
  /** Of the whole. */
  sizeBytes: number;
  offsetBytes: number;
  bytes: Uint8Array;
}

/** Border box of an element of the page, in CSS pixels of its document's viewport. */
export interface MeasuredBox {
  node: NodeId;
  xCssPx: number;
  yCssPx: number;
  widthCssPx: number;
  heightCssPx: number;
}

/** What the document, as it was sent so far, adds up to (`shared/proof`): the mirror's must add up to the same. */
export interface DigestMessage {
  type: 'digest';
  nodes: number;
  /** Lanes of the sum, as signed 32-bit numbers. */
  high: number;
  low: number;
  /** Fields and selects whose state is private in a way that leaves the mirror's own to chance: it is not compared. */
  hidden: NodeId[];
  /** Places in which the page had changed unseen, and that were sent again, since the capture began. */
  resent: number;
  /** Requests for repair that ended with a digest since the capture began. Hashes are not the end: the mirror asks for what differs. */
  answered: number;
  /** A few elements as the page lays them out; none when there was no time to measure. */
  boxes: MeasuredBox[];
}

/** A node as the page hashes it. */
export interface HashedNode {
  id: NodeId;
  /** 0 for the document. */
  parent: NodeId;
  next: NodeId;
  high: number;
  low: number;
}

/** The answer to a comparison: every node of the groups (`shared/proof`) that differed. */
export interface HashesMessage {
  type: 'hashes';
  groups: number[];
  /** As in `DigestMessage`. */
  hidden: NodeId[];
  nodes: HashedNode[];
}

/** What the capture emits and the mirror applies. */
export type EngineMessage =
  | Snapshot
  | Patch
  | PointerMessage
  | FrameMessage
  | AssetMessage
  | DigestMessage
  | HashesMessage;
