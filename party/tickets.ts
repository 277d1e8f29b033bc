import { jwtVerify, SignJWT } from 'jose';
import * as v from 'valibot';
import { fromBase64url, randomToken } from '../shared/crypto/base64url.ts';
import type { Role } from '../shared/protocol/kinds.ts';
import { TICKET_LIFETIME_MS } from '../shared/protocol/limits.ts';

/** What a ticket says: one role in one session, once, for a minute (rule A4). */
export interface TicketClaims {
  sessionId: string;
  roomId: string;
  role: Role;
  /** Agents: whose pass bought it. */
  passId?: string | undefined;
  agentName?: string | undefined;
  /** A supervisor: sees what agents see and does nothing. */
  watches?: boolean | undefined;
}

const TYPE = 'coview-ticket+jwt';
const ALGORITHM = 'HS256';

const claimsSchema = v.object({
  jti: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)),
  role: v.picklist(['customer', 'agent']),
  pass: v.optional(v.string()),
  name: v.optional(v.string()),
  watches: v.optional(v.boolean()),
});

/** A key for the tickets of one session, known to its room and to itself. */
export function newTicketKey(): string {
  return randomToken(32);
}

function keyBytes(ticketKey: string): Uint8Array {
  const bytes = fromBase64url(ticketKey);
  if (bytes?.length !== 32) throw new Error('ticket key of a wrong length');
  return bytes;
}

export function signTicket(claims: TicketClaims, ticketKey: string, now: number): Promise<string> {
  return new SignJWT({ role: claims.role, pass: claims.passId, name: claims.agentName, watches: claims.watches })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setIssuer(claims.roomId)
    .setAudience(claims.sessionId)
    .setJti(randomToken(16))
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor((now + TICKET_LIFETIME_MS) / 1000))
    .sign(keyBytes(ticketKey));
}

/** The claims of a ticket that is good for this session now; undefined for every kind of bad one. */
export async function verifyTicket(
  ticket: string,
  expected: { sessionId: string; roomId: string; ticketKey: string; now: number },
): Promise<(TicketClaims & { jti: string }) | undefined> {
  try {
    const { payload } = await jwtVerify(ticket, keyBytes(expected.ticketKey), {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: expected.roomId,
      audience: expected.sessionId,
      requiredClaims: ['exp', 'iat', 'jti', 'role'],
      maxTokenAge: TICKET_LIFETIME_MS / 1000,
      currentDate: new Date(expected.now),
    });
    const { jti, role, pass, name, watches } = v.parse(claimsSchema, payload);
    const { sessionId, roomId } = expected;
    return { sessionId, roomId, role, passId: pass, agentName: name, watches, jti };
  } catch {
    return undefined;
  }
}
