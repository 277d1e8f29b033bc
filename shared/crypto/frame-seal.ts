import { concatenated, type Octets } from './octets.ts';
import { SealFault } from './seal-fault.ts';

/** What the clear header of a frame says. */
export interface FrameFacts {
  kind: string;
  role: 'customer' | 'agent';
  volatile: boolean;
  first: boolean;
  last: boolean;
  seq: number;
}

/** Where a body was sealed, and what of it. */
export interface SealedPart {
  epoch: Octets;
  /** The first durable frame of its epoch. */
  begins: boolean;
  part: Octets;
}

export const EPOCH_BYTES = 16;

/**
 * The body of a frame as the party gets it:
 *
 *     epoch (16) | AES-256-GCM( begins (1) | part of a packed message ) with its tag (16)
 *
 * The key belongs to one role and one epoch, the nonce is the number of the frame, the associated data its clear header.
 * Null in place of a key: the room allows sessions that are not sealed, and both ends have agreed.
 */
export async function closeFrame(
  key: CryptoKey | null,
  header: Uint8Array,
  facts: FrameFacts,
  { epoch, begins, part }: SealedPart,
): Promise<Octets> {
  const body = concatenated(Uint8Array.of(begins ? 1 : 0), part);
  return concatenated(epoch, key ? new Uint8Array(await crypto.subtle.encrypt(gcm(header, facts), key, body)) : body);
}

/** Rejects with a `SealFault` when it was not closed with this key for this header. */
export async function openFrame(
  key: CryptoKey | null,
  header: Uint8Array,
  facts: FrameFacts,
  sealed: Uint8Array,
): Promise<SealedPart> {
  const closed = sealed.slice(EPOCH_BYTES) as Octets;
  const body = key ? await decrypted(key, header, facts, closed) : closed;
  if (body.length === 0) throw new SealFault('damaged');
  return { epoch: epochOf(sealed), begins: body[0] === 1, part: body.subarray(1) };
}

export function epochOf(sealed: Uint8Array): Octets {
  return sealed.slice(0, EPOCH_BYTES) as Octets;
}

async function decrypted(key: CryptoKey, header: Uint8Array, facts: FrameFacts, closed: Octets): Promise<Octets> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(gcm(header, facts), key, closed));
  } catch {
    // WebCrypto tells no more than that it is not authentic.
    throw new SealFault('damaged');
  }
}

/** Durable and volatile frames are counted apart, so the nonce says which count is meant. */
function gcm(header: Uint8Array, { volatile, seq }: FrameFacts): AesGcmParams {
  const nonce = new DataView(new ArrayBuffer(12));
  nonce.setUint32(0, volatile ? 1 : 0);
  nonce.setUint32(8, seq);
  return { name: 'AES-GCM', iv: nonce.buffer, additionalData: header as Octets };
}
