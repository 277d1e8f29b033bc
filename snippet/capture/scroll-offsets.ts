import type { Op } from '../../shared/tree/message.ts';
import { NO_NODE } from '../../shared/tree/node.ts';
import { ofDocument, scrollLeftOf, scrollTopOf } from './natives.ts';
import type { Signal, SignalContext } from './signal.ts';

interface Offset {
  xCssPx: number;
  yCssPx: number;
}

const ORIGIN: Offset = { xCssPx: 0, yCssPx: 0 };

/** Scroll offsets of the page and of every scroller in it. */
export class ScrollOffsets implements Signal {
  /** Scrollers that are not at their origin, with what was sent of them. */
  private readonly sent = new Map<Node, Offset>();
  private readonly dirty = new Set<Node>();
  /** Elements that were not asked yet. */
  private unasked: Iterator<Element> | undefined;
  isDone = false;

  constructor(private readonly context: SignalContext) {
    this.dirty.add(context.document);
  }

  /** Scroll events do not leave shadow roots: each root is listened to by itself. */
  listen(root: Document | ShadowRoot | DocumentFragment, signal: AbortSignal): void {
    EventTarget.prototype.addEventListener.call(
      root,
      'scroll',
      (event) => {
        this.dirty.add(event.target as Node);
        this.context.schedule();
      },
      { capture: true, passive: true, signal },
    );
  }

  /** Moving a scroller resets it, here and in the mirror, without an event. */
  recheckAll(): void {
    for (const node of this.sent.keys()) this.dirty.add(node);
  }

  /** Something was written anew that has kept its offsets on the page. */
  rescan(): void {
    this.isDone = false;
    this.unasked = undefined;
  }

  free(node: Node): void {
    this.sent.delete(node);
    this.dirty.delete(node);
  }

  collect(emit: (op: Op) => void): void {
    if (!this.isDone && this.context.isComplete()) this.scan();
    for (const target of this.dirty) {
      const node = this.context.idOf(target);
      if (node === NO_NODE) continue;
      const now = this.offsetOf(target);
      const before = this.sent.get(target) ?? ORIGIN;
      if (now.xCssPx === before.xCssPx && now.yCssPx === before.yCssPx && !this.sent.has(target)) continue;
      this.remember(target, now);
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

  /**
   * What was scrolled before the capture began tells so by no event: every element is asked once, those that come in the
   * meantime as well. Not before all are mirrored.
   */
  private scan(): void {
    const { document, slice } = this.context;
    this.unasked ??= this.context.elements()[Symbol.iterator]();
    // The offset of the page itself shows on its root element, too.
    const scrollingElement = ofDocument(document, 'scrollingElement');
    while (!slice.isSpent()) {
      const { done, value } = this.unasked.next();
      this.isDone = done === true;
      if (this.isDone) return;
      const isScrolled = scrollTopOf(value) !== 0 || scrollLeftOf(value) !== 0;
      if (isScrolled && value !== scrollingElement) this.dirty.add(value);
    }
  }

  private remember(target: Node, offset: Offset): void {
    if (offset.xCssPx === 0 && offset.yCssPx === 0) this.sent.delete(target);
    else this.sent.set(target, offset);
  }

  private offsetOf(target: Node): Offset {
    if (target !== this.context.document) {
      return { xCssPx: scrollLeftOf(target as Element), yCssPx: scrollTopOf(target as Element) };
    }
    return { xCssPx: this.context.window.scrollX, yCssPx: this.context.window.scrollY };
  }
}
