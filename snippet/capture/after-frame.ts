import { ofDocument } from './natives.ts';
import type { LaterContext } from './signal.ts';

/**
 * Looks at what the browser works out anyway for its next frame, right after it has: asking then costs the page no layout of its
 * own. A page that is not shown has no frames, and nothing to look at.
 */
export class AfterFrame {
  private frame = 0;
  private timer = 0;

  constructor(
    private readonly context: Pick<LaterContext, 'document' | 'window' | 'guarded'>,
    private readonly look: () => void,
  ) {}

  ask(): void {
    if (this.frame !== 0 || this.timer !== 0) return;
    const { window } = this.context;
    this.frame = window.requestAnimationFrame(() => {
      this.frame = 0;
      this.timer = window.setTimeout(() => {
        this.timer = 0;
        this.context.guarded(this.look);
      });
    });
  }

  stop(): void {
    const { document, window } = this.context;
    // Without its document, the window is another page's.
    if (ofDocument(document, 'defaultView') === null) return;
    window.cancelAnimationFrame(this.frame);
    window.clearTimeout(this.timer);
  }
}
