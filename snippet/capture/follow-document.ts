import { encodeFrame } from '../../shared/codec/encode.ts';
import { MESSAGE_CODES } from '../../shared/codec/format.ts';
import { IdRunWriter } from '../../shared/codec/id-runs.ts';
import { MessageWriter } from '../../shared/codec/message-writer.ts';
import { writeOp } from '../../shared/codec/op-writer.ts';
import type { Op } from '../../shared/tree/message.ts';
import type { NodeId } from '../../shared/tree/node.ts';

import { Credentials } from '../privacy/credential.ts';
import type { Level } from '../privacy/level.ts';
import { Privacy } from '../privacy/privacy.ts';
import type { PrivacyFloor, PrivacyOptions } from '../privacy/privacy-options.ts';
import { beginAgain, type DocumentCapture } from './begin-again.ts';
import type { ClosedRoots } from './closed-roots.ts';
import { FlushSchedule } from './flush-schedule.ts';
import { FormFields } from './form-fields.ts';
import { FramesOnDemand } from './frames-on-demand.ts';
import { IdCounter } from './id-counter.ts';
import { ofDocument } from './natives.ts';
import { NodeTable, OPAQUE } from './node-table.ts';
import { PageState } from './page-state.ts';
import { ScrollOffsets } from './scroll-offsets.ts';
import { isShadowRoot, Serializer } from './serializer.ts';
import { ShadowRoots } from './shadow-roots.ts';
import { SheetEdits } from './sheet-edits.ts';
import type { LaterSignals, Signal } from './signal.ts';
import { SignalsOnDemand } from './signals-on-demand.ts';
import { StyleSheets } from './style-sheets.ts';
import { TimeSlice } from './time-slice.ts';
import { TreeChanges } from './tree-changes.ts';

export interface CaptureOptions {
  /** What the site hides. */
  privacy?: PrivacyOptions;
  /** What the room's admin hides on top of that. */
  floor?: PrivacyFloor | undefined;
  /** Elements that do not exist for the mirror, with everything in them. */
  exclude?: (element: Element) => boolean;
  /** Told of faults of the capture itself, which then stops. Without it they are thrown. */
  onError?: (error: unknown) => void;
  /** What is known of secret fields: keep one for a page, so that a capture which starts again has not forgotten any. */
  credentials?: Credentials;
  /** Bytes that were emitted and have not arrived yet: pictures and fonts wait while there are many. */
  backlogBytes?: () => number;
  /** Closed shadow roots of the page's past: what `keepClosedRoots` gave when the page began. */
  closedRoots?: ClosedRoots;
  /** First node id to give: 1, or where the page before ended in a session that goes on. */
  firstNodeId?: NodeId;
}

/** Stops the capture when called; carries what else can be asked of it. */
export interface Stop extends DocumentCapture {
  /** First id that was not given yet: where a capture that continues this session begins. */
  nextNodeId(): NodeId;
}

const OBSERVED = { childList: true, attributes: true, characterData: true, subtree: true };

const OBSERVED_TYPES = { attributes: true, attributeFilter: ['type'], attributeOldValue: true, subtree: true };

/** What changes without an event (a value set by script, `adoptedStyleSheets.push`) is found this often in a quiet page. */
const POLL_MS = 200;

/** What we take of the page's time in one go; some work may take a few times as much (`TreeChanges`). */
const SLICE_MS = 8;

/** While slices follow each other, the state beside the tree is looked at this often. */
const SIGNALS_MS = 100;

/**
 * Follows a document and emits it as engine messages: at once a snapshot, then patches, at most one a frame.
 *
 * @param later the signals of `later-signals.ts`, there or on their way
 * @param onMessage see `startCapture`
 * @throws SyntaxError when a privacy selector is not valid CSS
 */
export function followDocument(
  document: Document,
  options: CaptureOptions,
  later: LaterSignals | Promise<LaterSignals>,
  onMessage: (message: Uint8Array) => void,
): Stop {
  const place = {
    credentials: options.credentials ?? new Credentials(),
    ids: new IdCounter(options.firstNodeId ?? 1),
    shadowRoots: new ShadowRoots(options.closedRoots ?? new WeakMap()),
    sheetEdits: new SheetEdits(),
    url: ofDocument(document, 'URL'),
    later,
    depth: 0,
  };
  const capture = beginAgain((onRewritten) => captureDocument(document, options, place, onMessage, onRewritten));
  return Object.assign(capture, { nextNodeId: () => place.ids.next });
}

