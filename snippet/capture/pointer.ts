import { encodePointer } from '../../shared/codec/encode.ts';
import { NO_NODE, type NodeId } from '../../shared/tree/node.ts';
import { ofDocument } from './natives.ts';
import type { SignalContext } from './signal.ts';

/**
 * Reports where the customer points, at most once a frame, in messages of their own that may be lost.
 *
 * @returns Stop
 */
export function startPointer(context: SignalContext, onMessage: (message: Uint8Array) => void): () => void {
  const listening = new AbortController();
  let last: PointerEvent | undefined;
  let frame = 0;

  function onEvent(event: PointerEvent): void {
    last = event;
    if (frame === 0) frame = context.window.requestAnimationFrame(send);
  }

  function send(): void {
    frame = 0;
    if (last === undefined) return;
    const left = last.type === 'pointerleave';
    onMessage(
      encodePointer({
        type: 'pointer',
        xCssPx: last.clientX,
        yCssPx: last.clientY,
        node: left ? NO_NODE : nodeUnder(last, context),
        pressed: last.buttons !== 0,
      }),
    );
  }

  const options = { capture: true, passive: true, signal: listening.signal };
  for (const type of ['pointermove', 'pointerdown', 'pointerup'] as const) {
    ofDocument(context.document, 'addEventListener')(type, onEvent, options);
  }
  // Only leaving the whole page counts, so this one must not see those of inner elements.
  ofDocument(context.document, 'documentElement')?.addEventListener('pointerleave', onEvent, {
    ...options,
    capture: false,
  });

  return () => {
    listening.abort();
    // Without its document, the window is another page's.
    if (frame !== 0 && ofDocument(context.document, 'defaultView') !== null) context.window.cancelAnimationFrame(frame);
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
