import type * as Party from 'partykit/server';
import { callParty, doorOf } from '../adapter.ts';
import { INTERNAL_HEADER } from '../doors.ts';
import { partyStore } from '../party-store.ts';
import { refusal } from '../refusal.ts';
import { Room } from './room.ts';
import type { PassSettings, RoomInfo } from './room-config.ts';
import { roomRoutes } from './room-routes.ts';

const door = doorOf('room');

/** A room as a PartyKit server. It sets no alarm: PartyKit cannot call other parties from an instance that one woke. */
export default class RoomServer implements Party.Server {
  static onBeforeConnect = door.onBeforeConnect;
  static onBeforeRequest = door.onBeforeRequest;

  private readonly room: Room;
  private readonly routes: ReturnType<typeof roomRoutes>;

  constructor(party: Party.Room) {
    this.room = new Room({
      store: partyStore(party.storage),
      now: () => Date.now(),
      sleep: (delayMs) => new Promise((resume) => setTimeout(resume, Math.max(0, delayMs))),
      sessions: {
        create: async (meta) => void (await callParty(party, 'session', meta.sessionId, 'create', meta)),
        codeStatus: async (id) => (await callParty(party, 'session', id, 'code', {})).json(),
        async revokePass(id, passId) {
          const { ok, status } = await callParty(party, 'session', id, 'revoke', { passId });
          if (!ok) throw new Error(`session answered ${status}`);
        },
        async keepKey(id, key) {
          const answer = await callParty(party, 'session', id, 'keep-key', { key });
          return ((await answer.json()) as { kept: boolean }).kept;
        },
        async keyOf(id) {
          const answer = await callParty(party, 'session', id, 'key', {});
          return ((await answer.json()) as { key?: string }).key;
        },
      },
    });
    this.routes = roomRoutes(this.room);
  }

  onStart(): Promise<void> {
    return this.room.load();
  }

  async onRequest(request: Party.Request): Promise<Response> {
    const isInternal = request.headers.get(INTERNAL_HEADER) !== null;
    return isInternal ? this.onAdmin(request) : this.routes.fetch(request as unknown as Request);
  }

  /** Calls of the admin party: the door lets no other have the header. */
  private async onAdmin(request: Party.Request): Promise<Response> {
    const call = new URL(request.url).pathname.split('/').at(-1);
    if (call === 'configure') {
      await this.room.configure(await request.json<RoomInfo>());
      return Response.json({});
    }
    if (!this.room.info) return refusal('room-unknown');
    if (call === 'passes') return Response.json(await this.room.passes.list());
    if (call === 'create-pass') {
      const { agentName } = await request.json<PassSettings>();
      return Response.json(await this.room.passes.create(agentName, Date.now()));
    }
    if (call !== 'revoke-pass') return refusal('not-found');
    const { passId } = await request.json<{ passId: string }>();
    return (await this.room.revoke(passId)) ? Response.json({}) : refusal('not-found');
  }
}
