import { encodePointer } from '../../shared/codec/encode.ts';
import { NO_NODE, type NodeId } from '../../shared/tree/node.ts';
import { ofDocument } from './natives.ts';
import type { LaterContext, Signal, SignalContext } from './signal.ts';

/** Reports where the customer points, at most once a frame, in messages of their own that may be lost. */
export class CustomerPointer implements Signal {
  private readonly listening = new AbortController();
  private last: PointerEvent | undefined;
  private frame = 0;

  constructor(private readonly context: LaterContext) {
    const { document } = context;
    const options = { capture: true, passive: true, signal: this.listening.signal };
    for (const type of ['pointermove', 'pointerdown', 'pointerup'] as const) {
      ofDocument(document, 'addEventListener')(type, this.onEvent, options);
    }
    // Only leaving the whole page counts, so this one must not see those of inner elements.
    ofDocument(document, 'documentElement')?.addEventListener('pointerleave', this.onEvent, {
      ...options,
      capture: false,
    });
  }

  /** Pointing is no state of the document. */
  collect(): void {}

  forget(): void {}

  stop(): void {
    this.listening.abort();
    // Without its document, the window is another page's.
    if (this.frame !== 0 && ofDocument(this.context.document, 'defaultView') !== null) {
      this.context.window.cancelAnimationFrame(this.frame);
    }
  }

  private readonly onEvent = (event: PointerEvent): void => {
    this.last = event;
    if (this.frame === 0) this.frame = this.context.window.requestAnimationFrame(this.send);
  };

  private readonly send = (): void => {
    this.frame = 0;
    const { context, last } = this;
    if (last === undefined) return;
    const node = last.type === 'pointerleave' ? NO_NODE : nodeUnder(last, context);
    const pointer = { xCssPx: last.clientX, yCssPx: last.clientY, node, pressed: last.buttons !== 0 };
    context.send(encodePointer({ type: 'pointer', ...pointer }));
  };
}

/** Innermost mirrored node on the path of an event. */
function nodeUnder(event: PointerEvent, context: SignalContext): NodeId {
  for (const target of event.composedPath()) {
    const id = 'nodeType' in target ? context.idOf(target as Node) : NO_NODE;
    if (id !== NO_NODE) return id;
  }
  return NO_NODE;
}
