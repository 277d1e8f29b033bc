import type { Stop } from '../api/coview.ts';
import styles from './widget.css' with { type: 'text' };

/** The widget's only node in the page, and what hangs on it. */
export interface WidgetHost {
  node: HTMLElement;
  root: ShadowRoot;
  stop: Stop;
}

/** The element's name in the page; the capture leaves it out, and tests find it by it. */
export const WIDGET_TAG = 'coview-widget';

/** Events of the widget that must not reach the page: its keyboard shortcuts and its click tracking are not for us. */
const OWN_EVENTS = [
  ...['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'change', 'paste', 'copy', 'cut', 'submit'],
  ...['click', 'dblclick', 'auxclick', 'contextmenu', 'pointerdown', 'pointerup', 'mousedown', 'mouseup'],
  ...['touchstart', 'touchend', 'focusin', 'focusout', 'wheel'],
] as const;

/**
 * Puts the widget's host on the page: below the root element, so that no body is needed; in a closed shadow root, which the
 * page's styles and scripts do not reach into; in the top layer, above every z-index.
 */
export function mountHost(document: Document, nonce: string): WidgetHost {
  const node = document.createElement(WIDGET_TAG);
  const root = node.attachShadow({ mode: 'closed' });
  addStyles(root, nonce);
  for (const type of OWN_EVENTS) root.addEventListener(type, (event) => event.stopPropagation());
  const stopKeeping = keepInPlace(document, node);
  return {
    node,
    root,
    stop() {
      stopKeeping();
      node.remove();
    },
  };
}

/** Constructed style sheets are not inline styles to a Content-Security-Policy; a `<style>` needs the script's nonce. */
function addStyles(root: ShadowRoot, nonce: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = root.ownerDocument.createElement('style');
    style.nonce = nonce;
    style.textContent = styles;
    root.append(style);
  }
}

/**
 * Stop and Pause must stay reachable: pages remove nodes they do not know, open popovers above ours, and open modal dialogs
 * that make all outside of them inert. So the host goes into the topmost modal dialog while there is one, and comes back.
 */
function keepInPlace(document: Document, node: HTMLElement): Stop {
  const place = () => {
    const parent = topmostModal(document) ?? document.documentElement;
    if (node.parentNode !== parent) parent?.append(node);
    if (node.isConnected) showOnTop(node);
  };
  const onTopLayerChange = (event: Event) => {
    if (event.target === node || node.matches(':focus-within')) return;
    if (node.isConnected) hidePopover(node);
    place();
  };
  // The host fills the viewport: its size changes to nothing when it is removed or its dialog closes.
  const watcher = new ResizeObserver(() => {
    if (!node.isConnected || node.getClientRects().length === 0 || node.parentNode !== document.documentElement)
      place();
  });
  place();
  watcher.observe(node);
  const listening = { capture: true, passive: true } as const;
  document.addEventListener('toggle', onTopLayerChange, listening);
  document.addEventListener('fullscreenchange', onTopLayerChange, listening);
  return () => {
    watcher.disconnect();
    document.removeEventListener('toggle', onTopLayerChange, listening);
    document.removeEventListener('fullscreenchange', onTopLayerChange, listening);
  };
}

function topmostModal(document: Document): Element | null {
  const modals = document.querySelectorAll('dialog:modal');
  return modals[modals.length - 1] ?? null;
}

function showOnTop(node: HTMLElement): void {
  if (!('popover' in node)) return;
  node.popover = 'manual';
  if (!node.matches(':popover-open')) node.showPopover();
}

function hidePopover(node: HTMLElement): void {
  if ('popover' in node && node.matches(':popover-open')) node.hidePopover();
}
