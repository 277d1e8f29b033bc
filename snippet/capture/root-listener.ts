import type { SignalContext } from './signal.ts';

/** Listens, in capture, to events that do not leave shadow roots: each root is listened to by itself. */
export class RootListener {
  private readonly known = new WeakSet<Document | ShadowRoot>();
  private readonly listening = new AbortController();

  constructor(
    private readonly context: SignalContext,
    private readonly types: readonly string[],
    private readonly onEvent: (event: Event) => void,
  ) {}

  /** Begins with the roots that have come since. @returns these */
  listenToNew(): (Document | ShadowRoot)[] {
    const added: (Document | ShadowRoot)[] = [];
    for (const root of this.context.roots()) {
      if (this.known.has(root)) continue;
      this.known.add(root);
      added.push(root);
      const options = { capture: true, passive: true, signal: this.listening.signal };
      for (const type of this.types) EventTarget.prototype.addEventListener.call(root, type, this.onEvent, options);
    }
    return added;
  }

  stop(): void {
    this.listening.abort();
  }
}
