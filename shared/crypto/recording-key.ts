import { derived, derivedKey, KEY_BYTES, type SessionKey } from './key-schedule.ts';
import { areEqualOctets, concatenated, type Octets, octetsOf, randomOctets } from './octets.ts';

/*
 * How a recording can be opened after its session: the session key, wrapped with the room key, lies beside the sealed log. The
 * room key is in passes only, so the party can do nothing with either.
 *
 *     version (1) | id of the room key (8) | iv (12) | AES-256-GCM(session key) with its tag (16)
 */

const VERSION = 1;
const ID_BYTES = 8;
const IV_BYTES = 12;
const HEAD_BYTES = 1 + ID_BYTES;

/** Tells which room key wraps something, and nothing else about it. */
export function roomKeyId(roomKey: Octets): Promise<Octets> {
  return derived(roomKey, 'room key id', new Uint8Array(), ID_BYTES);
}

export async function wrapSessionKey(roomKey: Octets, sessionId: string, sessionKey: SessionKey): Promise<Octets> {
  const head = concatenated(Uint8Array.of(VERSION), await roomKeyId(roomKey));
  const iv = randomOctets(IV_BYTES);
  const key = await recordingKey(roomKey, sessionId);
  const closed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: head }, key, sessionKey);
  return concatenated(head, iv, new Uint8Array(closed));
}

/** Undefined when it was not wrapped with this room key for this session. */
export async function unwrapSessionKey(
  roomKey: Octets,
  sessionId: string,
  wrapped: Uint8Array,
): Promise<SessionKey | undefined> {
  const head = wrapped.slice(0, HEAD_BYTES) as Octets;
  if (!areEqualOctets(head, concatenated(Uint8Array.of(VERSION), await roomKeyId(roomKey)))) return undefined;
  const iv = wrapped.slice(HEAD_BYTES, HEAD_BYTES + IV_BYTES) as Octets;
  const closed = wrapped.slice(HEAD_BYTES + IV_BYTES) as Octets;
  try {
    const key = await recordingKey(roomKey, sessionId);
    const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: head }, key, closed);
    return opened.byteLength === KEY_BYTES ? new Uint8Array(opened) : undefined;
  } catch {
    return undefined;
  }
}

/** For a new room key, after an agent has left: what only the old one opened. Undefined when that does not open it. */
export async function rewrapSessionKey(
  keys: { old: Octets; next: Octets },
  sessionId: string,
  wrapped: Uint8Array,
): Promise<Octets | undefined> {
  const sessionKey = await unwrapSessionKey(keys.old, sessionId, wrapped);
  return sessionKey && wrapSessionKey(keys.next, sessionId, sessionKey);
}

const recordingKey = (roomKey: Octets, sessionId: string): Promise<CryptoKey> =>
  derivedKey(roomKey, 'recording', octetsOf(sessionId), { name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt']);
