/** What may be done at another's word: so much at once, and so much more with time. */
export class Allowance {
  private left: number;
  private atMs = performance.now();

  constructor(
    private readonly most: number,
    private readonly perSecond: number,
  ) {
    this.left = most;
  }

  /** Whether there is enough; what is refused costs nothing. */
  take(cost: number): boolean {
    const nowMs = performance.now();
    this.left = Math.min(this.most, this.left + ((nowMs - this.atMs) / 1000) * this.perSecond);
    this.atMs = nowMs;
    if (cost > this.left) return false;
    this.left -= cost;
    return true;
  }
}
