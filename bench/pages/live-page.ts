import { startCapture } from '../../snippet/capture/start-capture.ts';
import { type Change, now } from './live-change.ts';

/** The customer's end of a live path: a bare relay instead of a session. */
const socket = new WebSocket(location.href.replace('http:', 'ws:'));
socket.binaryType = 'arraybuffer';
const opened = new Promise((done, failed) => {
  socket.addEventListener('open', done);
  socket.addEventListener('error', failed);
});
const shown = document.createElement('p');
document.body.append(shown);

const frame = () => new Promise<number>((done) => requestAnimationFrame(() => done(now())));
const pause = () => new Promise((done) => setTimeout(done, 5 + Math.random() * 20));

Object.assign(window, {
  async connect() {
    await opened;
    startCapture(document, {}, (message) => socket.send(message as Uint8Array<ArrayBuffer>));
  },
  /** Three kinds of changes in turn, and when the page's frame with each began. */
  async change(count: number): Promise<Change[]> {
    const changes: Change[] = [];
    for (let number = 0; number < count; number++) {
      await pause();
      const kind = (['task', 'frame', 'bare'] as const)[number % 3] ?? 'bare';
      let atMs = 0;
      if (kind === 'task') {
        const next = frame();
        shown.textContent = `change ${number}`;
        atMs = await next;
      } else if (kind === 'frame') {
        atMs = await frame();
        shown.textContent = `change ${number}`;
      } else {
        // As long as the patch of a change, and sent from a frame as that is.
        atMs = await frame();
        socket.send(`change ${number} .......`);
      }
      changes.push({ number, kind, atMs });
    }
    return changes;
  },
});
