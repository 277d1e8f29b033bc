import type * as Party from 'partykit/server';
import { doorOf } from '../adapter.ts';
import { INTERNAL_HEADER } from '../doors.ts';
import { partyStore } from '../party-store.ts';
import { refusal } from '../refusal.ts';
import { post } from './post.ts';
import { onWebhookCall, type WebhookCall } from './webhook-calls.ts';
import { Webhooks } from './webhooks.ts';

const door = doorOf('webhooks');

/**
 * The installation's webhooks as a PartyKit server: one instance, `main`. A party of its own, since its alarm sends: an instance
 * that an alarm woke can call no other party, so all that an attempt needs is here.
 */
export default class WebhooksServer implements Party.Server {
  static onBeforeConnect = door.onBeforeConnect;
  static onBeforeRequest = door.onBeforeRequest;

  private readonly webhooks: Webhooks;

  constructor(party: Party.Room) {
    this.webhooks = new Webhooks({
      store: partyStore(party.storage),
      now: () => Date.now(),
      post,
      selfHosted: party.env['COVIEW_SELF_HOSTED'] === '1',
    });
  }

  onStart(): Promise<void> {
    return this.webhooks.load();
  }

  onAlarm(): Promise<void> {
    return this.webhooks.onAlarm();
  }

  async onRequest(request: Party.Request): Promise<Response> {
    if (request.headers.get(INTERNAL_HEADER) === null) return refusal('not-found');
    return onWebhookCall(this.webhooks, await request.json<WebhookCall>());
  }
}
