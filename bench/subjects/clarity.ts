import { clarity } from 'clarity-js';
import { type PageSubject, TextMessages } from './subject.ts';

/** How long it collects before it uploads: 1,000 by default, shorter here so that waiting for it stays bearable. */
const UPLOAD_DELAY_MS = 100;
/** It works in idle time and uploads later: this long without an upload means that it has nothing left. */
const QUIET_MS = 350;
/** On a busy machine its first upload after a change can take much longer. Of some changes it uploads nothing. */
const MOST_MS = 5000;

const messages = new TextMessages();
let uploadedAt = 0;
let changedAt = 0;

function upload(payload: string): void {
  messages.add(payload);
  uploadedAt = performance.now();
}

const changes = new MutationObserver(() => {
  changedAt = performance.now();
});

export const subject: PageSubject = {
  start() {
    changes.observe(document, { childList: true, attributes: true, characterData: true, subtree: true });
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
    const owes = () => changedAt > uploadedAt && performance.now() - begunAt < MOST_MS;
    while (owes() || performance.now() - Math.max(uploadedAt, begunAt) < QUIET_MS) {
      await new Promise((done) => setTimeout(done, UPLOAD_DELAY_MS));
      // On a busy machine idle time is rare: what it waits for has had its turn before this.
      await new Promise((done) => requestIdleCallback(done));
    }
  },
  take: () => messages.take(),
};
