/**
 * Runs steps in the order they were asked for, whatever each one takes. A step that needs no waiting is done at once when
 * nothing is before it: what a page sends while it unloads still goes out.
 */
export class Sequence {
  private tail: Promise<void> | undefined;

  constructor(private readonly onError: (error: unknown) => void) {}

  run<Value>(make: () => Value | Promise<Value>, use: (value: Value) => void): void {
    if (this.tail) {
      this.wait(this.tail.then(make).then(use));
      return;
    }
    try {
      const made = make();
      if (made instanceof Promise) this.wait(made.then(use));
      else use(made);
    } catch (error) {
      this.onError(error);
    }
  }

  private wait(step: Promise<void>): void {
    const tail = step.catch(this.onError).then(() => {
      if (this.tail === tail) this.tail = undefined;
    });
    this.tail = tail;
  }
}
