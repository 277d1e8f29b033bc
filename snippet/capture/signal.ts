import type { OpFormats } from '../../shared/codec/first-op-fields.ts';
import type { Op } from '../../shared/tree/message.ts';
import type { NodeId } from '../../shared/tree/node.ts';
import type { Level } from '../privacy/level.ts';
import type { Privacy } from '../privacy/privacy.ts';
import type { NodeTable } from './node-table.ts';
import type { Serializer } from './serializer.ts';
import type { SheetEdits, SheetOwner } from './sheet-edits.ts';
import type { TimeSlice } from './time-slice.ts';
import type { TreeChanges } from './tree-changes.ts';

/**
 * One kind of state beside the tree: form fields, scroll offsets, style sheets and so on. Compares what is with what was
 * sent, like the tree does.
 */
export interface Signal {
  /** Emits what differs from what was sent. Runs in every flush, after the tree was written: its cost counts. */
  collect(emit: (op: Op) => void): void;
  /** What was sent is forgotten: a snapshot follows, and all that is not default is emitted. */
  forget(): void;
  /** A watched element (`tags.ts`) is now mirrored. */
  add?(element: Element): void;
  /** A node is no longer mirrored. */
  free?(node: Node): void;
  /** A mirror lacks these assets: an encoded list. */
  sendAssets?(wanted: Uint8Array): void;
  /** False: the slice of time has ended before all was looked at, and `collect` is to be called again soon. */
  readonly isDone?: boolean;
  /** An op was emitted, by whomever. */
  sees?(op: Op): void;
  /** A mirror asks for what it lacks (`shared/codec/repair-request.ts`). */
  repair?(request: Uint8Array): void;
  stop(): void;
}

/** What a signal may know of the capture. */
export interface SignalContext {
  readonly document: Document;
  readonly window: Window & typeof globalThis;
  readonly privacy: Privacy;
  /** Id of a mirrored node, 0 for others. */
  idOf(node: Node): NodeId;
  levelOf(node: Node): Level;
  /** The document, and the shadow roots in it that are mirrored. */
  roots(): Iterable<Document | ShadowRoot>;
  /** Mirrored elements, in no order. */
  elements(): Iterable<Element>;
  /** Whether the mirror has all nodes that it is to have: false while slices of time go on. */
  isComplete(): boolean;
  /** Time that `collect` may take. */
  readonly slice: TimeSlice;
  /** Something may have changed: flush soon. */
  schedule(): void;
}

/** What was sent of a style sheet whose rules travel: each rule with its text. */
export interface SentSheet {
  readonly rules: readonly CSSRule[];
  readonly texts: readonly string[];
  textOf(rule: CSSRule): string;
}

/** What was sent of style sheets. An owner without a sheet shows its own text. */
export interface SentSheets {
  readonly owners: ReadonlyMap<SheetOwner, CSSStyleSheet | undefined>;
  readonly states: ReadonlyMap<CSSStyleSheet, SentSheet>;
}

/** What was sent of scrollers; what is not there is at its origin. */
export interface SentOffsets {
  readonly sent: ReadonlyMap<Node, { readonly xCssPx: number; readonly yCssPx: number }>;
  /** To be looked at with the next flush. */
  readonly dirty: Set<Node>;
}

/** What is mirrored of a document, and the ways to have it written again. */
export interface FollowedTree {
  readonly table: NodeTable;
  readonly serializer: Serializer;
  readonly changes: TreeChanges;
  readonly sheets: SentSheets;
  readonly scrolls: SentOffsets;
}

/** What the signals of `later-signals.ts` may know and do beside that. */
export interface LaterContext extends SignalContext {
  /** Frames around this document. */
  readonly depth: number;
  readonly tree: FollowedTree;
  readonly sheetEdits: SheetEdits;
  /** Names of all HTML elements that the page had so far. */
  htmlNames(): Iterable<string>;
  /** Shadow root of an element, also a closed one that is known. */
  rootOf(element: Element): ShadowRoot | null;
  /** A shadow root was found whose host is mirrored without it. */
  addRoot(root: ShadowRoot): void;
  /** Emits a message of its own, outside of snapshots and patches. */
  send(message: Uint8Array): void;
  /** Bytes that were emitted and have not arrived yet. */
  backlogBytes(): number;
  flush(): void;
  takeSnapshot(): void;
  /** For what no flush calls: our faults never reach the page. */
  guarded(act: () => void): void;
}

/** The signals that a first picture does not need. */
export interface LaterSignals {
  create(context: LaterContext): Signal[];
  /** Of what they emit, and of all else. */
  readonly formats: OpFormats;
}
