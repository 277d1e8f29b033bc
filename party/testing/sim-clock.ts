import type { LinkClock } from '../../shared/link/link-ports.ts';

interface Due {
  at: number;
  order: number;
  action: () => void;
}

/** Rounds after which work that needs no virtual time has been done: the longest chain of hashes and signatures. */
const ROUNDS = 6;

/** Time that passes only when the test says so; chance from a seed. */
export class SimClock implements LinkClock {
  private time = 1_700_000_000_000;
  private order = 0;
  private due: Due[] = [];

  constructor(readonly random: () => number) {}

  now(): number {
    return this.time;
  }

  after(delayMs: number, action: () => void): () => void {
    return this.at(this.time + Math.max(0, delayMs), action);
  }

  at(at: number, action: () => void): () => void {
    const one = { at, order: this.order++, action };
    this.due.push(one);
    return () => {
      this.due = this.due.filter((other) => other !== one);
    };
  }

  /** Runs what is due, in order, until `done` or until `forMs` have passed. */
  async run(forMs: number, done: () => boolean = () => false): Promise<void> {
    const until = this.time + forMs;
    while (!done()) {
      await settle();
      const next = this.due.reduce<Due | undefined>(
        (first, one) => (first && isBefore(first, one) ? first : one),
        undefined,
      );
      if (!next || next.at > until) break;
      this.due = this.due.filter((other) => other !== next);
      this.time = next.at;
      next.action();
    }
    await settle();
    if (!done()) this.time = until;
  }
}

const isBefore = (one: Due, other: Due): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

async function settle(): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    // Cryptography is done on other threads, in order: when this is done, so is what was asked for before.
    await crypto.subtle.digest('SHA-256', new Uint8Array());
    await new Promise((resume) => setImmediate(resume));
  }
}
