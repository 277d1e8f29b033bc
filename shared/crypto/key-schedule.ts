import { lengthPrefixed, type Octets, octetsOf } from './octets.ts';

/*
 * All keys of a session come from one, the session key, each by HKDF-SHA-256 with a label of its own:
 *
 *     key of the code's proof (CPace) ----------> session key --+--> traffic key, one for each end, each time it starts
 *                                                               +--> fingerprint
 *     room key (in every pass) + session id ----> door key -----+--> proof of who asks in, key that wraps the session key
 */

export type Role = 'customer' | 'agent';

export const KEY_BYTES = 32;

/** What opens a session: 32 bytes, kept only by its ends. */
export type SessionKey = Octets;

/** @param proofKey what CPace gave */
export function sessionKeyFrom(proofKey: Octets): Promise<SessionKey> {
  return derived(proofKey, 'session key', new Uint8Array(), KEY_BYTES);
}

/** For everything that an end of this role seals from one start to the next. */
export function trafficKey(sessionKey: SessionKey, role: Role, epoch: Octets): Promise<CryptoKey> {
  return derivedKey(sessionKey, `traffic of the ${role}`, epoch, { name: 'AES-GCM', length: 256 }, [
    'encrypt',
    'decrypt',
  ]);
}

/** What the customer is given by the first agent, so that it can know other agents of the same room. */
export function doorKeyFrom(roomKey: Octets, sessionId: string): Promise<Octets> {
  return derived(roomKey, 'door key', octetsOf(sessionId), KEY_BYTES);
}

export async function derived(key: Octets, label: string, salt: Octets, count: number): Promise<Octets> {
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf(label, salt), await imported(key), count * 8));
}

export async function derivedKey(
  key: Octets,
  label: string,
  salt: Octets,
  algorithm: AesKeyGenParams | HmacKeyGenParams,
  usages: KeyUsage[],
): Promise<CryptoKey> {
  return crypto.subtle.deriveKey(hkdf(label, salt), await imported(key), algorithm, false, usages);
}

const imported = (key: Octets): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveBits', 'deriveKey']);

const hkdf = (label: string, salt: Octets): HkdfParams => ({
  name: 'HKDF',
  hash: 'SHA-256',
  salt,
  info: lengthPrefixed(octetsOf('coview 1'), octetsOf(label)),
});
