import { record } from '@rrweb/record';
import { type Stop, startCapture } from '../../snippet/capture/start-capture.ts';
import { standStill, untilAnimationsEnd } from './stand-still.ts';

/** In the page: both recorders follow it side by side. */
const events: unknown[] = [];
const messages: string[] = [];
let stop: Stop | undefined;

function keep(message: Uint8Array): void {
  let text = '';
  for (let at = 0; at < message.length; at += 8192) text += String.fromCharCode(...message.subarray(at, at + 8192));
  messages.push(btoa(text));
}

export function start(): void {
  stop = startCapture(document, {}, keep);
  record({ emit: (event) => events.push(event) });
}

/** All that both have said so far. Then the page stands still, so that its picture is of the same moment. */
export async function recorded(): Promise<Recorded> {
  await untilAnimationsEnd(document);
  stop?.flush();
  const said = { messages: takeMessages(), events: JSON.stringify(events) };
  standStill(document);
  return said;
}

/** Ours since the last call: pictures and fonts come when they are asked for. */
export function takeMessages(): string[] {
  return messages.splice(0);
}

/** @param wanted what the mirror asked for, as base64 */
export function sendAssets(wanted: readonly string[]): void {
  for (const ids of wanted) stop?.sendAssets(Uint8Array.from(atob(ids), (letter) => letter.charCodeAt(0)));
}

export interface Recorded {
  /** Ours, as base64. */
  messages: string[];
  /** rrweb's, as JSON. */
  events: string;
}
