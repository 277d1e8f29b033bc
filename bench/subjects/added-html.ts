import { type PageSubject, TextMessages } from './subject.ts';

const messages = new TextMessages();

function describe(record: MutationRecord): string {
  const { target } = record;
  switch (record.type) {
    case 'attributes':
      return `${record.attributeName}=${(target as Element).getAttribute(record.attributeName ?? '')}`;
    case 'characterData':
      return (target as Text).data;
    case 'childList': {
      let added = '';
      for (const node of record.addedNodes) added += node instanceof Element ? node.outerHTML : node.textContent;
      return added;
    }
  }
}

const observer = new MutationObserver((records) => messages.add(records.map(describe).join('\n')));

/** Ships what was added as the browser writes it, and every new value, without saying where. */
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
