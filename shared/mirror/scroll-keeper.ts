import { DOCUMENT_NODE, ELEMENT_NODE, type Native } from './native.ts';

interface Offset {
  readonly xCssPx: number;
  readonly yCssPx: number;
}

/** Offsets are rounded to device pixels by the browser. */
const TOLERANCE_CSS_PX = 1;

/**
 * Keeps scrollers where the page has them. An offset that the mirror cannot reach yet, because content or its size is
 * still to come, is kept and tried again.
 */
export class ScrollKeeper {
  private readonly unmet = new Map<Node, Offset>();
  /** What was out of reach in a frame of its own, with everything laid out. */
  private readonly outOfReach = new Set<Node>();

  constructor(
    private readonly native: Native,
    private readonly document: Document,
  ) {}

  get hasUnmet(): boolean {
    return this.unmet.size > 0;
  }

  /** Scrollers that show another part here than on the page. */
  get elsewhere(): number {
    return this.outOfReach.size;
  }

  want(node: Node, offset: Offset): void {
    this.unmet.set(node, offset);
  }

  forget(node: Node): void {
    if (this.unmet.size > 0) this.unmet.delete(node);
    if (this.outOfReach.size > 0) this.outOfReach.delete(node);
  }

  /** Scrolls what is not yet where it should be. Makes the browser lay out the frame. */
  apply(): void {
    for (const [node, offset] of this.unmet) {
      const scroller = this.scrollerOf(node);
      if (scroller === null) continue;
      const { native } = this;
      native.scrollTo(scroller, { left: offset.xCssPx, top: offset.yCssPx, behavior: 'instant' });
      const isMet =
        Math.abs(native.scrollLeft(scroller) - offset.xCssPx) <= TOLERANCE_CSS_PX &&
        Math.abs(native.scrollTop(scroller) - offset.yCssPx) <= TOLERANCE_CSS_PX;
      if (isMet) this.forget(node);
    }
  }

  /** Tries again, in a frame after the message. What is not met now is elsewhere, until a later try brings it home. */
  retry(): void {
    this.apply();
    this.outOfReach.clear();
    for (const node of this.unmet.keys()) this.outOfReach.add(node);
  }

  /** Another page begins at its origin: the frame would keep the offset of the one before, of which nobody speaks any more. */
  leavePage(): void {
    const scroller = this.scrollerOf(this.document);
    if (scroller !== null) this.native.scrollTo(scroller, { left: 0, top: 0, behavior: 'instant' });
  }

  private scrollerOf(node: Node): Element | null {
    const type = this.native.nodeType(node);
    if (type === DOCUMENT_NODE) return this.native.scrollingElement(this.document);
    return type === ELEMENT_NODE ? (node as Element) : null;
  }
}
