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
  const said = { messages, events: JSON.stringify(events) };
  standStill(document);
  return said;
}

export interface Recorded {
  /** Ours, as base64. */
  messages: string[];
  /** rrweb's, as JSON. */
  events: string;
}
