import type { SignalContext } from './signal.ts';

/**
 * Asks every mirrored element once, in slices of time: for what was so before anybody listened, and tells itself by no event.
 * Elements that come in the meantime are asked as well.
 */
export class ElementScan {
  isDone = false;
  private unasked: Iterator<Element> | undefined;

  constructor(private readonly context: Pick<SignalContext, 'elements' | 'isComplete' | 'slice'>) {}

  /** Goes on where the slice before has ended. Not before all are mirrored. */
  goOn(ask: (element: Element) => void): void {
    if (this.isDone || !this.context.isComplete()) return;
    this.unasked ??= this.context.elements()[Symbol.iterator]();
    while (!this.context.slice.isSpent()) {
      const { done, value } = this.unasked.next();
      this.isDone = done === true;
      if (this.isDone) return;
      ask(value);
    }
  }

  /** From the beginning. */
  again(): void {
    this.isDone = false;
    this.unasked = undefined;
  }
}
