import type { MissBucket } from './miss-bucket.ts';

/** More would wait longer than anyone does. */
const PLACES = 3;
/** Addresses whose misses are remembered. */
const MAX_ADDRESSES = 10_000;

interface Waiting {
  address: string | undefined;
  misses: number;
  settle(passed: boolean): void;
}

/**
 * Where attempts wait when a room's misses are used up. Whoever has missed least goes first and takes the place of who
 * has missed most, so a customer who types a right code gets in while somebody is guessing.
 */
export class JoinLine {
  private readonly waiting: Waiting[] = [];
  private readonly misses = new Map<string, number>();
  private running = false;

  constructor(
    private readonly bucket: MissBucket,
    private readonly now: () => number,
    private readonly sleep: (delayMs: number) => Promise<void>,
  ) {}

  /** Resolves to true when the attempt may go on. `address`: where it comes from, if the platform tells. */
  enter(address: string | undefined): Promise<boolean> {
    if (this.waiting.length === 0 && this.bucket.take(this.now())) return Promise.resolve(true);
    const isThere = address !== undefined && this.waiting.some((other) => other.address === address);
    if (isThere) {
      this.note(address);
      return Promise.resolve(false);
    }
    return new Promise((settle) => {
      this.place({ address, misses: this.missesOf(address), settle });
      if (!this.running) void this.run();
    });
  }

  /** The attempt was a miss, or found no place. */
  note(address: string | undefined): void {
    if (address === undefined) return;
    if (this.misses.size >= MAX_ADDRESSES) this.misses.clear();
    this.misses.set(address, this.missesOf(address) + 1);
  }

  private missesOf(address: string | undefined): number {
    return address === undefined ? 0 : (this.misses.get(address) ?? 0);
  }

  private place(newcomer: Waiting): void {
    const behind = this.waiting.findIndex((other) => other.misses > newcomer.misses);
    this.waiting.splice(behind < 0 ? this.waiting.length : behind, 0, newcomer);
    if (this.waiting.length <= PLACES) return;
    const last = this.waiting.pop();
    // Whoever keeps asking falls behind: many addresses that have missed nothing yet cannot hold the line for ever.
    this.note(last?.address);
    last?.settle(false);
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) {
      await this.sleep(this.bucket.waitMs(this.now()));
      if (this.waiting.length > 0 && this.bucket.take(this.now())) this.waiting.shift()?.settle(true);
    }
    this.running = false;
  }
}
