import { type Stop, startCapture } from '../../snippet/capture/start-capture.ts';
import { type PageSubject, toBase64 } from './subject.ts';

let kept: Uint8Array[] = [];
let stop: Stop | undefined;

export const subject: PageSubject = {
  start() {
    stop = startCapture(document, {}, (message) => kept.push(message));
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
