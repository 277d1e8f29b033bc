import { Replayer } from '@rrweb/replay';
import { createMirror, type Mirror } from '../../shared/mirror/mirror.ts';
import type { Recorded } from './page-recorders.ts';
import { standStill } from './stand-still.ts';

/** In the page that shows what was recorded: our mirror or rrweb's replay, alone and at its real size. */
const frame = document.createElement('iframe');
const wanted: string[] = [];
let mirror: Mirror | undefined;

/** @returns what the mirror has asked the page for since the last call, as base64 */
export async function applyToMirror(messages: readonly string[]): Promise<string[]> {
  if (mirror === undefined) {
    document.body.append(frame);
    mirror = createMirror(frame, { onAssetsWanted: (ids) => wanted.push(btoa(String.fromCharCode(...ids))) });
  }
  for (const message of messages) mirror.apply(Uint8Array.from(atob(message), (letter) => letter.charCodeAt(0)));
  // It asks once for all that the same messages brought.
  await Promise.resolve();
  return wanted.splice(0);
}

export function mirrorDrawn(): Promise<void> {
  return untilDrawn(frame);
}

export async function showReplay({ events }: Recorded): Promise<void> {
  const recording = JSON.parse(events);
  const replayer = new Replayer(recording, { root: document.body, mouseTail: false, showWarning: false });
  const rebuilt = new Promise<unknown>((done) => replayer.on('fullsnapshot-rebuilded', done));
  // Everything up to the end at once.
  replayer.pause(replayer.getMetaData().totalTime + 1);
  await rebuilt;
  await untilDrawn(replayer.iframe);
}

/** Pictures and fonts are there or have failed, and what they brought is drawn. */
async function untilDrawn(shown: HTMLIFrameElement): Promise<void> {
  const inner = shown.contentDocument;
  if (inner === null) throw new Error('the frame lost its document');
  await Promise.all([...inner.querySelectorAll('link')].map((link) => link.sheet === null && settled(link)));
  await Promise.all([...inner.images].map((image) => image.complete || settled(image)));
  await inner.fonts.ready;
  standStill(inner);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

/** Most of what saved pages refer to is not there; whoever hears nothing at all is not waited for. */
const LOAD_TIMEOUT_MS = 1500;

function settled(element: HTMLElement): Promise<unknown> {
  return new Promise((done) => {
    element.addEventListener('load', done, { once: true });
    element.addEventListener('error', done, { once: true });
    setTimeout(done, LOAD_TIMEOUT_MS);
  });
}
