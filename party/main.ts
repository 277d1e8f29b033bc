import type * as Party from 'partykit/server';
import { PROTOCOL_VERSION } from '../shared/protocol/limits.ts';
import { refusal } from './refusal.ts';

/** PartyKit wants a main party. Ours has no rooms: it answers `/health` and refuses the rest. */
export default {
  onBeforeConnect: () => refusal('not-found'),
  onBeforeRequest: () => refusal('not-found'),
  onFetch: (request) =>
    new URL(request.url).pathname === '/health'
      ? Response.json({ service: 'coview', protocol: PROTOCOL_VERSION })
      : refusal('not-found'),
} satisfies Party.PartyKitServer;
