import type { NodeId } from '../../shared/tree/node.ts';
import type { DocumentCapture } from './begin-again.ts';
import type { SignalContext } from './signal.ts';

/** Frames within frames: deeper ones stay empty boxes. */
const MOST_LEVELS = 8;

const NOTHING = new Uint8Array(0);

interface Within {
  readonly document: Document;
  readonly stop: DocumentCapture;
}

/** What following frames needs of the capture around it. This file loads by itself, so it is given rather than imported. */
export interface FramesContext extends SignalContext {
  /** How many frames are around this document. */
  readonly depth: number;
  /** Starts the capture of the document inside a frame. Messages are about that document alone. */
  startWithin(frame: Element, document: Document, onMessage: (message: Uint8Array) => void): DocumentCapture;
  /** Emits a message of the document inside a frame. */
  emit(frame: NodeId, message: Uint8Array): void;
}

/**
 * The documents inside same-origin frames, each followed by a capture of its own whose messages travel within ours. What
 * stands in a frame is compared in every flush: navigation, `document.open` of another and removal tell nobody.
 */
export class Frames {
  private readonly frames = new Map<HTMLIFrameElement, Within | undefined>();
  private readonly listening = new AbortController();

  constructor(private readonly context: FramesContext) {
    const options = { capture: true, passive: true, signal: this.listening.signal };
    EventTarget.prototype.addEventListener.call(
      context.document,
      'load',
      ({ target }) => {
        if (this.frames.has(target as HTMLIFrameElement)) context.schedule();
      },
      options,
    );
  }

  add(frame: Element): void {
    if (this.context.depth < MOST_LEVELS) this.frames.set(frame as HTMLIFrameElement, undefined);
  }

  free(node: Node): void {
    this.frames.get(node as HTMLIFrameElement)?.stop();
    this.frames.delete(node as HTMLIFrameElement);
  }

  /** `moveBefore` keeps the document of a frame. The mirror takes nodes out to move them, which empties its frames. */
  moved(top: Node): void {
    for (const [frame, within] of this.frames) {
      if (within === undefined || within.document !== documentOf(frame) || !isWithin(frame, top)) continue;
      within.stop();
      this.frames.set(frame, undefined);
    }
  }

  /** Emits what has changed inside the frames. The mirror must have the frames themselves by now. */
  flush(): void {
    for (const [frame, within] of this.frames) {
      const now = documentOf(frame);
      if (now !== within?.document) this.change(frame, within, now);
      // Also of a capture that has just begun: its first slice may have left something.
      this.frames.get(frame)?.stop.flush(this.context.slice.leftMs);
    }
  }

  takeSnapshot(): void {
    for (const within of this.frames.values()) within?.stop.takeSnapshot();
  }

  repair(request: Uint8Array): void {
    for (const within of this.frames.values()) within?.stop.repair(request);
  }

  nodeById(id: NodeId): Node | undefined {
    for (const within of this.frames.values()) {
      const node = within?.stop.nodeById(id);
      if (node !== undefined) return node;
    }
    return undefined;
  }

  /** Id of a node of a document inside, 0 for others. */
  idOf(node: Node): NodeId {
    for (const within of this.frames.values()) {
      const id = within?.stop.idOf(node) ?? 0;
      if (id !== 0) return id;
    }
    return 0;
  }

  stop(): void {
    this.listening.abort();
    for (const within of this.frames.values()) within?.stop();
    this.frames.clear();
  }

  private change(frame: HTMLIFrameElement, before: Within | undefined, document: Document | undefined): void {
    before?.stop();
    this.frames.set(frame, undefined);
    const emit = (message: Uint8Array) => {
      // The table forgets a frame with its element; what its document still says then is about nothing.
      const id = this.context.idOf(frame);
      if (id !== 0) this.context.emit(id, message);
    };
    if (document === undefined) {
      emit(NOTHING);
      return;
    }
    this.frames.set(frame, { document, stop: this.context.startWithin(frame, document, emit) });
  }
}

/** Document in a frame, as far as this page may read it. */
function documentOf(frame: HTMLIFrameElement): Document | undefined {
  // A document without a window is on its way out.
  const document = frame.contentDocument;
  return document?.defaultView ? document : undefined;
}

/** Whether a node is another or inside it, also in its shadow. */
function isWithin(node: Node, top: Node): boolean {
  for (let at: Node | null = node; at !== null; at = at.parentNode ?? ('host' in at ? (at.host as Element) : null)) {
    if (at === top) return true;
  }
  return false;
}
