import type { Op } from '../../shared/tree/message.ts';
import type { NodeId } from '../../shared/tree/node.ts';
import type { Level } from '../privacy/level.ts';
import type { Privacy } from '../privacy/privacy.ts';
import type { SheetEdits } from './sheet-edits.ts';
import type { TimeSlice } from './time-slice.ts';

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

/** What the signals of `later-signals.ts` may know and do beside that. */
export interface LaterContext extends SignalContext {
  readonly sheetEdits: SheetEdits;
  /** Names of all HTML elements that the page had so far. */
  htmlNames(): Iterable<string>;
  /** Emits a message of its own, outside of snapshots and patches. */
  send(message: Uint8Array): void;
  /** Bytes that were emitted and have not arrived yet. */
  backlogBytes(): number;
}

/** Makes the signals that a first picture does not need. */
export type LaterSignals = (context: LaterContext) => Signal[];
