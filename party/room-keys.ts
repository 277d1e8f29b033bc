import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { randomToken } from '../shared/crypto/base64url.ts';

/**
 * The admin's file of room keys. The party never sees these: a pass carries its room's key to the agent. Losing the file
 * means that later passes cannot open what was sealed for earlier ones.
 */
export async function roomKey(file: string, roomId: string): Promise<string> {
  const keys = await readKeys(file);
  const known = keys[roomId];
  if (known !== undefined) return known;
  const key = randomToken(32);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ ...keys, [roomId]: key }, null, 2)}\n`, { mode: 0o600 });
  return key;
}

async function readKeys(file: string): Promise<Record<string, string>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
