import { ofDocument } from '../capture/natives.ts';
import type { LaterContext } from '../capture/signal.ts';

/** A slice never takes longer, whatever the browser offers. */
const SLICE_MS = 3;

/** Where the browser has no idle callbacks (Safari). */
const PAUSE_MS = 50;

/** Work that is done in small slices while the page does nothing. */
export class IdleWork {
  private cancel: (() => void) | undefined;

  /** @param work does some of it within a budget, and returns whether nothing is left */
  constructor(
    private readonly context: Pick<LaterContext, 'document' | 'window' | 'guarded'>,
    private readonly work: (budgetMs: number) => boolean,
  ) {}

  start(): void {
    if (this.cancel !== undefined) return;
    const { window } = this.context;
    if ('requestIdleCallback' in window) {
      const request = window.requestIdleCallback((deadline) =>
        this.slice(Math.min(SLICE_MS, deadline.timeRemaining())),
      );
      this.cancel = () => window.cancelIdleCallback(request);
    } else {
      const { setTimeout, clearTimeout } = this.context.window as Window;
      const timer = setTimeout(() => this.slice(SLICE_MS), PAUSE_MS);
      this.cancel = () => clearTimeout(timer);
    }
  }

  stop(): void {
    // Without its document, the window is another page's.
    if (ofDocument(this.context.document, 'defaultView') !== null) this.cancel?.();
    this.cancel = undefined;
  }

  private slice(budgetMs: number): void {
    this.cancel = undefined;
    this.context.guarded(() => {
      if (!this.work(budgetMs)) this.start();
    });
  }
}
