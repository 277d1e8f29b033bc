import type { PageSubject } from './subject.ts';

/** The page alone. */
export const subject: PageSubject = {
  start() {},
  take: () => ({ encoding: 'text', messages: [] }),
};
