import * as v from 'valibot';
import { HTTP_FAULTS, type HttpFault } from './http-fault.ts';
import { PROTOCOL_VERSION } from './limits.ts';
import type { Pass } from './pass.ts';

/** The answer of the party, or what went wrong: for the person see `sentenceFor`. */
export type HttpResult<Answer> = { ok: true; answer: Answer } | { ok: false; fault: HttpFault };

const createdSchema = v.object({
  sessionId: v.string(),
  /** First two characters of the join code. */
  locator: v.string(),
  ticket: v.string(),
  /** Ms since epoch at which the join code stops working. */
  expiresAt: v.number(),
  roomName: v.string(),
  agentName: v.string(),
});
export type CreatedSession = v.InferOutput<typeof createdSchema>;

const joinedSchema = v.object({ sessionId: v.string(), ticket: v.string(), roomName: v.string() });
export type JoinedSession = v.InferOutput<typeof joinedSchema>;

const passInfoSchema = v.object({ roomName: v.string(), agentName: v.string(), origins: v.array(v.string()) });
export type PassInfo = v.InferOutput<typeof passInfoSchema>;

const ticketSchema = v.object({ ticket: v.string() });

const faultSchema = v.object({ error: v.picklist(HTTP_FAULTS) });

/** Long enough for a place in the room's waiting line, short enough for a person. */
const TIMEOUT_MS = 25_000;

async function call<Answer>(
  url: string,
  init: { method: 'GET' | 'POST'; headers?: Record<string, string>; body?: string },
  schema: v.GenericSchema<unknown, Answer>,
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
  if (found) {
    const answer = v.safeParse(schema, body);
    return answer.success ? { ok: true, answer: answer.output } : { ok: false, fault: 'protocol-unsupported' };
  }
  const refusal = v.safeParse(faultSchema, body);
  return { ok: false, fault: refusal.success ? refusal.output.error : 'party-unreachable' };
}

const roomUrl = (partyUrl: string, roomId: string): string => `${partyUrl}/parties/room/${encodeURIComponent(roomId)}`;

const bearer = (pass: Pass): Record<string, string> => ({
  authorization: `Bearer ${pass.passId}.${pass.secret}`,
});

/** Agent: a new session, with a ticket to connect to it and the locator of its join code. */
export function createSession(pass: Pass): Promise<HttpResult<CreatedSession>> {
  const url = `${roomUrl(pass.partyUrl, pass.roomId)}/sessions`;
  return call(url, { method: 'POST', headers: bearer(pass) }, createdSchema);
}

/** Agent: another ticket for a session of the room, to watch it from a second panel or to come back without a resume token. */
export function agentTicket(pass: Pass, sessionId: string): Promise<HttpResult<{ ticket: string }>> {
  const url = `${roomUrl(pass.partyUrl, pass.roomId)}/sessions/${encodeURIComponent(sessionId)}/ticket`;
  return call(url, { method: 'POST', headers: bearer(pass) }, ticketSchema);
}

/** Agent: whether a pasted pass works, and for whom. */
export function checkPass(pass: Pass): Promise<HttpResult<PassInfo>> {
  return call(`${roomUrl(pass.partyUrl, pass.roomId)}/pass`, { method: 'GET', headers: bearer(pass) }, passInfoSchema);
}

/** Customer: from the locator of a typed code to a ticket. Must be called from an origin that the room allows. */
export function joinRoom(partyUrl: string, roomId: string, locator: string): Promise<HttpResult<JoinedSession>> {
  // A plain-text body needs no preflight request: one round trip less for the customer.
  const body = JSON.stringify({ protocol: PROTOCOL_VERSION, locator });
  return call(`${roomUrl(partyUrl, roomId)}/join`, { method: 'POST', body }, joinedSchema);
}
