import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBase64url } from '../../shared/crypto/base64url.ts';

/**
 * The key with which a session's tickets are signed, out of the party's storage: with it a test can sign what is wrong in
 * one point alone. Read as the bytes lie there: a string is `"`, its length, its letters.
 */
export async function storedTicketKey(persistDir: string, sessionId: string): Promise<Uint8Array> {
  const pattern = new RegExp(`sessionId"\\x16${sessionId}"\\x09ticketKey"\\x2b([\\w-]{43})`);
  for (const name of await readdir(persistDir, { recursive: true })) {
    if (!/[.]sqlite(-wal)?$/.test(name)) continue;
    const found = pattern.exec((await readFile(join(persistDir, name))).toString('latin1'))?.[1];
    const key = found === undefined ? undefined : fromBase64url(found);
    if (key) return key;
  }
  throw new Error('no ticket key in the storage');
}
