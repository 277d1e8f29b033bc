import type { LinkClock } from './link-ports.ts';

const FIRST_MS = 400;
const GROWTH = 1.7;
const LONGEST_MS = 8_000;
/** A connection that lasted this long was a good one: the next retry is quick again. */
const GOOD_AFTER_MS = 5_000;

/** How long to wait before each attempt to connect: longer every time, and never all ends at the same moment (rule C5). */
export class RetryDelay {
  private attempts = 0;
  private onlineAt: number | undefined;

  constructor(private readonly clock: LinkClock) {}

  next(): number {
    const { onlineAt } = this;
    if (onlineAt !== undefined && this.clock.now() - onlineAt >= GOOD_AFTER_MS) this.attempts = 1;
    this.onlineAt = undefined;
    const attempt = this.attempts++;
    if (attempt === 0) return 0;
    const longest = Math.min(LONGEST_MS, FIRST_MS * GROWTH ** (attempt - 1));
    return longest * (0.5 + this.clock.random() / 2);
  }

  online(): void {
    this.onlineAt = this.clock.now();
  }
}
