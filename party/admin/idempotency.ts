import { fromBase64url, toBase64url } from '../../shared/crypto/base64url.ts';
import { hashOf } from '../secrets.ts';
import type { Store } from '../store.ts';

/** An answer that was given, to give again. */
export interface GivenAnswer {
  status: number;
  body: string;
}

interface Remembered {
  requestHash: string;
  at: number;
  /** Sealed, since answers may hold a secret that is told once. */
  nonce: string;
  sealed: string;
}

type Found = { type: 'new' } | { type: 'busy' } | { type: 'reused' } | { type: 'known'; answer: GivenAnswer };

const PREFIX = 'idempotency/';
const KEPT_MS = 24 * 60 * 60_000;

/**
 * Requests that were sent with an `Idempotency-Key`, so that one sent again does nothing again. What was answered is sealed
 * with a key made of the caller's token and idempotency key: the party's storage alone does not open it.
 */
export class Idempotency {
  private readonly busy = new Set<string>();

  constructor(private readonly store: Store) {}

  /** `new`: the caller goes on, and must `finish`. */
  async begin(token: string, key: string, request: string, now: number): Promise<Found> {
    const storageKey = PREFIX + (await hashOf(`${token}\n${key}`));
    if (this.busy.has(storageKey)) return { type: 'busy' };
    this.busy.add(storageKey);
    const known = await this.store.get<Remembered>(storageKey);
    if (!known || now >= known.at + KEPT_MS) return { type: 'new' };
    this.busy.delete(storageKey);
    if (known.requestHash !== (await hashOf(request))) return { type: 'reused' };
    return { type: 'known', answer: await open(known, token, key) };
  }

  /** Null: it was not done, and may be tried again. */
  async finish(token: string, key: string, request: string, answer: GivenAnswer | null, now: number): Promise<void> {
    const storageKey = PREFIX + (await hashOf(`${token}\n${key}`));
    if (answer) {
      const requestHash = await hashOf(request);
      this.store.put({
        [storageKey]: { requestHash, at: now, ...(await seal(answer, token, key)) } satisfies Remembered,
      });
      await this.forgetOld(now);
    }
    this.busy.delete(storageKey);
  }

  private async forgetOld(now: number): Promise<void> {
    const all = await this.store.list<Remembered>({ prefix: PREFIX });
    const old = [...all].filter(([, { at }]) => now >= at + KEPT_MS).map(([storageKey]) => storageKey);
    if (old.length > 0) this.store.delete(old.slice(0, 128));
  }
}

async function cipherKey(token: string, key: string): Promise<CryptoKey> {
  const text = new TextEncoder().encode(`coview idempotency\n${token}\n${key}`);
  const digest = await crypto.subtle.digest('SHA-256', text);
  return crypto.subtle.importKey('raw', digest, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

async function seal(answer: GivenAnswer, token: string, key: string): Promise<Pick<Remembered, 'nonce' | 'sealed'>> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(JSON.stringify(answer));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, await cipherKey(token, key), bytes);
  return { nonce: toBase64url(nonce), sealed: toBase64url(new Uint8Array(sealed)) };
}

async function open({ nonce, sealed }: Remembered, token: string, key: string): Promise<GivenAnswer> {
  const iv = new Uint8Array(fromBase64url(nonce) ?? []);
  const bytes = new Uint8Array(fromBase64url(sealed) ?? []);
  const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await cipherKey(token, key), bytes);
  return JSON.parse(new TextDecoder().decode(opened)) as GivenAnswer;
}
