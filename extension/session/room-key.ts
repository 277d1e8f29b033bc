import { fromBase64url, toBase64url } from '../../shared/crypto/base64url.ts';
import { doorKeyFrom } from '../../shared/crypto/key-schedule.ts';
import type { Octets } from '../../shared/crypto/octets.ts';
import { wrapSessionKey } from '../../shared/crypto/recording-key.ts';
import type { Pass } from '../../shared/protocol/pass.ts';

/** By which the customer of a session knows agents of the room; base64url. */
export async function doorKeyOf({ roomKey }: Pass, sessionId: string): Promise<string> {
  return toBase64url(await doorKeyFrom(octetsIn(roomKey), sessionId));
}

/** A session's key as the party may keep it. Both base64url. */
export async function wrappedFor({ roomKey }: Pass, sessionId: string, key: string): Promise<string> {
  return toBase64url(await wrapSessionKey(octetsIn(roomKey), sessionId, octetsIn(key)));
}

function octetsIn(key: string): Octets {
  const octets = fromBase64url(key);
  if (!octets) throw new Error('a stored key is damaged');
  return octets as Octets;
}
