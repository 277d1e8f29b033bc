import type { AssetState } from '../../../shared/tree/asset.ts';
import type { Op } from '../../../shared/tree/message.ts';
import { NO_NODE } from '../../../shared/tree/node.ts';
import { BLOCK, MASK } from '../../privacy/level.ts';
import type { SignalContext } from '../signal.ts';
import type { AssetLibrary } from './asset-library.ts';
import { showsFrames } from './picture-source.ts';
import { type Drawn, PixelReader, type ReadPixels, sizeOf } from './pixel-reader.ts';

interface Moving {
  visible: boolean;
  /** Time of `performance.now()` at which it was last looked at. */
  lookedAtMs: number;
  /** Sum of the pixels sent last. */
  sum: number | undefined;
  /** What the mirror is told. */
  state: AssetState | undefined;
  widthCssPx: number;
  heightCssPx: number;
  sent: boolean;
  reading: boolean;
  /** Once it has shown anything: whether what was drawn stays readable. */
  keeps: boolean | undefined;
}

/** Shortest time between two looks. */
const SHORTEST_REST_MS = 150;

/** Of the page's time, one part in this many goes into looking. */
const SHARE_OF_TIME = 50;

/** After this much of one frame, the rest have their turn in a later one. */
const MOST_OF_A_FRAME_MS = 4;

/** All of them together. */
const BYTES_A_SECOND = 192 * 1024;

/** A picture that nobody has asked for after this time is given up for the next. */
const LONGEST_WAIT_MS = 3000;

/** What canvases and videos show, sampled: they are looked at while in view, and told of when they have changed. */
export class MovingPictures {
  private readonly pictures = new Map<Drawn, Moving>();
  private inView: IntersectionObserver | undefined;
  private readonly reader: PixelReader;
  private timer = 0;
  private frame = 0;
  private restsUntilMs = 0;

  constructor(
    private readonly context: SignalContext,
    private readonly library: AssetLibrary,
  ) {
    this.reader = new PixelReader(context.document);
  }

