import type { NewPass, RoomInfo, WrappedKey } from '../../shared/api/resources.ts';
import { refusal } from '../refusal.ts';
import type { PageRequest } from '../stored-page.ts';
import type { Room } from './room.ts';

/** What the admin party and the room's sessions ask of a room, with what each needs. */
export type RoomCall =
  | { type: 'configure'; room: RoomInfo }
  | { type: 'remove' }
  | { type: 'list-passes'; page: PageRequest }
  | { type: 'create-pass'; pass: NewPass }
  | { type: 'revoke-pass'; passId: string }
  | { type: 'list-sessions'; page: PageRequest; liveOnly: boolean }
  | { type: 'end-session'; sessionId: string }
  | { type: 'list-recordings'; page: PageRequest }
  | { type: 'delete-recording'; sessionId: string }
  | { type: 'recording-key'; sessionId: string }
  | ({ type: 'replace-key'; sessionId: string } & WrappedKey)
  | { type: 'joined' | 'recording'; sessionId: string }
  | { type: 'over'; sessionId: string };

/** Answers with JSON, or with `not-found`; a call that was done in part only is answered with 502. */
export async function onRoomCall(room: Room, call: RoomCall, now: number): Promise<Response> {
  if (call.type === 'configure') {
    await room.configure(call.room);
    return Response.json({});
  }
  if (!room.info) return refusal('not-found');
  try {
    return await answer(room, call, now);
  } catch (error) {
    console.error('room', error);
    return Response.json({ problem: error instanceof Error ? error.message : String(error) }, { status: 502 });
  }
}

async function answer(room: Room, call: Exclude<RoomCall, { type: 'configure' }>, now: number): Promise<Response> {
  const done = (found: unknown): Response => (found ? Response.json({}) : refusal('not-found'));
  switch (call.type) {
    case 'remove':
      await room.remove();
      return done(true);
    case 'list-passes':
      return Response.json(await room.passes.list(call.page));
    case 'create-pass':
      return Response.json(await room.passes.create(call.pass, now));
    case 'revoke-pass':
      return done(await room.revoke(call.passId));
    case 'list-sessions':
      return Response.json(await room.listSessions(call.page, call.liveOnly));
    case 'end-session':
      return done(await room.endSession(call.sessionId));
    case 'list-recordings':
      return Response.json(await room.listRecordings(call.page));
    case 'delete-recording': {
      const result = await room.deleteRecording(call.sessionId);
      return result === 'session-live' ? Response.json({}, { status: 409 }) : done(result === 'deleted');
    }
    case 'recording-key': {
      const key = await room.wrappedKey(call.sessionId);
      return key === undefined ? refusal('not-found') : Response.json({ key } satisfies WrappedKey);
    }
    case 'replace-key':
      return done(await room.replaceKey(call.sessionId, call.key));
    case 'joined':
      await room.onJoined(call.sessionId);
      return done(true);
    case 'recording':
    case 'over':
      await room.settleEnd(call.sessionId);
      return done(true);
  }
}
