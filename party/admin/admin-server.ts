import type * as Party from 'partykit/server';
import { callParty, doorOf } from '../adapter.ts';
import { INTERNAL_HEADER } from '../doors.ts';
import type { PartyEvent } from '../events.ts';
import { partyStore } from '../party-store.ts';
import { refusal } from '../refusal.ts';
import { Admin } from './admin.ts';

const door = doorOf('admin');

/**
 * The installation's admin as a PartyKit server: one instance, `main`. Nobody reaches it by its own address: the API comes
 * through the main party, events come from rooms.
 */
export default class AdminServer implements Party.Server {
  static onBeforeConnect = door.onBeforeConnect;
  static onBeforeRequest = door.onBeforeRequest;

  private readonly admin: Admin;

  constructor(party: Party.Room) {
    const { COVIEW_ADMIN_SECRET } = party.env;
    this.admin = new Admin({
      store: partyStore(party.storage),
      now: () => Date.now(),
      callRoom: (roomId, call) => callParty(party.context.parties, 'room', roomId, call.type, call),
      callWebhooks: (call) => callParty(party.context.parties, 'webhooks', 'main', call.type, call),
      deploySecret: typeof COVIEW_ADMIN_SECRET === 'string' ? COVIEW_ADMIN_SECRET : undefined,
      print: (text) => console.log(`\n${text}\n`),
    });
  }

  onStart(): Promise<void> {
    return this.admin.load();
  }

  async onRequest(request: Party.Request): Promise<Response> {
    const url = new URL(request.url);
    url.pathname = url.pathname.replace(/^\/parties\/admin\/main/, '');
    if (request.headers.get(INTERNAL_HEADER) === null) {
      return this.admin.api.fetch(new Request(url, request as unknown as Request));
    }
    if (url.pathname !== '/internal/event') return refusal('not-found');
    await this.admin.onEvent(await request.json<PartyEvent>());
    return Response.json({});
  }
}
