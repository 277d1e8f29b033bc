import type { LayerKind } from '../tree/message.ts';
import type { Native } from './native.ts';
import { FULLSCREEN_MARK, LAYER_MARK, twinOf } from './twin-names.ts';

/** An element in the top layer, and how it came there. */
export interface LayerElement {
  readonly element: Element;
  readonly kind: LayerKind;
}

/**
 * The top layer of a mirrored document. Dialogs and popovers are really opened, so that what lies beneath is inert, dimmed
 * and covered by the browser itself; an element that fills the customer's screen is opened as a popover that fills the frame.
 */
export class TopLayer {
  private wanted: readonly LayerElement[] = [];
  /** What was opened here, the lowest first. */
  private shown: readonly LayerElement[] = [];

  constructor(
    private readonly native: Native,
    private readonly document: Document,
  ) {}

  want(layers: readonly LayerElement[]): void {
    this.wanted = layers;
  }

  forget(node: Node): void {
    if (this.wanted.some(({ element }) => element === node)) {
      this.wanted = this.wanted.filter(({ element }) => element !== node);
    }
  }

  /** Makes the top layer what it should be: browsers take out what moves or loses an attribute, on the page as here. */
  sync(): void {
    if (this.wanted.length === 0 && this.shown.length === 0) return;
    const lost = this.shown.filter((layer) => !this.isShown(layer));
    for (const { element } of lost) this.unmark(element);
    const still = this.shown.filter((layer) => !lost.includes(layer));
    const kept = still.filter((layer) => this.wanted.some((wanted) => isSame(layer, wanted)));
    // Whatever is opened lands on top: so all above the first that is out of order is opened again.
    const agreed = kept.findIndex((layer, index) => !isSame(layer, this.wanted[index]));
    const inPlace = agreed < 0 ? kept : kept.slice(0, agreed);
    for (const layer of [...still].reverse()) if (!inPlace.includes(layer)) this.hide(layer);
    const raised = this.wanted.slice(inPlace.length).filter((layer) => this.show(layer));
    this.shown = [...inPlace, ...raised];
    for (const [index, { element }] of this.shown.entries()) {
      this.native.setAttribute(element, LAYER_MARK, String(index + 1));
    }
  }

  private isShown({ element, kind }: LayerElement): boolean {
    const { native } = this;
    if (!native.isConnected(element)) return false;
    if (kind === 'modal') return native.matches(element, ':modal');
    return this.isRoot(element) || native.matches(element, ':popover-open');
  }

  /** @returns false when the browser refuses it */
  private show({ element, kind }: LayerElement): boolean {
    const { native } = this;
    try {
      if (kind === 'modal')
        this.withOpen(element, null, () => keepingFocus(this.document, () => native.showModal(element)));
      else {
        if (kind === 'fullscreen') {
          native.setAttribute(element, FULLSCREEN_MARK, '');
          // The root fills the frame as it is.
          if (this.isRoot(element)) return true;
          native.setAttribute(element, 'popover', 'manual');
        }
        native.showPopover(element);
      }
      return true;
    } catch {
      this.unmark(element);
      return false;
    }
  }

  private hide({ element, kind }: LayerElement): void {
    const { native } = this;
    if (kind === 'modal') this.withOpen(element, '', () => native.closeDialog(element));
    else if (!this.isRoot(element)) native.hidePopover(element);
    this.unmark(element);
  }

  private unmark(element: Element): void {
    const { native } = this;
    native.removeAttribute(element, LAYER_MARK);
    if (native.getAttribute(element, FULLSCREEN_MARK) === null) return;
    native.removeAttribute(element, FULLSCREEN_MARK);
    if (native.getAttribute(element, twinOf('popover')) === null) native.removeAttribute(element, 'popover');
  }

  /** Opening and closing want the `open` attribute in a certain state, and change it; the page's own value stays. */
  private withOpen(dialog: Element, needed: '' | null, act: () => void): void {
    const { native } = this;
    const value = native.getAttribute(dialog, 'open');
    if (needed === null) native.removeAttribute(dialog, 'open');
    else native.setAttribute(dialog, 'open', needed);
    try {
      act();
    } finally {
      if (value === null) native.removeAttribute(dialog, 'open');
      else native.setAttribute(dialog, 'open', value);
    }
  }

  private isRoot(element: Element): boolean {
    return element === this.native.documentElement(this.document);
  }
}

/** A dialog takes the focus when it opens, in Firefox even out of the document around an inert frame: it is given back. */
function keepingFocus(document: Document, act: () => void): void {
  let outermost = document;
  for (let frame = document.defaultView?.frameElement; frame != null; frame = outermost.defaultView?.frameElement) {
    outermost = frame.ownerDocument;
  }
  const before = outermost.activeElement;
  act();
  if (outermost.activeElement !== before && before instanceof HTMLElement) before.focus({ preventScroll: true });
}

function isSame(a: LayerElement, b: LayerElement | undefined): boolean {
  return a.element === b?.element && a.kind === b.kind;
}
