import { HTTP_FAULTS, type HttpFault } from './http-fault.ts';
import { PROTOCOL_VERSION } from './limits.ts';
import type { Pass } from './pass.ts';
import { count, flag, listOf, oneOf, record, type Shape, text } from './shape.ts';

/** The answer of the party, or what went wrong: for the person see `sentences.ts`. */
export type HttpResult<Answer> = { ok: true; answer: Answer } | { ok: false; fault: HttpFault };

export interface CreatedSession {
  sessionId: string;
  /** First two characters of the join code. */
  locator: string;
  ticket: string;
  /** Ms since epoch at which the join code stops working. */
  expiresAt: number;
  roomName: string;
  agentName: string;
  /** Whether pages without cryptography (plain http) may take part, unsealed. */
  allowUnsealed: boolean;
}

export interface JoinedSession {
  sessionId: string;
  ticket: string;
  roomName: string;
  allowUnsealed: boolean;
}

export interface PassInfo {
  roomName: string;
  agentName: string;
  origins: string[];
}

export interface Ticket {
  ticket: string;
}

const ticket: Shape<Ticket> = record({ ticket: text() });
const joined: Shape<JoinedSession> = record({
  sessionId: text(),
  ticket: text(),
  roomName: text(),
  allowUnsealed: flag,
});
const passInfo: Shape<PassInfo> = record({ roomName: text(), agentName: text(), origins: listOf(text()) });
const created: Shape<CreatedSession> = record({
  sessionId: text(),
  locator: text(),
  ticket: text(),
  expiresAt: count,
  roomName: text(),
  agentName: text(),
  allowUnsealed: flag,
});
const refused = record({ error: oneOf(HTTP_FAULTS) });

/** Long enough for a place in the room's waiting line, short enough for a person. */
const TIMEOUT_MS = 25_000;

async function call<Answer>(
  url: string,
  init: { method: 'GET' | 'POST' | 'PUT'; headers?: Record<string, string>; body?: string },
  shape: Shape<Answer>,
): Promise<HttpResult<Answer>> {
  let body: unknown;
  let found: boolean;
  try {
    const response = await fetch(url, {
      ...init,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    found = response.ok;
    body = await response.json();
  } catch {
    return { ok: false, fault: 'party-unreachable' };
  }
  if (found) return shape(body) ? { ok: true, answer: body } : { ok: false, fault: 'protocol-unsupported' };
  return { ok: false, fault: refused(body) ? body.error : 'party-unreachable' };
}

const roomUrl = (partyUrl: string, roomId: string): string => `${partyUrl}/parties/room/${encodeURIComponent(roomId)}`;

const bearer = (pass: Pass): Record<string, string> => ({
  authorization: `Bearer ${pass.passId}.${pass.secret}`,
});

/** Agent: a new session, with a ticket to connect to it and the locator of its join code. */
export function createSession(pass: Pass): Promise<HttpResult<CreatedSession>> {
  const url = `${roomUrl(pass.partyUrl, pass.roomId)}/sessions`;
  return call(url, { method: 'POST', headers: bearer(pass) }, created);
}

/** Agent: another ticket for a session of the room, to watch it from a second panel or to come back without a resume token. */
export function agentTicket(pass: Pass, sessionId: string): Promise<HttpResult<Ticket>> {
  const url = `${roomUrl(pass.partyUrl, pass.roomId)}/sessions/${encodeURIComponent(sessionId)}/ticket`;
  return call(url, { method: 'POST', headers: bearer(pass) }, ticket);
}

/** Agent: keeps the session's key, wrapped with the room key, beside the sealed log (rule K10). */
export function keepKey(pass: Pass, sessionId: string, key: string): Promise<HttpResult<unknown>> {
  return call(
    keyUrl(pass, sessionId),
    { method: 'PUT', headers: bearer(pass), body: JSON.stringify({ key }) },
    record({}),
  );
}

/** Agent: what was kept, once the session is over. */
export function keptKey(pass: Pass, sessionId: string): Promise<HttpResult<{ key: string }>> {
  return call(keyUrl(pass, sessionId), { method: 'GET', headers: bearer(pass) }, record({ key: text(200) }));
}

const keyUrl = (pass: Pass, sessionId: string): string =>
  `${roomUrl(pass.partyUrl, pass.roomId)}/sessions/${encodeURIComponent(sessionId)}/key`;

/** Agent: whether a pasted pass works, and for whom. */
export function checkPass(pass: Pass): Promise<HttpResult<PassInfo>> {
  return call(`${roomUrl(pass.partyUrl, pass.roomId)}/pass`, { method: 'GET', headers: bearer(pass) }, passInfo);
}

/** Customer: from the locator of a typed code to a ticket. Must be called from an origin that the room allows. */
export function joinRoom(partyUrl: string, roomId: string, locator: string): Promise<HttpResult<JoinedSession>> {
  // A plain-text body needs no preflight request: one round trip less for the customer.
  const body = JSON.stringify({ protocol: PROTOCOL_VERSION, locator });
  return call(`${roomUrl(partyUrl, roomId)}/join`, { method: 'POST', body }, joined);
}
