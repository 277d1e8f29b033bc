import { finishRotation, knownRoomKey, nextRoomKey } from '../../party/room-keys.ts';
import { allOf } from '../../shared/api/api-client.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/base64url.ts';
import type { Octets } from '../../shared/crypto/octets.ts';
import { rewrapSessionKey, unwrapSessionKey } from '../../shared/crypto/recording-key.ts';
import { type HttpResult, keepKey, keptKey } from '../../shared/protocol/http.ts';
import type { Pass } from '../../shared/protocol/pass.ts';
import { type CliContext, UsageError } from './cli-context.ts';

export interface Rotated {
  revoked: number;
  rewrapped: number;
  /** Wrapped with neither the old key nor the new one. */
  unopened: number;
}

const HELPER_LIVES_MS = 60 * 60_000;

/**
 * Gives a room another key. The party sees neither: the keys of its recordings are opened and closed here. Interrupted, it goes
 * on where it was when it is called again.
 */
export async function rotateKey({ api, options, partyUrl }: CliContext, roomId: string): Promise<Rotated> {
  const oldKey = await knownRoomKey(options.keys, roomId);
  if (oldKey === undefined) throw new UsageError(`${options.keys} has no key of this room. Name its file with --keys.`);
  const nextKey = await nextRoomKey(options.keys, roomId);
  // First of all: with a pass that works, an agent would go on wrapping keys of sessions with the old room key.
  const revoked = await revokeAll(api, roomId);
  const { passId, secret } = await api.call('createPass', {
    params: { room: roomId },
    body: { agentName: 'Key rotation', role: 'supervisor', expiresAt: Date.now() + HELPER_LIVES_MS },
  });
  const pass = { partyUrl, roomId, passId, secret, roomKey: nextKey };
  const rewrapped = await rewrapAll(api, pass, { old: octetsFrom(oldKey), next: octetsFrom(nextKey) });
  await api.call('revokePass', { params: { room: roomId, pass: passId } });
  await finishRotation(options.keys, roomId);
  return { revoked, ...rewrapped };
}

async function revokeAll(api: CliContext['api'], roomId: string): Promise<number> {
  const query = (cursor: string | undefined) => ({ params: { room: roomId }, query: { limit: '100', cursor } });
  const valid = (await allOf((cursor) => api.call('listPasses', query(cursor)))).filter(
    ({ revokedAt }) => revokedAt === null,
  );
  for (const { passId } of valid) await api.call('revokePass', { params: { room: roomId, pass: passId } });
  return valid.length;
}

async function rewrapAll(
  api: CliContext['api'],
  pass: Pass,
  keys: { old: Octets; next: Octets },
): Promise<Omit<Rotated, 'revoked'>> {
  const query = (cursor: string | undefined) => ({ params: { room: pass.roomId }, query: { limit: '100', cursor } });
  const done = { rewrapped: 0, unopened: 0 };
  for (const { sessionId } of await allOf((cursor) => api.call('listRecordings', query(cursor)))) {
    const kept = await keptKey(pass, sessionId);
    // Nobody had the time to keep one, or the recording has just reached its end.
    if (!kept.ok && kept.fault === 'not-found') continue;
    const wrapped = octetsFrom(answerOf(kept).key);
    const anew = await rewrapSessionKey(keys, sessionId, wrapped);
    if (anew !== undefined) {
      answerOf(await keepKey(pass, sessionId, toBase64url(anew)));
      done.rewrapped++;
    } else if ((await unwrapSessionKey(keys.next, sessionId, wrapped)) === undefined) done.unopened++;
  }
  return done;
}

function answerOf<Answer>(result: HttpResult<Answer>): Answer {
  if (!result.ok) throw new Error(`The party refused: ${result.fault}. Call the command again to go on.`);
  return result.answer;
}

function octetsFrom(key: string): Octets {
  const octets = fromBase64url(key);
  if (octets === undefined) throw new Error('A key is not as it was written.');
  return octets as Octets;
}
