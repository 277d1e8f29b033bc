import { fromBase64url, toBase64url } from '../../shared/crypto/base64url.ts';
import { CustomerJoin } from '../../shared/crypto/customer-join.ts';
import { fingerprintOf } from '../../shared/crypto/fingerprint.ts';
import { type Asking, handOver, readAsking, turnAway } from '../../shared/crypto/hand-over.ts';
import type { JoinPlace } from '../../shared/crypto/join-run.ts';
import { type SessionKey, sessionKeyFrom } from '../../shared/crypto/key-schedule.ts';
import type { Octets } from '../../shared/crypto/octets.ts';
import { FIRST_START, type SealMemory, SessionSeal } from '../../shared/crypto/session-seal.ts';
import { count, either, listOf, parseShape, record, type Shape, text } from '../../shared/protocol/shape.ts';
import type { Talk } from '../../shared/protocol/talk.ts';

/** What came of a message of kind `join`. */
export type Heard =
  /** To be sent: to whoever answered, or to all agents. */
  | { type: 'say'; message: Uint8Array; toAll: boolean }
  | { type: 'refused'; missesLeft: number }
  /** Whoever answers does not know the code. */
  | { type: 'failed' };

type Introduction = Extract<Talk, { type: 'introduce' }>;

/** What the next page of the tab needs to go on. `key`: null when nothing is sealed. Both keys base64url. */
interface Kept extends SealMemory {
  key: string | null;
  doorKey: string;
}

/**
 * The customer's cryptography in one session, from the typed code to the end. Loaded when a code is typed or a session goes
 * on: the core knows it by its type only.
 */
export class CustomerSealing {
  readonly seal: SessionSeal;
  /** Words for the key, for comparing with the agent; null when nothing is sealed. */
  fingerprint: string | null = null;
  private key: SessionKey | null = null;
  private doorKey = '';

  /** @param join null for a session of the page before, which was let in there */
  constructor(
    start: SealMemory,
    private join: CustomerJoin | null,
  ) {
    this.seal = new SessionSeal('customer', start);
  }

  /** The code is not proven yet. */
  get isProving(): boolean {
    return this.join !== null;
  }

  /** For every agent who comes, and after a lost connection. */
  get message(): Uint8Array | undefined {
    return this.join?.message;
  }

  async hear(message: Uint8Array): Promise<Heard | undefined> {
    const step = this.join?.hear(message);
    switch (step?.type) {
      case 'confirm':
        await this.use(step.isSealed ? await sessionKeyFrom(step.key) : null);
        return { type: 'say', message: step.message, toAll: false };
      case 'offer':
        return { type: 'say', message: step.message, toAll: true };
      default:
        return step;
    }
  }

  /** Whether an agent who says its name has shown that it knows the code. Until then nothing it says counts. */
  accepts({ tag, doorKey }: Introduction): boolean {
    const octets = fromBase64url(tag);
    if (!this.join || !octets || !this.join.isAgentTag(octets)) return false;
    this.join = null;
    this.doorKey = doorKey;
    return true;
  }

  /** An agent of the room who asks in; undefined when it is none, or when nothing is sealed. */
  async askingIn(message: Uint8Array): Promise<Asking | undefined> {
    const doorKey = fromBase64url(this.doorKey);
    return this.key && doorKey ? readAsking(doorKey as Octets, message) : undefined;
  }

  /** What to answer: the key for an agent whom the customer lets in. */
  async answerTo(asking: Asking, granted: boolean): Promise<Uint8Array> {
    const { key, doorKey } = this;
    return granted && key ? handOver(fromBase64url(doorKey) as Octets, asking, key) : turnAway(asking);
  }

  /** For `sealingAgain`: text, to be kept by this tab alone. */
  get kept(): string {
    const { key, doorKey } = this;
    const kept: Kept = { ...this.seal.memory, key: key && toBase64url(key), doorKey };
    return JSON.stringify(kept);
  }

  async goOn(key: SessionKey | null, doorKey: string): Promise<void> {
    this.doorKey = doorKey;
    await this.use(key);
  }

  private async use(key: SessionKey | null): Promise<void> {
    this.key = key;
    this.fingerprint = key && (await fingerprintOf(key));
    this.seal.unlock(key);
  }
}

/** @param canSeal false where the page has no cryptography (plain http) */
export function sealingFor(secret: string, place: JoinPlace, canSeal: boolean): CustomerSealing {
  return new CustomerSealing(FIRST_START, new CustomerJoin(secret, place, canSeal));
}

/** Goes on with what an earlier page kept; null when that is not whole. */
export async function sealingAgain(kept: string): Promise<CustomerSealing | null> {
  const found = parseShape(kept, keptShape);
  if (!found) return null;
  const key = found.key === null ? null : fromBase64url(found.key);
  if (key === undefined) return null;
  const sealing = new CustomerSealing(found, null);
  await sealing.goOn(key as Octets | null, found.doorKey);
  return sealing;
}

const nothing: Shape<null> = (value): value is null => value === null;

const keptShape: Shape<Kept> = record({
  generation: count,
  lanes: listOf(record({ lane: text(), epoch: text(), generation: count, durable: count, volatile: count })),
  key: either(nothing, text()),
  doorKey: text(),
});
