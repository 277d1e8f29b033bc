import { FIRST_OP_FORMATS, type OpFormats } from '../../shared/codec/first-op-fields.ts';
import type { Op } from '../../shared/tree/message.ts';
import type { LaterContext, LaterSignals, Signal } from './signal.ts';

/** Stands for the signals of `later-signals.ts`, which may still be on their way. */
export class SignalsOnDemand implements Signal {
  formats: OpFormats = FIRST_OP_FORMATS;
  private readonly watched = new Set<Element>();
  private signals: readonly Signal[] = [];
  private stopped = false;
  /** The one to begin with: where the slice before has ended. */
  private next = 0;
  /** How many have not had their turn since all had one. */
  private left = 0;

  constructor(
    private readonly context: LaterContext,
    later: LaterSignals | Promise<LaterSignals>,
  ) {
    // Where they cannot be loaded, the page is followed without them.
    if ('then' in later) later.then(this.start, () => {});
    else this.begin(later);
  }

  get isDone(): boolean {
    return this.left === 0 && this.signals.every((signal) => signal.isDone !== false);
  }

  add(element: Element): void {
    this.watched.add(element);
    for (const signal of this.signals) signal.add?.(element);
  }

  free(node: Node): void {
    this.watched.delete(node as Element);
    for (const signal of this.signals) signal.free?.(node);
  }

  readonly sendAssets = (wanted: Uint8Array): void => {
    for (const signal of this.signals) signal.sendAssets?.(wanted);
  };
  sees(op: Op): void {
    for (const signal of this.signals) signal.sees?.(op);
  }

  repair(request: Uint8Array): void {
    for (const signal of this.signals) signal.repair?.(request);
  }

  /** Each in turn. What a slice has no time for has the next, so that all of them together are no long task. */
  collect(emit: (op: Op) => void): void {
    const { length } = this.signals;
    if (this.left === 0) this.left = length;
    let turns = 0;
    for (; turns < length && !this.context.slice.isOver; turns++) {
      this.signals[this.next]?.collect(emit);
      this.next = (this.next + 1) % length;
    }
    this.left = turns === length ? 0 : Math.max(0, this.left - turns);
  }

  forget(): void {
    for (const signal of this.signals) signal.forget();
  }

  stop(): void {
    this.stopped = true;
    for (const signal of this.signals) signal.stop();
  }

  private begin({ create, formats }: LaterSignals): void {
    this.signals = create(this.context);
    this.formats = formats;
  }

  private readonly start = (later: LaterSignals): void => {
    if (this.stopped) return;
    this.begin(later);
    for (const element of this.watched) for (const signal of this.signals) signal.add?.(element);
    this.context.schedule();
  };
}