  add(element: Element): void {
    if (element.localName !== 'canvas' && element.localName !== 'video') return;
    this.pictures.set(element as Drawn, {
      visible: false,
      lookedAtMs: 0,
      sum: undefined,
      state: undefined,
      widthCssPx: 0,
      heightCssPx: 0,
      sent: true,
      reading: false,
      keeps: undefined,
    });
    this.inView ??= new this.context.window.IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        const moving = this.pictures.get(target as Drawn);
        if (moving !== undefined) moving.visible = isIntersecting;
      }
      this.lookSoon();
    });
    this.inView.observe(element);
  }

  free(element: Element): void {
    const moving = this.pictures.get(element as Drawn);
    if (moving === undefined) return;
    if (moving.state !== undefined) this.library.release(moving.state.asset);
    this.pictures.delete(element as Drawn);
    this.inView?.unobserve(element);
  }

  collect(emit: (op: Op) => void): void {
    for (const [element, moving] of this.pictures) {
      const node = this.context.idOf(element);
      if (moving.sent || moving.state === undefined || node === NO_NODE) continue;
      moving.sent = true;
      const { state, widthCssPx, heightCssPx } = moving;
      emit({ type: 'image', node, ...state, widthCssPx, heightCssPx });
    }
    this.lookSoon();
  }

  forget(): void {
    for (const moving of this.pictures.values()) moving.sent = false;
  }

  stop(): void {
    this.inView?.disconnect();
    this.pictures.clear();
    // Without its document, the window is another page's.
    if (this.context.document.defaultView === null) return;
    this.context.window.clearTimeout(this.timer);
    this.context.window.cancelAnimationFrame(this.frame);
  }

  /**
   * In the next frame, after the page's own callbacks: asked for from a task, ours stands behind those that the page asks for
   * in its callbacks. What WebGL has drawn can only be read in the frame in which it was.
   */
  private lookSoon(): void {
    if (this.timer !== 0 || this.frame !== 0 || this.pictures.size === 0) return;
    const { window } = this.context;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.frame = window.requestAnimationFrame(() => {
        this.frame = 0;
        this.look();
      });
    });
  }

  private look(): void {
    const begunAtMs = performance.now();
    if (begunAtMs < this.restsUntilMs) return;
    const due = [...this.pictures].filter(([, moving]) => moving.visible && !this.isUnderWay(moving, begunAtMs));
    due.sort(([, a], [, b]) => a.lookedAtMs - b.lookedAtMs);
    let tookMs = 0;
    for (const [element, moving] of due) {
      moving.lookedAtMs = begunAtMs;
      this.lookAt(element, moving);
      tookMs = performance.now() - begunAtMs;
      if (tookMs > MOST_OF_A_FRAME_MS) break;
    }
    this.rest(begunAtMs + Math.max(SHORTEST_REST_MS, tookMs * SHARE_OF_TIME));
  }

  private rest(untilMs: number): void {
    this.restsUntilMs = Math.max(this.restsUntilMs, untilMs);
  }

  /** The picture before it is still being made, or on its way: who is slow gets fewer of them, not late ones. */
  private isUnderWay({ reading, state, lookedAtMs }: Moving, nowMs: number): boolean {
    if (reading) return true;
    const waits = state !== undefined && state.asset !== '' && !this.library.wasSent(state.asset);
    return waits && nowMs - lookedAtMs < LONGEST_WAIT_MS;
  }

  private lookAt(element: Drawn, moving: Moving): void {
    if ((this.context.levelOf(element) & (MASK | BLOCK)) !== 0) {
      this.tell(moving, { asset: '', reason: 'blocked' });
      return;
    }
    if (element.localName === 'video' && !showsFrames(element as HTMLVideoElement)) {
      // The poster has its place again.
      if (moving.state !== undefined) this.library.release(moving.state.asset);
      moving.sum = undefined;
      moving.state = undefined;
      return;
    }
    const read = this.reader.read(element);
    if (read === 'nothing') return;
    if (read === 'kept-from-scripts') {
      this.tell(moving, { asset: '', reason: 'cross-origin' });
      return;
    }
    if (!read.blank) moving.keeps ??= isKept(element);
    // A drawing that WebGL has given to the screen already is gone for us, not for the customer.
    if (read.sum === moving.sum || (read.blank && (moving.keeps === false || moving.sum === undefined))) return;
    moving.sum = read.sum;
    moving.reading = true;
    void this.send(element, moving, read).finally(() => {
      moving.reading = false;
    });
  }

  private async send(element: Drawn, moving: Moving, read: ReadPixels): Promise<void> {
    const [width, height] = sizeOf(element);
    const bytes = await read.picture();
    if (bytes === undefined || this.pictures.get(element) !== moving) return;
    this.rest(performance.now() + (bytes.length / BYTES_A_SECOND) * 1000);
    const state = await this.library.keepPassing(bytes);
    if (this.pictures.get(element) !== moving) {
      this.library.release(state.asset);
      return;
    }
    moving.widthCssPx = width;
    moving.heightCssPx = height;
    this.tell(moving, state);
  }

  /** What was kept for the picture before is let go of. */
  private tell(moving: Moving, state: AssetState): void {
    const before = moving.state;
    moving.state = state;
    if (before !== undefined) this.library.release(before.asset);
    if (before?.asset === state.asset && before.reason === state.reason) return;
    moving.sent = false;
    this.context.schedule();
  }
}

/**
 * Whether what a canvas shows can be read at any time. To be asked of one that shows something only: it has a context, so that
 * asking makes none.
 */
function isKept(element: Drawn): boolean {
  if (element.localName === 'video') return true;
  try {
    return HTMLCanvasElement.prototype.getContext.call(element, '2d') !== null;
  } catch {
    // Drawn by a worker.
    return true;
  }
}
