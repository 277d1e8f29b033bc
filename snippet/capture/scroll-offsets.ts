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
  private scanned = false;

  constructor(private readonly context: SignalContext) {}

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
    this.scanned = false;
  }

  free(node: Node): void {
    this.sent.delete(node);
    this.dirty.delete(node);
  }

  collect(emit: (op: Op) => void): void {
    if (!this.scanned) this.scan();
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

  /** What was scrolled before the capture began tells so by no event: every element is asked once. */
  private scan(): void {
    this.scanned = true;
    this.dirty.add(this.context.document);
    for (const element of this.context.elements()) {
      if (scrollTopOf(element) !== 0 || scrollLeftOf(element) !== 0) this.dirty.add(element);
    }
    // The offset of the page itself shows on its root element, too.
    const scrollingElement = ofDocument(this.context.document, 'scrollingElement');
    if (scrollingElement !== null) this.dirty.delete(scrollingElement);
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
