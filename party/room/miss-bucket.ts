/** Wrong join codes that a room forgives in an hour (rule A7). */
export const MISSES_PER_HOUR = 400;

const REFILL_MS = (60 * 60 * 1000) / MISSES_PER_HOUR;

/** What is stored of the bucket. */
export interface BucketState {
  level: number;
  filledAt: number;
}

/** Every attempt takes one out; attempts that turn out right are given back. */
export class MissBucket {
  private level: number;
  private filledAt: number;

  constructor(state: BucketState | undefined, now: number) {
    this.level = state?.level ?? MISSES_PER_HOUR;
    this.filledAt = state?.filledAt ?? now;
  }

  get state(): BucketState {
    return { level: this.level, filledAt: this.filledAt };
  }

  take(now: number): boolean {
    this.refill(now);
    if (this.level < 1) return false;
    this.level--;
    return true;
  }

  giveBack(count: number): void {
    this.level = Math.min(MISSES_PER_HOUR, this.level + count);
  }

  /** How long until `take` will succeed. */
  waitMs(now: number): number {
    this.refill(now);
    return this.level >= 1 ? 0 : Math.ceil((1 - this.level) * REFILL_MS);
  }

  /** Half or less is left: time to find out which attempts were right. */
  isLow(now: number): boolean {
    this.refill(now);
    return this.level < MISSES_PER_HOUR / 2;
  }

  private refill(now: number): void {
    if (now <= this.filledAt) return;
    this.level = Math.min(MISSES_PER_HOUR, this.level + (now - this.filledAt) / REFILL_MS);
    this.filledAt = now;
  }
}
