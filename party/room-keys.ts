import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { randomToken } from '../shared/crypto/base64url.ts';

/**
 * Keys of rooms are in a file of the admin's. The party never sees them: a pass carries its room's key to the agent. Losing
 * the file means that later passes cannot open what was sealed for earlier ones.
 *
 * @returns The key of a room, a new one where the file has none.
 */
export async function roomKey(file: string, roomId: string): Promise<string> {
  const known = await knownRoomKey(file, roomId);
  if (known !== undefined) return known;
  const key = randomToken(32);
  await keepRoomKey(file, roomId, key);
  return key;
}

export async function knownRoomKey(file: string, roomId: string): Promise<string | undefined> {
  return (await readKeys(file))[roomId];
}

export async function keepRoomKey(file: string, roomId: string, key: string): Promise<void> {
  await writeKeys(file, { ...(await readKeys(file)), [roomId]: key });
}

/**
 * The key that a room gets in place of the one it has. It is in the file before anything is wrapped with it: a rotation that
 * was interrupted goes on with the same one.
 */
export function nextRoomKey(file: string, roomId: string): Promise<string> {
  return roomKey(file, nextOf(roomId));
}

/** The next key becomes the room's. */
export async function finishRotation(file: string, roomId: string): Promise<void> {
  const { [nextOf(roomId)]: next, ...others } = await readKeys(file);
  if (next !== undefined) await writeKeys(file, { ...others, [roomId]: next });
}

const nextOf = (roomId: string): string => `${roomId}/next`;

/** Beside the file, then in its place: a power cut in between loses no key. */
async function writeKeys(file: string, keys: Record<string, string>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const anew = `${file}.${process.pid}`;
  await writeFile(anew, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(anew, file);
}

async function readKeys(file: string): Promise<Record<string, string>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
