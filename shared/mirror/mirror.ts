import { createDecoder } from '../codec/decode.ts';
import { DecodeError } from '../codec/decode-error.ts';
import { MESSAGE_CODES } from '../codec/format.ts';
import { encodeRepair } from '../codec/repair-request.ts';
import type { AssetReason } from '../tree/asset.ts';
import type { EngineMessage, PointerMessage } from '../tree/message.ts';
import type { NodeId } from '../tree/node.ts';
import { AssetStore } from './asset-store.ts';
import type { MirrorAsk } from './customer-asks.ts';
import { prepareFrame } from './frame.ts';
import { FrameMirrors } from './frame-mirrors.ts';
import type { MirrorMedia } from './media-playbacks.ts';
import { MirrorDocument } from './mirror-document.ts';
import { MirrorError } from './mirror-error.ts';
import { createNative, type Realm } from './native.ts';
import type { PageOp } from './op-apply.ts';
import { type MirrorQuality, qualityOf } from './quality.ts';
import { type Ask, RepairDesk } from './repair-desk.ts';
import type { MirrorFieldSelection, MirrorSelection } from './selection-state.ts';
import { validOrigins } from './url-policy.ts';

export type { MirrorAsk } from './customer-asks.ts';
export type { MirrorMedia } from './media-playbacks.ts';
export { MirrorError, type MirrorFault } from './mirror-error.ts';
export type { MirrorQuality } from './quality.ts';
export type { MirrorFieldSelection, MirrorSelection } from './selection-state.ts';

/** Size of the customer's window, scroll bars included. */
export interface MirrorViewport {
  widthCssPx: number;
  heightCssPx: number;
  devicePixelRatio: number;
}

/** What of the window the customer sees, in CSS pixels of the frame, and how much it is magnified. */
export interface MirrorVisiblePart {
  xCssPx: number;
  yCssPx: number;
  widthCssPx: number;
  heightCssPx: number;
  scale: number;
}

/** Where the customer is. The address has no credentials in it. */
export interface MirrorPage {
  url: string;
  title: string;
}

/** All optional. */
export interface MirrorOptions {
  /**
   * Origins (`https://cdn.example`) from which pictures and fonts may be loaded, without cookies and referrer. By default
   * nothing is loaded: what the page's messages do not bring with them is an empty box.
   */
  assetOrigins?: readonly string[];
  /** Whether the frame takes the size of the customer's window, by its `width` and `height`; default true. */
  resizeFrame?: boolean;
  onViewport?(viewport: MirrorViewport): void;
  onPage?(page: MirrorPage): void;
  /** Undefined: the customer sees the whole window. */
  onVisiblePart?(part: MirrorVisiblePart | undefined): void;
  /** Where the customer points, in the frame's CSS pixels. */
  onPointer?(pointer: PointerMessage): void;
  /** Focus or selection of the customer have changed: `focused`, `selection` and `fieldSelection` of the mirror. */
  onSelection?(): void;
  /** After each snapshot or patch that has changed the document. */
  onApplied?(): void;
  /** The document refers to pictures and fonts that are not here: pass this on to the capture's `sendAssets`. */
  onAssetsWanted?(wanted: Uint8Array): void;
  /** Whether the replica is exact, or why not, may have changed: `mirror.quality`. */
  onQuality?(): void;
  /**
   * The replica differs from the page, and this tells the page what to send: hand it to `stop.repair` on the capture's
   * side. Messages go on to be applied meanwhile, unless there is a reason.
   *
   * @param reason a message did not fit: nothing but a snapshot makes the mirror right again
   */
  onRepairNeeded?(request: Uint8Array, reason?: MirrorError): void;
}

