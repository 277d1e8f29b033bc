import type { Stop } from '../api/coview.ts';
import bar from './styles/bar.css' with { type: 'text' };
import base from './styles/base.css' with { type: 'text' };
import card from './styles/card.css' with { type: 'text' };
import pointer from './styles/pointer.css' with { type: 'text' };

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
  const stopKeeping = keepInPlace(document, node, root);
  return {
    node,
    root,
    stop() {
      stopKeeping();
      node.remove();
    },
  };
}

/** How often the host may be put back; more is a quarrel with the page. */
const MOST_PLACEMENTS_PER_SECOND = 20;

const STYLES = base + card + bar + pointer;

/** Constructed style sheets are not inline styles to a Content-Security-Policy; a `<style>` needs the script's nonce. */
function addStyles(root: ShadowRoot, nonce: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = root.ownerDocument.createElement('style');
    style.nonce = nonce;
    style.textContent = STYLES;
    root.append(style);
  }
}

/**
 * Stop and Pause must stay reachable: pages remove nodes they do not know, open popovers above ours, and open modal dialogs
 * that make all outside of them inert. So the host goes into the topmost modal dialog while there is one, and comes back.
 */
function keepInPlace(document: Document, node: HTMLElement, root: ShadowRoot): Stop {
  let placements = 0;
  let countedFrom = Date.now();
  const place = () => {
    if (Date.now() - countedFrom > 1_000) {
      countedFrom = Date.now();
      placements = 0;
    }
    placements += 1;
    // A page that removes us again and again would be slowed down by the quarrel: it wins until something else happens.
    if (placements > MOST_PLACEMENTS_PER_SECOND) return;
    const parent = topmostModal(document) ?? document.documentElement;
    if (node.parentNode !== parent) parent?.append(node);
    if (node.isConnected) showOnTop(node);
  };
  const onTopLayerChange = (event: Event) => {
    // Our own cards are modal: the browser keeps them on top, with the focus in them.
    if (event.target === node || root.querySelector('dialog[open]')) return;
    const focused = root.activeElement;
    if (node.isConnected) hidePopover(node);
    place();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
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

/** The last one in the document is taken for the topmost: the browser does not tell the order of its top layer. */
function topmostModal(document: Document): Element | null {
  if (!CSS.supports('selector(:modal)')) return null;
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
