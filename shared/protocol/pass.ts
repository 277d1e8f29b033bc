import * as v from 'valibot';
import { fromBase64url, toBase64url } from '../crypto/base64url.ts';

/** An agent's long credential for a room. It never travels in a URL and never reaches a page. */
export interface Pass {
  partyUrl: string;
  roomId: string;
  passId: string;
  /** Proves the pass to the party, which stores only its hash. */
  secret: string;
  /** Never sent to the party: opens what is sealed for the room. base64url of 32 bytes. */
  roomKey: string;
}

const PREFIX = 'coview-pass-';

const passSchema = v.strictTuple([
  v.literal(1),
  v.pipe(
    v.string(),
    v.url(),
    v.regex(/^https?:\/\//),
    v.check((url) => !url.endsWith('/')),
  ),
  v.pipe(v.string(), v.regex(/^[0-9a-z]{4,40}$/)),
  v.pipe(v.string(), v.regex(/^[\w-]{4,40}$/)),
  v.pipe(v.string(), v.regex(/^[\w-]{20,100}$/)),
  v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
]);

/** The pass as one word to paste. */
export function formatPass(pass: Pass): string {
  const fields = [1, pass.partyUrl, pass.roomId, pass.passId, pass.secret, pass.roomKey];
  return PREFIX + toBase64url(new TextEncoder().encode(JSON.stringify(fields)));
}

export type ParsedPass =
  | { ok: true; pass: Pass }
  /** `not-a-pass`: something else was pasted. `damaged`: it begins like a pass but is cut off or changed. */
  | { ok: false; fault: 'not-a-pass' | 'damaged' };

/** Reads a pasted pass; blanks and line breaks that mail programs put in are forgiven. */
export function parsePass(pasted: string): ParsedPass {
  const text = pasted.replace(/\s/g, '');
  if (!text.startsWith(PREFIX)) return { ok: false, fault: 'not-a-pass' };
  const bytes = fromBase64url(text.slice(PREFIX.length));
  if (!bytes) return { ok: false, fault: 'damaged' };
  let fields: unknown;
  try {
    fields = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return { ok: false, fault: 'damaged' };
  }
  const parsed = v.safeParse(passSchema, fields);
  if (!parsed.success) return { ok: false, fault: 'damaged' };
  const [, partyUrl, roomId, passId, secret, roomKey] = parsed.output;
  return { ok: true, pass: { partyUrl, roomId, passId, secret, roomKey } };
}
