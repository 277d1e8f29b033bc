import { SealFault } from './seal-fault.ts';

/** What an authentic frame says of its place. */
export interface Arrival {
  /** Whose frames stand in one order: `customer`, or an agent by number. */
  lane: string;
  /** Each start of an end is an epoch of its own; `generation` grows from one start to the next. */
  epoch: string;
  generation: number;
  volatile: boolean;
  seq: number;
  /** The first durable frame of its epoch. */
  begins: boolean;
  /** Nobody needs what was before it: the beginning of a snapshot, anything that an agent says. */
  standsAlone: boolean;
  /** The last frame of its message. */
  completes: boolean;
}

/** One lane, as it is kept over a reload. */
export interface LaneMemory {
  lane: string;
  epoch: string;
  generation: number;
  /** Newest durable frame that ended a message. */
  durable: number;
  /** Newest volatile frame. */
  volatile: number;
}

interface Lane extends LaneMemory {
  /** Newest durable frame of all; null when none of the epoch came yet. */
  last: number | null;
  /** What `last` was when the present connection began. Up to there an honest party may send frames again. */
  lastBefore: number;
  /** We came in the middle: the first durable frame need not be the first of its epoch. */
  joinedLate: boolean;
  retired: Set<string>;
}

/**
 * Keeps authentic frames in the order in which they were sealed: each once, none missing, none from an earlier start. Sealing
 * alone shows only that each one is genuine.
 */
export class Arrivals {
  private readonly lanes = new Map<string, Lane>();

  /** @param memory what `memory` gave on the page before */
  constructor(memory: readonly LaneMemory[] = []) {
    for (const kept of memory) {
      const { durable } = kept;
      const place = { last: durable, lastBefore: durable, joinedLate: false, retired: new Set<string>() };
      this.lanes.set(kept.lane, { ...kept, ...place });
    }
  }

  /** A connection begins: what came on an earlier one may come again, because the party did not know. */
  connected(): void {
    for (const lane of this.lanes.values()) lane.lastBefore = lane.last ?? 0;
  }

  /** False for a frame that is here already. Throws a `SealFault` for one that must not come now. */
  take(arrival: Arrival): boolean {
    const lane = this.laneOf(arrival);
    return arrival.volatile ? this.takeVolatile(lane, arrival) : this.takeDurable(lane, arrival);
  }

  /** Whether frames up to number `sent` of the lane's present epoch should be here and are not. */
  lacks(lane: string, sent: number): boolean {
    const known = this.lanes.get(lane);
    if (!known || (known.last === null && known.joinedLate)) return false;
    return sent > (known.last ?? 0);
  }

  epochOf(lane: string): string | undefined {
    return this.lanes.get(lane)?.epoch;
  }

  get memory(): LaneMemory[] {
    return [...this.lanes.values()]
      .filter(({ last }) => last !== null)
      .map(({ lane, epoch, generation, durable, volatile }) => ({ lane, epoch, generation, durable, volatile }));
  }

  private laneOf({ lane, epoch, generation }: Arrival): Lane {
    const known = this.lanes.get(lane);
    if (known?.epoch === epoch) return known;
    if (known && (generation < known.generation || known.retired.has(epoch))) throw new SealFault('outdated');
    const retired = known?.retired ?? new Set();
    if (known) retired.add(known.epoch);
    const counts = { durable: 0, volatile: 0, last: null, lastBefore: 0 };
    const begun: Lane = { lane, epoch, generation, ...counts, joinedLate: !known, retired };
    this.lanes.set(lane, begun);
    return begun;
  }

  private takeVolatile(lane: Lane, { seq }: Arrival): boolean {
    // Dropping them is allowed, changing their order is not.
    if (seq <= lane.volatile) throw new SealFault('replayed');
    lane.volatile = seq;
    return true;
  }

  private takeDurable(lane: Lane, { seq, begins, standsAlone, completes }: Arrival): boolean {
    if (lane.last === null) {
      if (!begins && !(lane.joinedLate && standsAlone)) throw new SealFault('gap');
    } else if (seq <= lane.last) {
      if (seq > lane.lastBefore) throw new SealFault('replayed');
      return false;
    } else if (seq !== lane.last + 1) {
      throw new SealFault('gap');
    }
    lane.last = seq;
    if (completes) lane.durable = seq;
    return true;
  }
}