/** Where a document stands within the page. */
interface Place {
  readonly credentials: Credentials;
  /** One counter for the page and all in its frames. */
  readonly ids: IdCounter;
  /** Likewise: what moves from one document into another keeps the functions of the window that made it. */
  readonly shadowRoots: ShadowRoots;
  readonly sheetEdits: SheetEdits;
  /** Address by which privacy rules are chosen. */
  readonly url: string;
  readonly later: LaterSignals | Promise<LaterSignals>;
  /** Level of the frame it is in; none for the page itself. */
  readonly level?: Level;
  /** Frames around it. */
  readonly depth: number;
}

function windowOf(document: Document): Window & typeof globalThis {
  const window = ofDocument(document, 'defaultView');
  if (window === null) throw new TypeError('the document has no window');
  return window;
}

/** What tells one document from another that was written under the same window. */
function originOf(document: Document): unknown[] {
  return [ofDocument(document, 'compatMode'), ofDocument(document, 'doctype'), ofDocument(document, 'documentElement')];
}

function captureDocument(
  document: Document,
  options: CaptureOptions,
  place: Place,
  onMessage: (message: Uint8Array) => void,
  onRewritten: () => void,
): DocumentCapture {
  const window = windowOf(document);
  const { ids, shadowRoots } = place;
  const privacy = new Privacy(options.privacy ?? {}, place.url, place.credentials, place.level, options.floor);
  const table = new NodeTable();
  const writer = new MessageWriter();
  const listening = new AbortController();
  const slice = new TimeSlice();
  const observer = new window.MutationObserver((records) => {
    slice.begin(SLICE_MS);
    changes.record(records);
    flushes.request();
  });

  // A password field that a page switches to text is a secret for good, also when both happen before a flush.
  const typeObserver = new window.MutationObserver(rememberCredentials);

  const context = {
    document,
    window,
    privacy,
    idOf: (node: Node) => changes.idOf(node),
    levelOf: (node: Node) => table.levelAt(table.slotOf(node)),
    roots: () => sheets.roots.keys(),
    elements: () => table.elements(),
    isComplete: () => changes.isDone,
    slice,
    schedule: () => flushes.request(),
    depth: place.depth,
    flush,
    takeSnapshot,
    guarded,
  };
  const fields = new FormFields(context);
  const scrolls = new ScrollOffsets(context);
  const sheets = new StyleSheets(context, place.sheetEdits);
  const frames = new FramesOnDemand({
    ...context,
    startWithin: captureWithin,
    // An asset belongs to no document: it keeps its kind.
    emit: (frame, message) =>
      onMessage(message[0] === MESSAGE_CODES.asset ? message : encodeFrame({ type: 'frame', frame, message })),
  });

  const serializer = new Serializer(table, writer, ids, privacy, options.exclude ?? (() => false), shadowRoots, slice, {
    onSpecial(element, care) {
      if (care === 'field') fields.add(element);
      else if (care === 'frame') frames.add(element);
      else if (care === 'watched') later.add(element);
      else sheets.addOwner(element);
    },
    onRoot: observeRoot,
    onUnexpected: (slot) => changes.detachUnexpected(slot),
    onReplaced(slot) {
      changes.free(table.nodeAt(slot) as Node);
      scrolls.rescan();
    },
    onMoved: (node) => frames.moved(node),
    onCut: (parent, child) => changes.leave(parent, child),
  });
  const changes = new TreeChanges(table, serializer, privacy, document, slice, {
    onFree: (node) => {
      fields.free(node);
      scrolls.free(node);
      sheets.free(node);
      frames.free(node);
      later.free(node);
    },
    onTouch: (node) => fields.touch(node),
    onReplace: () => scrolls.rescan(),
  });
  const later = new SignalsOnDemand(
    {
      ...context,
      tree: { table, serializer, changes, sheets, scrolls },
      sheetEdits: place.sheetEdits,
      htmlNames: () => serializer.tags.html.keys(),
      rootOf: shadowRoots.of,
      addRoot,
      send: onMessage,
      backlogBytes: options.backlogBytes ?? (() => 0),
    },
    place.later,
  );
  const signals: Signal[] = [sheets, new PageState(context), fields, scrolls, later];

  function observeRoot(root: Document | ShadowRoot | DocumentFragment): void {
    observer.observe(root, OBSERVED);
    typeObserver.observe(root, OBSERVED_TYPES);
    scrolls.listen(root, listening.signal);
    if (root === document || isShadowRoot(root)) sheets.addRoot(root, listening.signal);
  }

  /** `about:` documents (`srcdoc`, empty frames) are part of the page around them. */
  function captureWithin(frame: Element, inner: Document, onInner: (message: Uint8Array) => void): DocumentCapture {
    const level = context.levelOf(frame) & ~OPAQUE;
    const innerUrl = ofDocument(inner, 'URL');
    const url = innerUrl.startsWith('about:') ? place.url : innerUrl;
    const within = { ...place, url, level, depth: place.depth + 1 };
    return beginAgain((onInnerRewritten) =>
      captureDocument(inner, { ...options, onError: fail }, within, onInner, onInnerRewritten),
    );
  }

  function rememberCredentials(records: readonly MutationRecord[]): void {
    for (const { oldValue, target } of records) {
      if (oldValue?.toLowerCase() === 'password') privacy.credentials.remember(target as Element);
    }
  }

  function addRoot(root: ShadowRoot): void {
    changes.addRoot(root);
    flushes.request();
  }

  const stopRoots = shadowRoots.watch(window, addRoot);

  let stopped = false;
  let poll = 0;
  const origin = originOf(document);
  const flushes = new FlushSchedule(window, () => ofDocument(document, 'hidden'), guardedFlush);
  let signalsAt = 0;

  /** @param sliceMs infinite: all that has changed is emitted */
  function flush(sliceMs = Number.POSITIVE_INFINITY): void {
    flushes.begun();
    if (stopped) return;
    slice.begin(sliceMs);
    rememberCredentials(typeObserver.takeRecords());
    changes.record(observer.takeRecords());
    const firstId = ids.next;
    writer.beginPatch(firstId);
    let empty = !changes.writeTree(writer);
    if (!empty) fields.recheckRadios();
    const emit = (op: Op) => {
      empty = false;
      writeOp(writer, op, later.formats);
      later.sees(op);
    };
    changes.collect(firstId, emit);
    if (!empty) scrolls.recheckAll();
    if (changes.isCurrent && (changes.isDone || slice.beganAt > signalsAt + SIGNALS_MS)) collectSignals(emit);
    writer.end();
    if (originOf(document).some((part, index) => part !== origin[index])) {
      onRewritten();
      return;
    }
    if (!empty) onMessage(writer.finish());
    frames.flush();
    goOn();
  }

  function collectSignals(emit: (op: Op) => void): void {
    signalsAt = slice.beganAt;
    for (const signal of signals) signal.collect(emit);
  }

  /** What the slice had no time for gets others, as soon as the page has had its turn. */
  function goOn(): void {
    if (!stopped && !(changes.isDone && signals.every((signal) => signal.isDone !== false))) flushes.goOn();
  }

  /** For timers: our faults never reach the page. */
  function guardedFlush(): void {
    guarded(() => flush(SLICE_MS));
  }

  function guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      fail(error);
    }
  }

  function takeSnapshot(): void {
    flush();
    if (stopped) return;
    emitSnapshot(true);
    frames.takeSnapshot();
  }

  function fail(error: unknown): void {
    try {
      stop();
    } catch {
      // What broke the capture can break its end as well: the first fault is the one to report.
    }
    if (options.onError === undefined) throw error;
    options.onError(error);
  }

  function emitSnapshot(checkpoint: boolean): void {
    const runs = new IdRunWriter();
    writer.beginSnapshot(ids.next, checkpoint);
    if (checkpoint) serializer.writeKnown(table.slotOf(document), runs);
    else serializer.writeDocument(document);
    for (const signal of signals) signal.forget();
    // Of a page that takes several slices, the tree is enough for the first.
    if (changes.isDone) collectSignals((op) => writeOp(writer, op, later.formats));
    writer.end();
    runs.write(writer.body);
    onMessage(writer.finish());
  }

  function stop(): void {
    if (stopped) return;
    stopped = true;
    try {
      rememberCredentials(typeObserver.takeRecords());
    } finally {
      release();
    }
  }

  /** Takes everything of ours off the page. */
  function release(): void {
    // Without a document of ours in it, the window is the next page's, perhaps of another origin: its timers are not ours.
    if (ofDocument(document, 'defaultView') !== null) {
      flushes.stop();
      window.clearInterval(poll);
    }
    observer.disconnect();
    typeObserver.disconnect();
    listening.abort();
    stopRoots();
    frames.stop();
    for (const signal of signals) signal.stop();
    table.clear();
  }

  try {
    observeRoot(document);
    slice.begin(SLICE_MS);
    emitSnapshot(false);
    frames.flush();
    goOn();
    // What is in a frame is compared with every flush of the page around it.
    if (place.depth === 0) poll = window.setInterval(guardedFlush, POLL_MS);
  } catch (error) {
    // Nothing of ours stays behind on the page.
    stop();
    throw error;
  }

  return Object.assign(stop, {
    flush,
    takeSnapshot,
    nodeById: (id: NodeId) => table.nodeAt(table.slotOfId(id)) ?? frames.nodeById(id),
    idOf: (node: Node) => context.idOf(node) || frames.idOf(node),
    sendAssets: later.sendAssets,
    repair: (request: Uint8Array) =>
      guarded(() => {
        later.repair(request);
        frames.repair(request);
      }),
  });
}
