import { finishRotation, knownRoomKey, nextRoomKey } from '../../party/room-keys.ts';
import { type ApiClient, ApiError, allOf } from '../../shared/api/api-client.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/base64url.ts';
import type { Octets } from '../../shared/crypto/octets.ts';
import { rewrapSessionKey, unwrapSessionKey } from '../../shared/crypto/recording-key.ts';
import { type CliContext, UsageError } from './cli-context.ts';

export interface Rotated {
  rewrapped: number;
  /** Wrapped with neither the old key nor the new one. */
  unopened: number;
}

/**
 * Gives a room another key. The party sees neither: the keys of its recordings are opened and closed here. The old key leaves
 * the file only when nothing needs it any more; until then the command goes on where it was when it is called again.
 *
 * @throws Error when a session could not be told, or somebody has made a pass meanwhile
 */
export async function rotateKey({ api, options }: CliContext, roomId: string): Promise<Rotated> {
  const oldKey = await knownRoomKey(options.keys, roomId);
  if (oldKey === undefined) throw new UsageError(`${options.keys} has no key of this room. Name its file with --keys.`);
  const nextKey = await nextRoomKey(options.keys, roomId);
  // First of all: with a pass that works, an agent would go on wrapping keys of sessions with the old room key. Those that are
  // revoked already as well: a session that could not be told the last time is told now.
  for (const { passId } of await passesOf(api, roomId)) {
    await api.call('revokePass', { params: { room: roomId, pass: passId } });
  }
  const done = await rewrapAll(api, roomId, { old: octetsFrom(oldKey), next: octetsFrom(nextKey) });
  const isMadeMeanwhile = (await passesOf(api, roomId)).some(({ revokedAt }) => revokedAt === null);
  if (isMadeMeanwhile) throw new Error('Somebody has made a pass meanwhile, with the old key. Call the command again.');
  await finishRotation(options.keys, roomId);
  return done;
}

function passesOf(api: ApiClient, roomId: string) {
  const query = (cursor: string | undefined) => ({ params: { room: roomId }, query: { limit: '100', cursor } });
  return allOf((cursor) => api.call('listPasses', query(cursor)));
}

async function rewrapAll(api: ApiClient, roomId: string, keys: { old: Octets; next: Octets }): Promise<Rotated> {
  const query = (cursor: string | undefined) => ({ params: { room: roomId }, query: { limit: '100', cursor } });
  const done = { rewrapped: 0, unopened: 0 };
  for (const { sessionId } of await allOf((cursor) => api.call('listRecordings', query(cursor)))) {
    const params = { room: roomId, session: sessionId };
    const kept = await api.call('getRecordingKey', { params }).catch(undefinedWhereNone);
    // The agent had no time to keep one, or the recording has just reached its end.
    if (kept === undefined) continue;
    const wrapped = octetsFrom(kept.key);
    const anew = await rewrapSessionKey(keys, sessionId, wrapped);
    if (anew !== undefined) {
      await api.call('replaceRecordingKey', { params, body: { key: toBase64url(anew) } });
      done.rewrapped++;
    } else if ((await unwrapSessionKey(keys.next, sessionId, wrapped)) === undefined) done.unopened++;
  }
  return done;
}

function undefinedWhereNone(error: unknown): undefined {
  if (!(error instanceof ApiError) || error.code !== 'not-found') throw error;
}

function octetsFrom(key: string): Octets {
  const octets = fromBase64url(key);
  if (octets === undefined) throw new Error('A key is not as it was written.');
  return octets as Octets;
}
