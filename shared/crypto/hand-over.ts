import { derivedKey, KEY_BYTES, type SessionKey } from './key-schedule.ts';
import { areEqualOctets, concatenated, lengthPrefixed, type Octets, octetsOf, randomOctets } from './octets.ts';

/*
 * How an agent who was not there when the code was proved gets the session key: it asks in, which only who has a pass of the room
 * can, the customer agrees, and the customer's end wraps the key so that only such an agent can unwrap it. Both know the
 * door key: the agent by its pass, the customer from the first agent (see `key-schedule.ts`).
 */

/** An agent of the room who wants to come in. */
export interface Asking {
  name: string;
  /** Of this asking; the key is wrapped for it alone. */
  nonce: Octets;
}

const ASK = 7;
const HAND_OVER = 8;
const TURN_AWAY = 9;
const NONCE_BYTES = 16;
const TAG_BYTES = 32;
const IV_BYTES = 12;
const NOTHING = new Uint8Array();

export async function askIn(doorKey: Octets, name: string): Promise<{ asking: Asking; message: Octets }> {
  const asking = { name, nonce: randomOctets(NONCE_BYTES) };
  const tag = new Uint8Array(await crypto.subtle.sign('HMAC', await askingKey(doorKey), signed(asking)));
  return { asking, message: concatenated(Uint8Array.of(ASK), asking.nonce, tag, octetsOf(name)) };
}

/** Undefined when it is no asking, or comes from nobody of this room. */
export async function readAsking(doorKey: Octets, message: Uint8Array): Promise<Asking | undefined> {
  if (message[0] !== ASK || message.length < 1 + NONCE_BYTES + TAG_BYTES) return undefined;
  const fields = message.slice(1) as Octets;
  const asking = {
    nonce: fields.slice(0, NONCE_BYTES),
    name: new TextDecoder().decode(fields.subarray(NONCE_BYTES + TAG_BYTES)),
  };
  const tag = fields.slice(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const genuine = await crypto.subtle.verify('HMAC', await askingKey(doorKey), tag, signed(asking));
  return genuine ? asking : undefined;
}

/** The customer has agreed. */
export async function handOver(doorKey: Octets, asking: Asking, sessionKey: SessionKey): Promise<Octets> {
  const iv = randomOctets(IV_BYTES);
  const key = await wrappingKey(doorKey, asking);
  const wrapped = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, sessionKey);
  return concatenated(Uint8Array.of(HAND_OVER), iv, new Uint8Array(wrapped));
}

/** The customer has not agreed. Not sealed: a party could keep the answer back just as well. */
export function turnAway({ nonce }: Asking): Octets {
  return concatenated(Uint8Array.of(TURN_AWAY), nonce);
}

export function isTurnedAway({ nonce }: Asking, message: Uint8Array): boolean {
  return message[0] === TURN_AWAY && areEqualOctets(message.subarray(1), nonce);
}

/** Undefined when it is not the key for this asking. */
export async function takeOver(doorKey: Octets, asking: Asking, message: Uint8Array): Promise<SessionKey | undefined> {
  if (message[0] !== HAND_OVER) return undefined;
  const iv = message.slice(1, 1 + IV_BYTES) as Octets;
  const wrapped = message.slice(1 + IV_BYTES) as Octets;
  try {
    const key = await wrappingKey(doorKey, asking);
    const sessionKey = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, wrapped));
    return sessionKey.length === KEY_BYTES ? sessionKey : undefined;
  } catch {
    return undefined;
  }
}

const signed = ({ name, nonce }: Asking): Octets => lengthPrefixed(nonce, octetsOf(name));

const askingKey = (doorKey: Octets): Promise<CryptoKey> =>
  derivedKey(doorKey, 'asking in', NOTHING, { name: 'HMAC', hash: 'SHA-256', length: 256 }, ['sign', 'verify']);

const wrappingKey = (doorKey: Octets, { nonce }: Asking): Promise<CryptoKey> =>
  derivedKey(doorKey, 'hand-over', nonce, { name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt']);
