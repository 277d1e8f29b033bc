import type * as Party from 'partykit/server';
import { API_BASE } from '../shared/api/routes.ts';
import { PROTOCOL_VERSION } from '../shared/protocol/limits.ts';
import { adminPage } from './admin-page.ts';
import { withoutInternalHeader } from './doors.ts';
import { refusal } from './refusal.ts';

/** PartyKit wants a main party. Ours has no rooms: it answers `/health` and `/admin`, passes the API on, and refuses the rest. */
export default {
  onBeforeConnect: () => refusal('not-found'),
  onBeforeRequest: () => refusal('not-found'),
  async onFetch(request, lobby) {
    const { pathname, search } = new URL(request.url);
    if (pathname === '/health') return Response.json({ service: 'coview', protocol: PROTOCOL_VERSION });
    if (pathname === '/admin') return request.method === 'GET' ? adminPage() : refusal('not-found');
    const admin = lobby.parties['admin'];
    if (!admin || !pathname.startsWith(`${API_BASE}/`)) return refusal('not-found');
    const passed = withoutInternalHeader(request as unknown as Request);
    return (await admin.get('main').fetch(pathname + search, passed as unknown as RequestInit)) as unknown as Response;
  },
} satisfies Party.PartyKitServer;
