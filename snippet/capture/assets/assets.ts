import type { Op } from '../../../shared/tree/message.ts';
import { ElementScan } from '../element-scan.ts';
import type { LaterContext, Signal } from '../signal.ts';
import type { AssetLibrary } from './asset-library.ts';
import { AssetLoader } from './asset-loader.ts';
import { CssAssets } from './css-assets.ts';
import { MovingPictures } from './moving-pictures.ts';
import { ShownPictures } from './shown-pictures.ts';

/** Pictures and fonts of one document: which of them it shows, and their bytes for whoever asks. */
export class Assets implements Signal {
  private readonly loader: AssetLoader;
  private readonly pictures: ShownPictures;
  private readonly moving: MovingPictures;
  private readonly css: CssAssets;
  private readonly listening = new AbortController();
  /** At the start: pictures that came before this loaded. */
  private readonly scan: ElementScan;
  private readonly heard = new WeakSet<Node>();

  constructor(
    private readonly context: LaterContext,
    private readonly library: AssetLibrary,
  ) {
    this.scan = new ElementScan(context);
    library.connect(context);
    this.loader = new AssetLoader(context.window, library);
    this.pictures = new ShownPictures(context, this.loader, (bytes) => library.keep(bytes));
    this.moving = new MovingPictures(context, library);
    this.css = new CssAssets(context, this.loader);
  }

  get isDone(): boolean {
    return this.scan.isDone;
  }

  add(element: Element): void {
    this.pictures.add(element);
    this.moving.add(element);
  }

  free(node: Node): void {
    this.pictures.free(node as Element);
    this.moving.free(node as Element);
  }

  collect(emit: (op: Op) => void): void {
    this.scan.goOn((element) => this.pictures.add(element));
    for (const root of this.context.roots()) this.listen(root);
    this.pictures.collect(emit);
    this.moving.collect(emit);
    this.css.collect(emit);
  }

  forget(): void {
    this.pictures.forget();
    this.moving.forget();
    this.css.forget();
  }

  sendAssets(wanted: Uint8Array): void {
    this.library.sendAssets(wanted);
  }

  stop(): void {
    this.listening.abort();
    this.pictures.stop();
    this.moving.stop();
    this.css.stop();
    this.loader.stop();
    this.library.disconnect(this.context);
  }

  /** Loading bubbles no further than to the root. */
  private listen(root: Node): void {
    if (this.heard.has(root)) return;
    this.heard.add(root);
    const options = { capture: true, passive: true, signal: this.listening.signal };
    for (const type of ['load', 'error']) EventTarget.prototype.addEventListener.call(root, type, this.onLoad, options);
  }

  private readonly onLoad = ({ target }: Event): void => {
    if (this.context.idOf(target as Node) === 0) return;
    this.pictures.touch(target as Element);
    this.context.schedule();
  };
}
