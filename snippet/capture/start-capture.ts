import { type CaptureOptions, followDocument, type Stop } from './follow-document.ts';
import { createLaterSignals } from './later-signals.ts';
import { outsideZones } from './outside-zones.ts';

export { keepClosedRoots } from './closed-roots.ts';
export type { CaptureOptions, Stop } from './follow-document.ts';

/**
 * Follows a document and emits it as engine messages: at once a snapshot, then patches, at most one a frame.
 *
 * @param document the page's document
 * @param options what to hide and to leave out
 * @param onMessage gets each message, encoded and masked, unsealed; apply them in order (`createMirror`)
 * @throws SyntaxError when a privacy selector is not valid CSS
 */
export function startCapture(
  document: Document,
  options: CaptureOptions,
  onMessage: (message: Uint8Array) => void,
): Stop {
  return outsideZones(window, () => followDocument(document, options, createLaterSignals(), onMessage));
}
