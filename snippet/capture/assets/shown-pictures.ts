import type { AssetState } from '../../../shared/tree/asset.ts';
import type { Op } from '../../../shared/tree/message.ts';
import { NO_NODE } from '../../../shared/tree/node.ts';
import { BLOCK, MASK } from '../../privacy/level.ts';
import type { SignalContext } from '../signal.ts';
import type { AssetLoader } from './asset-loader.ts';
import { isPicture, type PictureSource, showsFrames, sourceOf } from './picture-source.ts';
import { redraw } from './redraw.ts';

type ImageOp = Extract<Op, { type: 'image' }>;

interface Shown {
  /** What it shows, as it was when last looked at. */
  source: PictureSource | undefined;
  state: AssetState | undefined;
  /** What the mirror knows. */
  sent: Omit<ImageOp, 'type' | 'node'> | undefined;
  /** A video has shown frames of its own since (`moving-pictures.ts`). */
  overtaken: boolean;
}

/** Pictures looked at in one flush for changes that fire no event: a source that was taken away. */
const LOOKS_A_FLUSH = 32;

const NOTHING: AssetState = { asset: '', reason: '' };

/** What each `img`, image button, poster and SVG image shows at the moment, whichever candidate the browser has chosen. */
export class ShownPictures {
  private readonly pictures = new Map<Element, Shown>();
  private readonly dirty = new Set<Element>();
  private readonly visible = new WeakSet<Element>();
  /** There with the first picture: most frames have none. */
  private inView: IntersectionObserver | undefined;
  private looks: Iterator<Element> | undefined;

  constructor(
    private readonly context: SignalContext,
    private readonly loader: AssetLoader,
    private readonly redrawn: (bytes: Uint8Array<ArrayBuffer>) => Promise<AssetState>,
  ) {}

  /** @param element any that may show a picture */
  add(element: Element): void {
    if (this.pictures.has(element) || !isPicture(element)) return;
    this.pictures.set(element, { source: undefined, state: undefined, sent: undefined, overtaken: false });
    this.inView ??= new this.context.window.IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) this.visible.add(target);
    });
    this.inView.observe(element);
    this.dirty.add(element);
  }

  free(element: Element): void {
    if (!this.pictures.delete(element)) return;
    this.dirty.delete(element);
    this.inView?.unobserve(element);
  }

  /** It has loaded something, or failed to. */
  touch(element: Element): void {
    this.add(element);
    if (this.pictures.has(element)) this.dirty.add(element);
  }

  collect(emit: (op: Op) => void): void {
    for (let looks = 0; looks < LOOKS_A_FLUSH; looks++) {
      this.looks ??= this.pictures.keys();
      const { done, value } = this.looks.next();
      if (done === true) {
        this.looks = undefined;
        break;
      }
      this.dirty.add(value);
    }
    for (const element of this.dirty) this.look(element, emit);
    this.dirty.clear();
  }

  forget(): void {
    for (const [element, shown] of this.pictures) {
      shown.sent = undefined;
      this.dirty.add(element);
    }
  }

  stop(): void {
    this.inView?.disconnect();
    this.pictures.clear();
  }

  private look(element: Element, emit: (op: Op) => void): void {
    const shown = this.pictures.get(element);
    const node = this.context.idOf(element);
    if (shown === undefined || node === NO_NODE) return;
    if (element.localName === 'video' && showsFrames(element as HTMLVideoElement)) {
      shown.overtaken = true;
      return;
    }
    const source = sourceOf(element);
    if (source?.url !== shown.source?.url || source?.part !== shown.source?.part) {
      shown.state = source === undefined ? NOTHING : undefined;
      if (source !== undefined) void this.load(element, shown, source);
    }
    shown.source = source;
    const { state, sent, overtaken } = shown;
    if (state === undefined || (state === NOTHING && sent === undefined && !overtaken)) return;
    const op = { ...state, widthCssPx: source?.widthCssPx ?? 0, heightCssPx: source?.heightCssPx ?? 0 };
    const isKnown =
      sent !== undefined && Object.entries(op).every(([name, value]) => sent[name as keyof typeof op] === value);
    if (isKnown && !overtaken) return;
    shown.sent = op;
    shown.overtaken = false;
    emit({ type: 'image', node, ...op });
  }

  private async load(element: Element, shown: Shown, source: PictureSource): Promise<void> {
    const state = await this.read(element, source);
    if (shown.source?.url !== source.url || shown.source.part !== source.part || this.pictures.get(element) !== shown)
      return;
    shown.state = state;
    this.dirty.add(element);
    this.context.schedule();
  }

  private async read(element: Element, { url, withCookies, part }: PictureSource): Promise<AssetState> {
    // Private pictures are neither read nor sent: not even which of them are the same.
    if ((this.context.levelOf(element) & (MASK | BLOCK)) !== 0) return { asset: '', reason: 'blocked' };
    const state = await this.loader.load({ url, withCookies, part, urgent: this.visible.has(element) });
    if (element.localName !== 'img') return state;
    // The browser says the same of what it may not read and of what is not there; the page's own picture tells them apart.
    if (state.reason === 'cross-origin' && isBroken(element as HTMLImageElement))
      return { asset: '', reason: 'not-loaded' };
    if (state.reason !== 'not-loaded') return state;
    const bytes = await redraw(element as HTMLImageElement);
    return bytes === undefined ? state : this.redrawn(bytes);
  }
}

function isBroken({ complete, naturalWidth, naturalHeight }: HTMLImageElement): boolean {
  return complete && naturalWidth === 0 && naturalHeight === 0;
}
