import type * as Party from 'partykit/server';
import { callParty, doorOf } from '../adapter.ts';
import { INTERNAL_HEADER } from '../doors.ts';
import { partyStore } from '../party-store.ts';
import { Room } from './room.ts';
import { onRoomCall, type RoomCall } from './room-calls.ts';
import { roomRoutes } from './room-routes.ts';

const door = doorOf('room');

/** A room as a PartyKit server. It sets no alarm: PartyKit cannot call other parties from an instance that one woke. */
export default class RoomServer implements Party.Server {
  static onBeforeConnect = door.onBeforeConnect;
  static onBeforeRequest = door.onBeforeRequest;

  private readonly room: Room;
  private readonly routes: ReturnType<typeof roomRoutes>;

  constructor(party: Party.Room) {
    const session = async (id: string, call: string, body: unknown = {}): Promise<Response> => {
      const response = await callParty(party.context.parties, 'session', id, call, body);
      if (!response.ok) throw new Error(`session answered ${response.status}`);
      return response;
    };
    this.room = new Room({
      store: partyStore(party.storage),
      now: () => Date.now(),
      sleep: (delayMs) => new Promise((resume) => setTimeout(resume, Math.max(0, delayMs))),
      sessions: {
        create: async (meta) => void (await session(meta.sessionId, 'create', meta)),
        codeStatus: async (id) => (await session(id, 'code')).json(),
        revokePass: async (id, passId) => void (await session(id, 'revoke', { passId })),
        facts: async (id) => (await session(id, 'facts')).json(),
        end: async (id) => void (await session(id, 'end')),
        deleteLog: async (id) => (await session(id, 'delete-log')).json(),
        async keepKey(id, key) {
          const answer = await session(id, 'keep-key', { key });
          return ((await answer.json()) as { kept: boolean }).kept;
        },
        replaceKey: async (id, key) => (await session(id, 'replace-key', { key })).json(),
        keyOf: async (id) => ((await (await session(id, 'key')).json()) as { key?: string }).key,
      },
      async tell(event) {
        const { ok, status } = await callParty(party.context.parties, 'admin', 'main', 'event', event);
        if (!ok) throw new Error(`admin answered ${status}`);
      },
    });
    this.routes = roomRoutes(this.room);
  }

  onStart(): Promise<void> {
    return this.room.load();
  }

  async onRequest(request: Party.Request): Promise<Response> {
    // The door lets no outside request have the header.
    const isInternal = request.headers.get(INTERNAL_HEADER) !== null;
    if (isInternal) return onRoomCall(this.room, await request.json<RoomCall>(), Date.now());
    return this.routes.fetch(request as unknown as Request);
  }
}
