import { element } from './element.ts';
import type { Screen, ScreenContext } from './screen.ts';

export interface CardParts {
  class?: string;
  badge: Node;
  roundBadge?: boolean;
  title: string;
  lead: string;
  children: Node[];
  /** Escape, the phone's back gesture. */
  onCancel(): void;
  /** What has the focus first; the card itself where nothing should be pressed by accident. */
  focus?: HTMLElement;
}

/** A modal card: the browser's own dialog keeps the focus inside and the page behind it untouched. */
export function card(context: ScreenContext, parts: CardParts): Screen {
  const { document } = context;
  const node = element(document, 'dialog', {
    class: `card ${parts.class ?? ''}`.trim(),
    attributes: { 'aria-labelledby': 'title', 'aria-describedby': 'lead', tabindex: '-1' },
    children: [
      element(document, 'div', {
        class: parts.roundBadge ? 'badge round' : 'badge',
        attributes: { 'aria-hidden': 'true' },
        children: [parts.badge],
      }),
      element(document, 'h2', { attributes: { id: 'title' }, children: [parts.title] }),
      element(document, 'p', { class: 'lead', attributes: { id: 'lead' }, children: [parts.lead] }),
      ...parts.children,
    ],
  });
  context.onPerson(node, 'cancel', (event) => {
    event.preventDefault();
    parts.onCancel();
  });
  const focused = document.activeElement;
  return {
    node,
    shown() {
      if (typeof node.showModal === 'function') node.showModal();
      else node.setAttribute('open', '');
      (parts.focus ?? node).focus({ preventScroll: true });
    },
    stop() {
      if (node.open) node.close();
      // The browser gives the focus back only to what is still there; inside another shadow root it does not at all.
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true });
    },
  };
}
