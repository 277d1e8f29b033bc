import type { Op } from '../../shared/tree/message.ts';
import { ofDocument } from './natives.ts';
import type { Signal, SignalContext } from './signal.ts';

/** What the customer's system brings into the page: whether it prefers dark, and how wide its scroll bars are. */
export class Environment implements Signal {
  private readonly preferred: MediaQueryList;
  private readonly observer: ResizeObserver;
  private readonly listening = new AbortController();
  /** Known while the page can be scrolled: 0 for bars that lie over the page. */
  private scrollbarCssPx: number | undefined;
  private sentDark: boolean | undefined;
  private sentScrollbar: number | undefined;

  constructor(private readonly context: SignalContext) {
    const { document, window } = context;
    this.preferred = window.matchMedia('(prefers-color-scheme: dark)');
    const options = { signal: this.listening.signal };
    EventTarget.prototype.addEventListener.call(this.preferred, 'change', () => context.schedule(), options);
    // When the observer calls, the page is laid out: reading sizes then costs nothing.
    this.observer = new window.ResizeObserver(() => this.measure());
    const root = ofDocument(document, 'documentElement');
    if (root !== null) this.observer.observe(root);
  }

  collect(emit: (op: Op) => void): void {
    const dark = this.preferred.matches;
    if (dark !== this.sentDark) emit({ type: 'color-scheme', dark });
    this.sentDark = dark;
    const { scrollbarCssPx } = this;
    if (scrollbarCssPx !== undefined && scrollbarCssPx !== this.sentScrollbar) {
      emit({ type: 'scrollbars', widthCssPx: scrollbarCssPx });
    }
    this.sentScrollbar = scrollbarCssPx;
  }

  forget(): void {
    this.sentDark = undefined;
    this.sentScrollbar = undefined;
  }

  stop(): void {
    this.listening.abort();
    this.observer.disconnect();
  }

  private measure(): void {
    const { document, window } = this.context;
    const root = ofDocument(document, 'documentElement');
    if (root === null || root.scrollHeight <= root.clientHeight) return;
    const width = Math.max(0, window.innerWidth - root.clientWidth);
    if (width === this.scrollbarCssPx) return;
    this.scrollbarCssPx = width;
    this.context.schedule();
  }
}
