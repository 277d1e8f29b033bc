import { record } from '@rrweb/record';
import type { PageSubject } from './subject.ts';

/** Kept as they come: whoever uses rrweb turns them into JSON in a worker or when sending. That is not measured. */
let kept: unknown[] = [];

export const subject: PageSubject = {
  start() {
    record({ emit: (event) => kept.push(event) });
  },
  snapshot() {
    record.takeFullSnapshot();
  },
  take() {
    const messages = kept.map((event) => JSON.stringify(event));
    kept = [];
    return { encoding: 'text', messages };
  },
};
