import type { Actor, IssuedPass, PageQuery, RoomInfo, WrappedKey } from '../../shared/api/resources.ts';
import { changedSettings, type RoomSettings } from '../../shared/api/room-settings.ts';
import { randomCrockford } from '../../shared/protocol/crockford.ts';
import type { Handlers } from '../api/api-app.ts';
import { type ApiProblem, problem } from '../api/api-problem.ts';
import type { PartyEvent } from '../events.ts';
import type { RoomCall } from '../room/room-calls.ts';
import type { Store } from '../store.ts';
import { type PageRequest, pageFrom } from '../stored-page.ts';
import type { WebhookCall } from '../webhooks/webhook-calls.ts';
import type { AdminTokens } from './admin-tokens.ts';
import type { AuditLog } from './audit-log.ts';
import { webhookHandlers } from './webhook-handlers.ts';

export const ROOM_PREFIX = 'room/';
const ROOM_ID_LENGTH = 12;

export interface AdminHost {
  store: Store;
  now(): number;
  callRoom(roomId: string, call: RoomCall): Promise<Response>;
  callWebhooks(call: WebhookCall): Promise<Response>;
  tokens: AdminTokens;
  audit: AuditLog;
}

const pageOfQuery = ({ cursor, limit }: PageQuery): PageRequest => ({ cursor, limit: Number(limit) });

