import { toBase64url } from '../crypto/base64url.ts';
import type { AuditEntry } from './resources.ts';

/** What the first entry names as the hash before it. */
export const CHAIN_START = 'coview-audit-1';

type UnhashedEntry = Omit<AuditEntry, 'hash'>;

/** An entry as one text, the same wherever and whenever it is made: keys in order, nothing left out but the hash. */
function canonical(entry: UnhashedEntry): string {
  return JSON.stringify({ ...entry, hash: undefined }, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}

/** Rule A8: SHA-256 over the hash before and the canonical entry. */
export async function auditHash(entry: UnhashedEntry): Promise<string> {
  const bytes = new TextEncoder().encode(`${entry.previous}\n${canonical(entry)}`);
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** Where a chain stands after so many entries. */
export interface ChainHead {
  index: number;
  hash: string;
}

export const EMPTY_CHAIN: ChainHead = { index: 0, hash: CHAIN_START };

/**
 * Follows the chain over `entries`, from `head` on. Index of the first that is missing, out of place or changed, or the head
 * that was reached.
 */
export async function followChain(
  entries: readonly AuditEntry[],
  head: ChainHead,
): Promise<{ ok: true; head: ChainHead } | { ok: false; brokenAt: number }> {
  let reached = head;
  for (const entry of entries) {
    const fits = entry.index === reached.index + 1 && entry.previous === reached.hash;
    if (!fits || (await auditHash(entry)) !== entry.hash) return { ok: false, brokenAt: reached.index + 1 };
    reached = { index: entry.index, hash: entry.hash };
  }
  return { ok: true, head: reached };
}
