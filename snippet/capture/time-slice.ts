/** Looks at the clock between two questions: writing a node costs little more than a look does. */
const LOOK_EVERY = 8;

/** Bound when this loads: pages put clocks of their own in place of it. */
const now = performance.now.bind(performance);

/**
 * The time that the capture takes of the page in one go. Who works through much asks `isSpent` for each piece, and leaves
 * the rest to the next slice.
 */
export class TimeSlice {
  /** On the clock of the page, in milliseconds. */
  beganAt = 0;
  private lengthMs = Number.POSITIVE_INFINITY;
  private looks = 0;
  /** Share of the slice that was used at the last look. */
  private used = 0;

  /** @param lengthMs infinite: everything is done in one go */
  begin(lengthMs: number): void {
    this.beganAt = now();
    this.lengthMs = lengthMs;
    this.looks = 0;
    this.used = 0;
  }

  /** @param times how many times over: some work is worth more than others */
  isSpent(times = 1): boolean {
    this.looks++;
    if (this.looks % LOOK_EVERY === 0) this.used = this.usedMs / this.lengthMs;
    return this.used > times;
  }

  /** Like `isSpent`, for questions that are far apart. */
  get isOver(): boolean {
    return this.usedMs > this.lengthMs;
  }

  get leftMs(): number {
    return Math.max(1, this.lengthMs - this.usedMs);
  }

  private get usedMs(): number {
    return now() - this.beganAt;
  }
}
