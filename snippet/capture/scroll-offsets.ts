import type { Op } from '../../shared/tree/message.ts';
import { NO_NODE } from '../../shared/tree/node.ts';
import { ElementScan } from './element-scan.ts';
import { ofDocument, scrollLeftOf, scrollTopOf } from './natives.ts';
import type { Signal, SignalContext } from './signal.ts';

interface Offset {
  xCssPx: number;
  yCssPx: number;
}

const ORIGIN: Offset = { xCssPx: 0, yCssPx: 0 };

/** Scroll offsets of the page and of every scroller in it. */
export class ScrollOffsets implements Signal {
  /**
   * What was sent of scrollers that have ever left their origin. Browsers give an element its offset back without an
   * event when it is shown again, so those that have returned stay here.
   */
  readonly sent = new Map<Node, Offset>();
  readonly dirty = new Set<Node>();
  private readonly scan: ElementScan;
  /** Roots in which something may have been scrolled before they were listened to. */
  private readonly unscanned = new Set<ParentNode>();

  constructor(private readonly context: SignalContext) {
    this.scan = new ElementScan(context);
    this.dirty.add(context.document);
  }

  get isDone(): boolean {
    return this.scan.isDone;
  }

  /** Scroll events do not leave shadow roots: each root is listened to by itself. */
  listen(root: Document | ShadowRoot | DocumentFragment, signal: AbortSignal): void {
    const options = { capture: true, passive: true, signal };
    EventTarget.prototype.addEventListener.call(root, 'scroll', this.onScroll, options);
    // The document's own elements are asked one by one, below.
    if (root !== this.context.document) this.unscanned.add(root);
  }

  /** The page has changed: moving a scroller resets it, showing it again restores it, both without an event. */
  recheckAll(): void {
    for (const node of this.sent.keys()) this.dirty.add(node);
  }

  /** Something was written anew that has kept its offsets on the page. */
  rescan(): void {
    this.scan.again();
  }

  free(node: Node): void {
    this.sent.delete(node);
    this.dirty.delete(node);
  }

  collect(emit: (op: Op) => void): void {
    this.scanAll();
    for (const target of this.dirty) {
      const node = this.context.idOf(target);
      if (node === NO_NODE) continue;
      const now = this.offsetOf(target);
      const before = this.sent.get(target) ?? ORIGIN;
      // Away from the origin it is said again: what was moved is reset, here and in the mirror.
      if (isOrigin(now) && isOrigin(before)) continue;
      this.sent.set(target, now);
      emit({ type: 'scroll', node, ...now });
    }
    this.dirty.clear();
  }

  forget(): void {
    this.recheckAll();
  }

  stop(): void {
    this.sent.clear();
  }

  private readonly onScroll = (event: Event): void => {
    this.dirty.add(event.target as Node);
    this.context.schedule();
  };

  /** What was scrolled before the capture began, or before a root was listened to, tells so by no event. */
  private scanAll(): void {
    // The offset of the page itself shows on its root element, too.
    const scrollingElement = ofDocument(this.context.document, 'scrollingElement');
    const look = (element: Element) => {
      const isScrolled = scrollTopOf(element) !== 0 || scrollLeftOf(element) !== 0;
      if (isScrolled && element !== scrollingElement) this.dirty.add(element);
    };
    this.scan.goOn(look);
    if (!this.isDone) return;
    for (const root of this.unscanned) for (const element of root.querySelectorAll('*')) look(element);
    this.unscanned.clear();
  }

  private offsetOf(target: Node): Offset {
    if (target !== this.context.document) {
      return { xCssPx: scrollLeftOf(target as Element), yCssPx: scrollTopOf(target as Element) };
    }
    return { xCssPx: this.context.window.scrollX, yCssPx: this.context.window.scrollY };
  }
}

function isOrigin({ xCssPx, yCssPx }: Offset): boolean {
  return xCssPx === 0 && yCssPx === 0;
}