/** A live replica of a page inside a frame. */
export interface Mirror {
  /**
   * Applies one encoded message as the capture emitted it, in the capture's order.
   *
   * @throws MirrorError when it does not fit. Nothing of it is applied then, and a snapshot has been asked for
   */
  apply(message: Uint8Array): void;
  /** The replica. Read it, do not change it. */
  readonly document: Document;
  /** Node of the replica by its id, undefined when there is none. */
  nodeById(id: NodeId): Node | undefined;
  /** Id of a node of the replica; 0 when it has none. */
  idOf(node: Node): NodeId;
  readonly viewport: MirrorViewport | undefined;
  readonly page: MirrorPage | undefined;
  /** What has the customer's focus. */
  readonly focused: Node | undefined;
  readonly selection: MirrorSelection | undefined;
  /** What is selected in the text field that has the focus. */
  readonly fieldSelection: MirrorFieldSelection | undefined;
  /** What the customer's browser has open beside the page: lists, pickers, bubbles. May change with every message. */
  asks(): MirrorAsk[];
  /** What videos and sounds are doing, as far as they were ever touched. */
  media(): MirrorMedia[];
  /** How much of what the page shows is a placeholder here, by reason. */
  missingAssets(): ReadonlyMap<AssetReason, number>;
  readonly quality: MirrorQuality;
  /** Requests that make the page compare itself with this mirror at once, one for each document. The answers are messages. */
  comparisons(): Uint8Array[];
  /** The next snapshot rebuilds the replica even if it says that it changes nothing: for jumps within a recording. */
  expectSnapshot(): void;
  /** Empties the frame and lets go of everything. Messages are ignored from then on. */
  stop(): void;
}

/**
 * Makes a mirror in a frame, which must be in a document and becomes the mirror's: it is sandboxed without scripts, made
 * inert, emptied, and never loads anything.
 *
 * @throws MirrorError `frame-detached` when the frame is in no document
 */
