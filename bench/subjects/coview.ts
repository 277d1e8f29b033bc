import { type Stop, startCapture } from '../../snippet/capture/start-capture.ts';
import { type PageSubject, toBase64 } from './subject.ts';

let kept: Uint8Array[] = [];
let stop: Stop | undefined;

export const subject: PageSubject = {
  start() {
    return new Promise((begun) => {
      stop = startCapture(document, {}, (message) => {
        kept.push(message);
        // The snapshot of a large page takes its time.
        begun();
      });
      // All of the page, not what the first slice of time allows.
      stop.flush();
    });
  },
  snapshot() {
    stop?.takeSnapshot();
  },
  take() {
    const messages = kept.map(toBase64);
    kept = [];
    return { encoding: 'base64', messages };
  },
};
