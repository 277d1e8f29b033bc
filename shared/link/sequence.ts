/** Runs steps in the order they were asked for, whatever each one takes. */
export class Sequence {
  private tail = Promise.resolve();

  constructor(private readonly onError: (error: unknown) => void) {}

  run<Value>(make: () => Promise<Value>, use: (value: Value) => void): void {
    this.tail = this.tail.then(make).then(use).catch(this.onError);
  }
}
