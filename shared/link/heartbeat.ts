import { HEARTBEAT_DEAD_MS, HEARTBEAT_MS } from '../protocol/limits.ts';
import type { LinkClock } from './link-ports.ts';

/** A timer that fires later than this was held back (a background tab, a sleeping machine). */
const LATE_MS = 1_500;

/**
 * Notices a connection that has died without a word: an open socket says nothing about that. Only answers of the party
 * itself count as signs of life, so a connection that works in one direction is noticed too (rule C4).
 */
export class Heartbeat {
  private stopTimer: (() => void) | undefined;
  private heard = false;

  constructor(
    private readonly clock: LinkClock,
    private readonly ping: () => void,
    private readonly onDead: () => void,
  ) {}

  start(): void {
    this.stop();
    this.rest();
  }

  stop(): void {
    this.stopTimer?.();
    this.stopTimer = undefined;
  }

  /** The party said something. */
  alive(): void {
    this.heard = true;
  }

  private rest(): void {
    this.heard = false;
    this.stopTimer = this.clock.after(HEARTBEAT_MS, () => (this.heard ? this.rest() : this.ask()));
  }

  private ask(): void {
    this.heard = false;
    this.ping();
    const dueAt = this.clock.now() + HEARTBEAT_DEAD_MS;
    this.stopTimer = this.clock.after(HEARTBEAT_DEAD_MS, () => {
      if (this.heard) return this.rest();
      // The answer may be waiting behind the timer that came so late: ask once more.
      if (this.clock.now() > dueAt + LATE_MS) return this.ask();
      this.onDead();
    });
  }
}