/** What an admin can do, one function a route. */
export function adminHandlers(host: AdminHost): Handlers {
  const { store, tokens, audit } = host;

  /** Every action of an admin goes through here, once it is done. */
  const note = (
    actor: Actor,
    action: string,
    about: Partial<Pick<PartyEvent, 'roomId' | 'subject' | 'detail'>> = {},
  ): Promise<unknown> =>
    audit.append({ at: host.now(), actor, action, roomId: null, subject: null, detail: {}, ...about });

  const roomOf = (roomId: string): Promise<RoomInfo | undefined> => store.get<RoomInfo>(ROOM_PREFIX + roomId);

  /** The room first: what is in the list exists. */
  async function saveRoom(room: RoomInfo): Promise<RoomInfo> {
    await host.callRoom(room.roomId, { type: 'configure', room });
    store.put({ [ROOM_PREFIX + room.roomId]: room });
    await store.sync();
    return room;
  }

  /** What a room answers; it says so when it knows nothing of it or could not do all of it. */
  async function ask<Answer>(roomId: string, call: RoomCall): Promise<Answer | ApiProblem> {
    if (!(await roomOf(roomId))) return problem('not-found', 'There is no such room.');
    const response = await host.callRoom(roomId, call);
    if (response.status === 404) return problem('not-found');
    if (response.status === 409) return problem('session-live');
    if (response.status === 502)
      return problem('partly-done', ((await response.json()) as { problem: string }).problem);
    if (!response.ok) throw new Error(`room answered ${response.status}`);
    return (await response.json()) as Answer;
  }

  async function command(
    call: { roomId: string; subject: string; actor: Actor; action: string },
    roomCall: RoomCall,
  ): Promise<ApiProblem | undefined> {
    const { roomId, subject, actor, action } = call;
    const answer = await ask<object>(roomId, roomCall);
    const refused = 'refusal' in answer ? (answer as ApiProblem) : undefined;
    // A part of it was done.
    if (!refused || refused.refusal.code === 'partly-done') await note(actor, action, { roomId, subject });
    return refused;
  }

  return {
    status: async () => ({ state: (await tokens.isSetUp()) ? 'ready' : 'setup-wanted', version: 1 }),
    async setUp({ body }) {
      if (await tokens.isSetUp()) return problem('setup-done');
      if (!(await tokens.isSetupSecret(body.secret))) return problem('setup-secret-wrong');
      const token = await tokens.create(body.name, null, host.now());
      await note({ type: 'admin', id: token.tokenId, name: token.name }, 'setup.done', { subject: token.tokenId });
      return token;
    },
    listTokens: ({ query }) => tokens.list(pageOfQuery(query)),
    async createToken({ body, actor }) {
      const token = await tokens.create(body.name, body.expiresAt, host.now());
      await note(actor, 'admin-token.created', { subject: token.tokenId, detail: { name: token.name } });
      return token;
    },
    async deleteToken({ params, actor }) {
      const result = await tokens.delete(params.token, host.now());
      if (result === 'not-found') return problem('not-found');
      if (result === 'last') return problem('last-token', 'Make another one first.');
      await note(actor, 'admin-token.deleted', { subject: params.token });
      return undefined;
    },
    listRooms: ({ query }) => pageFrom<RoomInfo>(store, ROOM_PREFIX, pageOfQuery(query)),
    async createRoom({ body, actor }) {
      const roomId = randomCrockford(ROOM_ID_LENGTH).toLowerCase();
      const room = await saveRoom({ roomId, createdAt: host.now(), ...body });
      await note(actor, 'room.created', { roomId, subject: roomId, detail: { name: room.name } });
      return room;
    },
    getRoom: async ({ params }) => (await roomOf(params.room)) ?? problem('not-found'),
    async changeRoom({ params, body, actor }) {
      const room = await roomOf(params.room);
      if (!room) return problem('not-found');
      const { roomId, createdAt, ...settings } = room;
      const changed = await saveRoom({ roomId, createdAt, ...changedSettings(settings satisfies RoomSettings, body) });
      await note(actor, 'room.changed', { roomId, subject: roomId, detail: { fields: Object.keys(body).join(' ') } });
      return changed;
    },
    async deleteRoom({ params, actor }) {
      const call = { roomId: params.room, subject: params.room, actor, action: 'room.deleted' };
      const refused = await command(call, { type: 'remove' });
      if (!refused) store.delete([ROOM_PREFIX + params.room]);
      return refused;
    },
    listPasses: ({ params, query }) => ask(params.room, { type: 'list-passes', page: pageOfQuery(query) }),
    async createPass({ params, body, actor }) {
      const issued = await ask<IssuedPass>(params.room, { type: 'create-pass', pass: body });
      if ('refusal' in issued) return issued;
      const { passId, agentName, role } = issued;
      await note(actor, 'pass.created', { roomId: params.room, subject: passId, detail: { agentName, role } });
      return issued;
    },
    revokePass: ({ params, actor }) =>
      command(
        { roomId: params.room, subject: params.pass, actor, action: 'pass.revoked' },
        { type: 'revoke-pass', passId: params.pass },
      ),
    listSessions: ({ params, query }) =>
      ask(params.room, { type: 'list-sessions', page: pageOfQuery(query), liveOnly: query.state === 'live' }),
    endSession: ({ params, actor }) =>
      command(
        { roomId: params.room, subject: params.session, actor, action: 'session.ended-by-admin' },
        { type: 'end-session', sessionId: params.session },
      ),
    listRecordings: ({ params, query }) => ask(params.room, { type: 'list-recordings', page: pageOfQuery(query) }),
    deleteRecording: ({ params, actor }) =>
      command(
        { roomId: params.room, subject: params.session, actor, action: 'recording.deleted' },
        { type: 'delete-recording', sessionId: params.session },
      ),
    async getRecordingKey({ params, actor }) {
      const found = await ask<WrappedKey>(params.room, { type: 'recording-key', sessionId: params.session });
      if (!('refusal' in found)) {
        await note(actor, 'recording.opened', { roomId: params.room, subject: params.session });
      }
      return found;
    },
    replaceRecordingKey: ({ params, body, actor }) =>
      command(
        { roomId: params.room, subject: params.session, actor, action: 'recording.rewrapped' },
        { type: 'replace-key', sessionId: params.session, key: body.key },
      ),
    ...webhookHandlers({
      call: host.callWebhooks,
      note,
      hasRoom: async (roomId) => (await roomOf(roomId)) !== undefined,
    }),
    listAudit: ({ query }) => audit.list(pageOfQuery(query)),
    verifyAudit: () => audit.verify(),
  };
}
