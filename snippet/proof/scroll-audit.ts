import { AfterFrame } from '../capture/after-frame.ts';
import { ofDocument, scrollLeftOf, scrollTopOf } from '../capture/natives.ts';
import { NO_SLOT, type Slot } from '../capture/node-table.ts';
import type { LaterContext } from '../capture/signal.ts';

/** In one go. */
const SLICE_MS = 3;

const BETWEEN_LOOKS = 16;

const ORIGIN = { xCssPx: 0, yCssPx: 0 };

/**
 * Compares where scrollers are with what was sent of them: a page can keep scroll events from everyone. Right after frames, when
 * asking costs no layout and the events of what was scrolled before have come.
 */
export class ScrollAudit {
  private next: Slot = 1;
  private readonly afterFrame: AfterFrame;
  /** What differed after the frame before. */
  private suspects = new Set<Node>();

  /** @param onFound told of what still differs one frame and one flush later */
  constructor(
    private readonly context: LaterContext,
    private readonly onFound: (scrollers: readonly Node[]) => void,
  ) {
    this.afterFrame = new AfterFrame(context, () => this.look());
  }

  start(): void {
    this.next = 1;
    this.afterFrame.ask();
  }

  stop(): void {
    this.afterFrame.stop();
  }

  private look(): void {
    if (!this.context.isComplete()) return;
    const { dirty } = this.context.tree.scrolls;
    const found = [...this.suspects].filter((node) => !dirty.has(node) && this.differs(node));
    this.suspects.clear();
    if (found.length > 0) this.onFound(found);
    else if (this.isThrough()) return;
    if (this.suspects.size > 0) this.context.schedule();
    this.afterFrame.ask();
  }

  /** Goes on for a while. @returns whether the round is over and has found nothing to look at again */
  private isThrough(): boolean {
    const { table } = this.context.tree;
    const startMs = performance.now();
    let looked = 0;
    for (; this.next < table.end; this.next++) {
      if (++looked % BETWEEN_LOOKS === 0 && performance.now() - startMs > SLICE_MS) return false;
      const node = table.nodeAt(this.next);
      if (node !== undefined && this.differs(node)) this.suspects.add(node);
    }
    return this.suspects.size === 0;
  }

  private differs(node: Node): boolean {
    const { document, tree, window } = this.context;
    const isDocument = node === document;
    if (!isDocument && (!('localName' in node) || tree.table.slotOf(node) === NO_SLOT)) return false;
    // The offset of the page itself shows on its root element, too.
    if (node === ofDocument(document, 'scrollingElement')) return false;
    const { xCssPx, yCssPx } = tree.scrolls.sent.get(node) ?? ORIGIN;
    const x = isDocument ? window.scrollX : scrollLeftOf(node as Element);
    const y = isDocument ? window.scrollY : scrollTopOf(node as Element);
    return x !== xCssPx || y !== yCssPx;
  }
}
