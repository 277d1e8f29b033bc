import { toBase64url } from './base64url.ts';

/**
 * What the customer sends to show that they know the code's secret: HMAC-SHA-256 of the session id, keyed with the
 * secret. Rejects where the page has no WebCrypto (plain http other than localhost).
 */
export async function joinProof(secret: string, sessionId: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  return toBase64url(new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(sessionId))));
}

/** Agent's side: whether a received proof is right. Compares every character, whatever the first difference is. */
export async function isJoinProof(proof: string, secret: string, sessionId: string): Promise<boolean> {
  const expected = await joinProof(secret, sessionId);
  let difference = proof.length ^ expected.length;
  for (let at = 0; at < expected.length; at++) difference |= expected.charCodeAt(at) ^ proof.charCodeAt(at);
  return difference === 0;
}
