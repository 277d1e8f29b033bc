import { toBase64url } from '../shared/crypto/base64url.ts';

/** Hash under which a random token is stored. Tokens are long and random: no salt and no slow hash is needed. */
export async function hashOf(token: string): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))));
}

/** Whether two hashes are equal, in a time that does not tell where they differ. */
export function equalHashes(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at++) difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
}

/** The token of an `Authorization: Bearer` header. */
export function bearerOf(header: string | null | undefined): string | undefined {
  return /^Bearer ([\w.~-]{8,400})$/.exec(header ?? '')?.[1];
}
