import type { Op } from '../../shared/tree/message.ts';
import { NO_NODE } from '../../shared/tree/node.ts';
import { BLOCK } from '../privacy/level.ts';
import { ofDocument } from './natives.ts';
import type { Signal, SignalContext } from './signal.ts';

type PageOp = Extract<Op, { type: 'viewport' | 'page' }>;

/** Size of the viewport, address and title: compared in every flush, since history changes fire no event. */
export class PageState implements Signal {
  private readonly sent = new Map<PageOp['type'], PageOp>();
  private readonly listening = new AbortController();

  constructor(private readonly context: SignalContext) {
    const options = { passive: true, signal: this.listening.signal };
    for (const type of ['resize', 'popstate', 'hashchange']) {
      context.window.addEventListener(type, () => context.schedule(), options);
    }
  }

  collect(emit: (op: Op) => void): void {
    const { document, privacy, window } = this.context;
    const viewport: PageOp = {
      type: 'viewport',
      widthCssPx: window.innerWidth,
      heightCssPx: window.innerHeight,
      devicePixelRatio: window.devicePixelRatio,
    };
    // Not in the whole document: without a title all of a large page would be asked, each time.
    const title = ofDocument(document, 'head')?.querySelector(':scope > title') ?? null;
    const level = title === null || this.context.idOf(title) === NO_NODE ? BLOCK : this.context.levelOf(title);
    const titleText = title === null || (level & BLOCK) !== 0 ? '' : privacy.text(title.textContent, level);
    for (const now of [
      viewport,
      { type: 'page' as const, url: privacy.url(ofDocument(document, 'URL')), title: titleText },
    ]) {
      if (sameFields(now, this.sent.get(now.type))) continue;
      this.sent.set(now.type, now);
      emit(now);
    }
  }

  forget(): void {
    this.sent.clear();
  }

  stop(): void {
    this.listening.abort();
  }
}

function sameFields(a: PageOp, b: PageOp | undefined): boolean {
  return b !== undefined && Object.entries(a).every(([name, value]) => b[name as keyof PageOp] === value);
}
