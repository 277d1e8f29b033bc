import { type PageSubject, TextMessages } from './subject.ts';

const messages = new TextMessages();
const observer = new MutationObserver(() => undefined);

/** The least that any recorder has to do: hear of every change. Its "snapshot" is the browser's own serialisation. */
export const subject: PageSubject = {
  start() {
    observer.observe(document, { childList: true, attributes: true, characterData: true, subtree: true });
    this.snapshot?.();
  },
  snapshot() {
    messages.add(document.documentElement.outerHTML);
  },
  take: () => messages.take(),
};
