import { Arrivals, type LaneMemory } from './arrivals.ts';
import { toBase64url } from './base64url.ts';
import { closeFrame, EPOCH_BYTES, epochOf, type FrameFacts, openFrame } from './frame-seal.ts';
import { type Role, type SessionKey, trafficKey } from './key-schedule.ts';
import { concatenated, type Octets, octetsOf, randomOctets } from './octets.ts';
import { pack, unpack } from './packing.ts';
import type { Seal } from './seal.ts';
import { SealFault } from './seal-fault.ts';

/** What an end carries from one start to the next. */
export interface SealMemory {
  /** Which start of this end it is: grows by one each time. */
  generation: number;
  lanes: LaneMemory[];
}

export const FIRST_START: SealMemory = { generation: 1, lanes: [] };

const GENERATION_BYTES = 4;
const MAX_SEQ = 0xffff_ffff;
const COUNT_BYTES = 4;

/**
 * Closes and opens the frames of one end. An epoch is drawn whenever an end starts, and has a key of its own: so a tab and
 * its duplicate, a tab that was restored and one that crashed never seal two frames with the same key and nonce, whatever
 * numbers the party makes them use.
 */
export class SessionSeal implements Seal {
  private readonly epoch: Octets;
  private readonly arrivals: Arrivals;
  private unlocked: Promise<SessionKey | null>;
  private firstUnlock: (key: SessionKey | null) => void = () => undefined;
  private sendingKey: Promise<CryptoKey | null> | undefined;
  /** Key of the newest epoch of each lane. */
  private readonly openingKeys = new Map<string, { epoch: string; key: Promise<CryptoKey | null> }>();
  /** Newest numbers that this end has sealed. */
  private readonly sealed = { durable: 0, volatile: 0 };

  constructor(
    private readonly role: Role,
    private readonly start: SealMemory,
  ) {
    const generation = new Uint8Array(GENERATION_BYTES);
    new DataView(generation.buffer).setUint32(0, start.generation);
    this.epoch = concatenated(generation, randomOctets(EPOCH_BYTES - GENERATION_BYTES));
    this.arrivals = new Arrivals(start.lanes);
    this.unlocked = new Promise((resolve) => {
      this.firstUnlock = resolve;
    });
  }

  /**
   * Until then everything waits. Null: bodies travel open, as the room allows and both ends have agreed. Again: the run
   * that gave the key before came to nothing.
   */
  unlock(key: SessionKey | null): void {
    this.firstUnlock(key);
    this.unlocked = Promise.resolve(key);
    this.sendingKey = undefined;
    this.openingKeys.clear();
  }

  /** For the next start of this end. */
  get memory(): SealMemory {
    return { generation: this.start.generation + 1, lanes: this.arrivals.memory };
  }

  /** A connection begins. */
  connected(): void {
    this.arrivals.connected();
  }

  /** A message as it is split into frames: compressed, and padded. */
  pack(message: Uint8Array): Promise<Octets> {
    return pack(message as Octets);
  }

  unpack(packed: Uint8Array, mostBytes: number): Promise<Octets> {
    return unpack(packed as Octets, mostBytes);
  }

  async seal(header: Uint8Array, facts: FrameFacts, part: Uint8Array): Promise<Octets> {
    const count = facts.volatile ? 'volatile' : 'durable';
    // The number is the nonce: the same one twice would give the party the key that authenticates.
    if (facts.seq <= this.sealed[count] || facts.seq > MAX_SEQ) throw new Error('a frame number was used twice');
    const begins = !facts.volatile && this.sealed.durable === 0;
    this.sealed[count] = facts.seq;
    this.sendingKey ??= this.keyOf(this.role, this.epoch);
    return closeFrame(await this.sendingKey, header, facts, { epoch: this.epoch, begins, part: part as Octets });
  }

  /** Undefined for a frame that is here already. Rejects with a `SealFault` for one that is not to be trusted. */
  async open(header: Uint8Array, facts: FrameFacts, sender: number, body: Uint8Array): Promise<Octets | undefined> {
    const lane = laneOf(facts.role, sender);
    const { epoch, begins, part } = await openFrame(await this.openingKey(lane, facts.role, body), header, facts, body);
    const isNew = this.arrivals.take({
      lane,
      epoch: toBase64url(epoch),
      generation: new DataView(epoch.buffer).getUint32(0),
      volatile: facts.volatile,
      seq: facts.seq,
      begins,
      standsAlone: facts.role === 'agent' || (facts.kind === 'snapshot' && facts.first),
      completes: facts.last,
    });
    return isNew ? part : undefined;
  }

  /** A sign of life for another end: how much it should have of us, and which start of theirs we have heard. */
  pulse(role: Role, receiver: number, sent: number): Octets {
    const count = new DataView(new ArrayBuffer(COUNT_BYTES));
    count.setUint32(0, sent);
    return concatenated(new Uint8Array(count.buffer), octetsOf(this.arrivals.epochOf(laneOf(role, receiver)) ?? ''));
  }

  /**
   * Throws a `SealFault` when something that the sender had sent before is not here. True when the sender has heard this end
   * since it started: then what comes from there is of now, and not a recording.
   */
  hearPulse(role: Role, sender: number, pulse: Uint8Array): boolean {
    if (pulse.length < COUNT_BYTES) throw new SealFault('damaged');
    const sent = new DataView(pulse.buffer, pulse.byteOffset).getUint32(0);
    if (this.arrivals.lacks(laneOf(role, sender), sent)) throw new SealFault('withheld');
    return new TextDecoder().decode(pulse.subarray(COUNT_BYTES)) === toBase64url(this.epoch);
  }

  private openingKey(lane: string, role: Role, body: Uint8Array): Promise<CryptoKey | null> {
    const epoch = epochOf(body);
    const text = toBase64url(epoch);
    const known = this.openingKeys.get(lane);
    if (known?.epoch === text) return known.key;
    const key = this.keyOf(role, epoch);
    this.openingKeys.set(lane, { epoch: text, key });
    return key;
  }

  private async keyOf(role: Role, epoch: Octets): Promise<CryptoKey | null> {
    const key = await this.unlocked;
    return key && trafficKey(key, role, epoch);
  }
}

/** Customers follow one another in one lane: there is one at a time. Each agent has its own. */
function laneOf(role: Role, participant: number): string {
  return role === 'customer' ? role : String(participant);
}
