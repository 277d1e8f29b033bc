import type * as Party from 'partykit/server';
import { callParty, doorOf } from '../adapter.ts';
import { partyStore } from '../party-store.ts';
import { adminRoutes } from './admin-routes.ts';

const door = doorOf('admin');

/** The admin's door as a PartyKit server: one instance, `main`, which keeps the list of rooms. */
export default class AdminServer implements Party.Server {
  static onBeforeConnect = door.onBeforeConnect;
  static onBeforeRequest = door.onBeforeRequest;

  private readonly routes: ReturnType<typeof adminRoutes>;

  constructor(party: Party.Room) {
    const { COVIEW_ADMIN_SECRET } = party.env;
    this.routes = adminRoutes({
      store: partyStore(party.storage),
      now: () => Date.now(),
      callRoom: (roomId, call, body) => callParty(party, 'room', roomId, call, body),
      adminSecret: typeof COVIEW_ADMIN_SECRET === 'string' ? COVIEW_ADMIN_SECRET : undefined,
    });
  }

  async onRequest(request: Party.Request): Promise<Response> {
    return this.routes.fetch(request as unknown as Request);
  }
}
