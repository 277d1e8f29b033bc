import { type MediaAnswer, mediaAnswers, mediaText } from '../../shared/mirror/media-queries.ts';
import type { Op } from '../../shared/tree/message.ts';
import type { LaterContext, Signal } from './signal.ts';

/** What style sheets may ask of the browser and the page's scripts: media features, and which custom elements are defined. */
export class CustomerSystem implements Signal {
  private readonly answers: readonly MediaAnswer[];
  private readonly listening = new AbortController();
  /** Names seen so far that a script may still define. */
  private readonly undefinedNames = new Set<string>();
  private namesSeen = 0;
  private sent = '';

  constructor(private readonly context: LaterContext) {
    this.answers = mediaAnswers(context.window);
    const options = { signal: this.listening.signal };
    for (const { list } of this.answers) {
      EventTarget.prototype.addEventListener.call(list, 'change', () => context.schedule(), options);
    }
  }

  collect(emit: (op: Op) => void): void {
    const media = mediaText(this.answers, this.context.window.devicePixelRatio);
    const undefinedElements = this.stillUndefined().join(' ');
    const key = `${media}|${undefinedElements}`;
    if (key === this.sent) return;
    this.sent = key;
    emit({ type: 'environment', media, undefinedElements });
  }

  forget(): void {
    this.sent = '';
  }

  stop(): void {
    this.listening.abort();
  }

  private stillUndefined(): string[] {
    const names = [...this.context.htmlNames()];
    for (const name of names.slice(this.namesSeen)) if (name.includes('-')) this.undefinedNames.add(name);
    this.namesSeen = names.length;
    const { customElements } = this.context.window;
    for (const name of this.undefinedNames) {
      if (customElements.get(name) !== undefined) this.undefinedNames.delete(name);
    }
    return [...this.undefinedNames];
  }
}
