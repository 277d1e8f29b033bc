/** How fast something may go on, and how much at once. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** A bucket that refills with time (rule L9). */
export class RateBucket {
  private level: number;
  private filledAt: number;

  constructor(
    private readonly rate: Rate,
    now: number,
  ) {
    this.level = rate.burst;
    this.filledAt = now;
  }

  /** Takes `amount` out; false, and nothing taken, when there is less. */
  take(amount: number, now: number): boolean {
    const refilled = this.level + ((now - this.filledAt) / 1000) * this.rate.perSecond;
    this.level = Math.min(this.rate.burst, Math.max(this.level, refilled));
    this.filledAt = now;
    if (this.level < amount) return false;
    this.level -= amount;
    return true;
  }
}
