import { createMirror } from '../../shared/mirror/mirror.ts';
import { now } from './live-change.ts';

/** The agent's end of a live path. Notes when it had each change, by its number. */
const arrivals: [number: number, atMs: number][] = [];
const socket = new WebSocket(location.href.replace('http:', 'ws:'));
socket.binaryType = 'arraybuffer';
const opened = new Promise((done, failed) => {
  socket.addEventListener('open', done);
  socket.addEventListener('error', failed);
});
const frame = document.createElement('iframe');
document.body.append(frame);
const mirror = createMirror(frame);

function note(text: string | null | undefined): void {
  const number = Number(/change (\d+)/.exec(text ?? '')?.[1]);
  if (number >= 0 && arrivals.at(-1)?.[0] !== number) arrivals.push([number, now()]);
}

socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer | string>) => {
  if (typeof data === 'string') note(data);
  else {
    mirror.apply(new Uint8Array(data));
    note(mirror.document.querySelector('p')?.textContent);
  }
});

Object.assign(window, {
  connected: () => opened,
  arrivals: () => arrivals,
});
