import { clarity } from 'clarity-js';
import { type PageSubject, TextMessages } from './subject.ts';

/** How long it collects before it uploads: 1,000 by default, shorter here so that waiting for it stays bearable. */
const UPLOAD_DELAY_MS = 100;
/** It works in idle time and uploads later: this long without an upload means that it has nothing left. */
const QUIET_MS = 350;

const messages = new TextMessages();
let uploadedAt = 0;

function upload(payload: string): void {
  messages.add(payload);
  uploadedAt = performance.now();
}

export const subject: PageSubject = {
  start() {
    // Text is masked by default, which would make its messages smaller than everyone else's.
    clarity.start({
      projectId: 'bench',
      upload,
      delay: UPLOAD_DELAY_MS,
      track: false,
      content: true,
      unmask: ['html'],
    });
  },
  async settled() {
    const begunAt = performance.now();
    while (performance.now() - Math.max(uploadedAt, begunAt) < QUIET_MS) {
      await new Promise((done) => setTimeout(done, UPLOAD_DELAY_MS));
    }
  },
  take: () => messages.take(),
};
