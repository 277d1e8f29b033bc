import type { Op } from '../../shared/tree/message.ts';
import { AfterFrame } from './after-frame.ts';
import type { LaterContext, Signal } from './signal.ts';

type VisiblePartOp = Extract<Op, { type: 'visible-part' }>;

const WHOLE: VisiblePartOp = { type: 'visible-part', xCssPx: 0, yCssPx: 0, widthCssPx: 0, heightCssPx: 0, scale: 1 };

/** No scroll bar is as high, and no keyboard is lower. */
const LOWEST_KEYBOARD_CSS_PX = 60;

/**
 * The part of the window that the customer sees, when he has pinched into the page or a keyboard covers it. Looked at after events.
 */
export class VisiblePart implements Signal {
  private readonly visual: VisualViewport | null;
  private readonly listening = new AbortController();
  private readonly afterFrame: AfterFrame;
  private now = WHOLE;
  private sent: VisiblePartOp | undefined;

  constructor(private readonly context: LaterContext) {
    this.afterFrame = new AfterFrame(context, () => this.look());
    // Frames are seen through the window of the page.
    this.visual = context.depth === 0 ? context.window.visualViewport : null;
    const options = { passive: true, signal: this.listening.signal };
    for (const target of [this.visual, context.window]) {
      if (this.visual === null || target === null) continue;
      for (const type of target === this.visual ? ['resize', 'scroll'] : ['resize']) {
        EventTarget.prototype.addEventListener.call(target, type, () => this.afterFrame.ask(), options);
      }
    }
    if (this.visual !== null) this.afterFrame.ask();
  }

  collect(emit: (op: Op) => void): void {
    if (this.visual === null) return;
    const { now, sent } = this;
    const isSame = (['xCssPx', 'yCssPx', 'widthCssPx', 'heightCssPx', 'scale'] as const).every(
      (name) => sent?.[name] === now[name],
    );
    if (isSame) return;
    this.sent = now;
    emit(now);
  }

  forget(): void {
    this.sent = undefined;
  }

  stop(): void {
    this.listening.abort();
    this.afterFrame.stop();
  }

  private look(): void {
    if (this.visual === null) return;
    this.now = this.part(this.visual);
    this.context.schedule();
  }

  private part({ offsetLeft, offsetTop, width, height, scale }: VisualViewport): VisiblePartOp {
    const isCovered = height * scale < this.context.window.innerHeight - LOWEST_KEYBOARD_CSS_PX;
    if (scale <= 1 && !isCovered) return WHOLE;
    return {
      type: 'visible-part',
      xCssPx: Math.max(0, offsetLeft),
      yCssPx: Math.max(0, offsetTop),
      widthCssPx: width,
      heightCssPx: height,
      scale,
    };
  }
}