export function createMirror(frame: HTMLIFrameElement, options: MirrorOptions = {}): Mirror {
  const assetOrigins = validOrigins(options.assetOrigins ?? []);
  const decoder = createDecoder();
  let viewport: MirrorViewport | undefined;
  let page: MirrorPage | undefined;
  let retryRequest = 0;
  let stopped = false;
  const store = new AssetStore(options.onAssetsWanted?.bind(options));
  const ask: Ask = (request, reason) => {
    options.onRepairNeeded?.(encodeRepair(request), reason);
    options.onQuality?.();
  };
  const frames = new FrameMirrors(assetOrigins, store, ask);
  let replica = openReplica();
  let desk = new RepairDesk(replica, ask);

  const replicas = () => [replica, ...frames.replicas()];

  function openReplica(): MirrorDocument {
    const document = prepareFrame(frame);
    return new MirrorDocument(createNative(document.defaultView as Realm), document, assetOrigins, store);
  }

  function onPageOp(op: PageOp): void {
    switch (op.type) {
      case 'viewport':
        viewport = {
          widthCssPx: op.widthCssPx,
          heightCssPx: op.heightCssPx,
          devicePixelRatio: op.devicePixelRatio,
        };
        if (options.resizeFrame ?? true) {
          frame.width = String(op.widthCssPx);
          frame.height = String(op.heightCssPx);
        }
        options.onViewport?.(viewport);
        return;
      case 'page':
        page = { url: op.url, title: op.title };
        options.onPage?.(page);
        return;
      case 'visible-part': {
        const { type: _type, ...part } = op;
        options.onVisiblePart?.(part.widthCssPx > 0 ? part : undefined);
        return;
      }
      case 'color-scheme':
        // Documents in a frame take its scheme for what the system prefers: media queries, `light-dark()`, fields and all.
        frame.style.colorScheme = op.dark ? 'dark' : 'light';
        frame.style.backgroundColor = 'Canvas';
    }
  }

  function applyMessage(message: EngineMessage): void {
    if (message.type === 'pointer') {
      options.onPointer?.(message);
      return;
    }
    if (message.type === 'asset') {
      const complete = store.take(message);
      if (complete !== undefined) for (const each of replicas()) each.showAsset(complete);
      return;
    }
    checkFrame();
    if (message.type === 'frame') {
      const pointer = frames.apply(message, replica);
      retryScrolls();
      if (pointer !== undefined) options.onPointer?.(pointer);
      else onChanged();
      options.onQuality?.();
      return;
    }
    if (message.type === 'digest' || message.type === 'hashes') {
      desk.receive(message);
      options.onQuality?.();
      return;
    }
    // What the page before was asked for, the one that begins now was not.
    if (message.type === 'snapshot') store.forgetWanted();
    const pageOps = replica.applyMessage(message);
    if (pageOps === undefined) return;
    if (message.type === 'snapshot') desk.rebuilt();
    frames.sweep(replica);
    retryScrolls();
    pageOps.forEach(onPageOp);
    onChanged();
  }

  function onChanged(): void {
    const selected = replicas().filter(({ selection }) => selection.takeChange());
    if (selected.length > 0) options.onSelection?.();
    options.onApplied?.();
  }

  /** A document in a frame has the focus when the frame has it in the document around. */
  function focusedReplica(): MirrorDocument {
    const all = replicas();
    let found = replica;
    for (let inner: MirrorDocument | undefined = found; inner !== undefined; ) {
      found = inner;
      const { focused } = found.selection;
      const within = focused !== undefined && 'contentDocument' in focused ? focused.contentDocument : null;
      inner = all.find(({ document }) => document === within);
    }
    return found;
  }

  function nodeById(id: NodeId): Node | undefined {
    for (const each of replicas()) {
      const node = each.nodeById(id);
      if (node !== undefined) return node;
    }
    return undefined;
  }

  function expectSnapshot(): void {
    replica.expectSnapshot();
    frames.expectSnapshot();
  }

  /** Moving the frame within the panel makes the browser throw its document away. */
  function checkFrame(): void {
    if (frame.contentDocument === replica.document) return;
    replica = openReplica();
    desk.stop();
    desk = new RepairDesk(replica, ask);
    throw new MirrorError('frame-lost', 'the frame was moved or navigated, its document is gone');
  }

  /** In the panel's next frame, once for all messages before it, because it costs a layout. The frame's own clock is dead. */
  function retryScrolls(): void {
    if (retryRequest !== 0 || !replicas().some((each) => each.hasUnmetScrolls)) return;
    retryRequest = requestAnimationFrame(() => {
      retryRequest = 0;
      if (stopped) return;
      for (const each of replicas()) if (each.hasUnmetScrolls) each.retryScrolls();
      options.onQuality?.();
    });
  }

  return {
    apply(bytes) {
      if (stopped) return;
      try {
        applyMessage(decoder.decode(bytes));
      } catch (cause) {
        const error = asMirrorError(cause);
        // A bad asset is no part of the document's state: nothing needs to be made right.
        if (bytes[0] === MESSAGE_CODES.asset) throw error;
        frames.expectSnapshot();
        desk.fail(error);
        options.onQuality?.();
        throw error;
      }
    },
    get document() {
      return replica.document;
    },
    nodeById,
    idOf: (node) => replicas().reduce((found, each) => found || each.idOf(node), 0),
    get viewport() {
      return viewport;
    },
    get page() {
      return page;
    },
    get focused() {
      return focusedReplica().selection.focused;
    },
    get selection() {
      const all = [focusedReplica(), ...replicas()];
      return all.map(({ selection }) => selection.text).find((each) => each !== undefined);
    },
    get fieldSelection() {
      return focusedReplica().selection.field;
    },
    asks: () => replicas().flatMap((each) => each.asks.all),
    media: () => replicas().flatMap((each) => each.media.all),
    missingAssets() {
      const counts = new Map<AssetReason, number>();
      for (const each of replicas()) {
        for (const reason of each.missingAssets()) counts.set(reason, (counts.get(reason) ?? 0) + 1);
      }
      return counts;
    },
    get quality() {
      return qualityOf([desk, ...frames.desks()], replicas());
    },
    comparisons: () =>
      replicas().flatMap(({ proof }) => (proof === undefined ? [] : [encodeRepair(proof.comparison())])),
    expectSnapshot,
    stop() {
      if (stopped) return;
      stopped = true;
      if (retryRequest !== 0) cancelAnimationFrame(retryRequest);
      desk.stop();
      frames.stop();
      replica.clear();
      store.clear();
    },
  };
}

function asMirrorError(cause: unknown): MirrorError {
  if (cause instanceof MirrorError) return cause;
  if (cause instanceof DecodeError) return new MirrorError('undecodable', cause.message, { cause });
  return new MirrorError('internal', 'an unexpected fault', { cause });
}
