/** Outside requests that may pass to a party, by party name. Everything else is refused before it reaches one. */
export type Door = 'admin' | 'room' | 'session' | 'webhooks';

/** Marks calls from one party to another. Taken off everything that comes from outside. */
export const INTERNAL_HEADER = 'x-coview-internal';

const ROOM_ID = /^[0-9a-z]{12}$/;
const SESSION_ID = /^[0-9A-Za-z_-]{22}$/;

/** Whether an HTTP request from outside may reach the party `door`. Rule A1: default deny, exact paths only. */
export function mayRequest(door: Door, method: string, pathname: string): boolean {
  const parts = pathname.split('/').slice(1);
  if (parts[0] !== 'parties' || parts[1] !== door) return false;
  const [, , id, ...rest] = parts;
  if (id === undefined) return false;
  // The admin party is reached by way of the main one, webhooks by way of that; a session speaks WebSocket alone.
  if (door !== 'room') return false;
  if (!ROOM_ID.test(id)) return false;
  return isRoomRoute(method, rest);
}

function isRoomRoute(method: string, rest: string[]): boolean {
  const [first, second, third] = rest;
  const post = method === 'POST' || method === 'OPTIONS';
  const get = method === 'GET' || method === 'OPTIONS';
  if (rest.length === 1) return (post && (first === 'sessions' || first === 'join')) || (get && first === 'pass');
  if (rest.length !== 3 || first !== 'sessions' || !SESSION_ID.test(second ?? '')) return false;
  return (post && third === 'ticket') || ((get || method === 'PUT') && third === 'key');
}

/** Whether a WebSocket may reach the party `door`: only sessions have any. */
export function mayConnect(door: Door, pathname: string): boolean {
  const [, parties, name, id, ...rest] = pathname.split('/');
  return door === 'session' && parties === 'parties' && name === 'session' && SESSION_ID.test(id ?? '') && !rest.length;
}

/**
 * The request as a party may see it: no query (`_pk` would choose the connection's id, and stand in for a tag), no
 * header that only parties send each other.
 */
export function cleaned(request: Request): Request {
  const url = new URL(request.url);
  url.search = '';
  return withoutInternalHeader(new Request(url, request));
}

export function withoutInternalHeader(request: Request): Request {
  const clean = new Request(request);
  clean.headers.delete(INTERNAL_HEADER);
  return clean;
}
