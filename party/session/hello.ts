import { isAllowedOrigin } from '../../shared/api/origin-pattern.ts';
import type { CloseReason } from '../../shared/protocol/close.ts';
import type { ClientControl } from '../../shared/protocol/control.ts';
import { MAX_PARTICIPANTS, PROTOCOL_VERSION } from '../../shared/protocol/limits.ts';
import { hashOf } from '../secrets.ts';
import type { Store } from '../store.ts';
import { verifyTicket } from '../tickets.ts';
import { type ParticipantRecord, revokedKey, type SessionMeta } from './records.ts';
import type { Roster } from './roster.ts';

export type Hello = Extract<ClientControl, { type: 'hello' }>;

/** `returning`: they were here before. `token`: the resume token that said so. */
type Entry =
  | { ok: true; participant: ParticipantRecord; returning: boolean; token?: string | undefined }
  | { ok: false; reason: CloseReason };

interface SessionAtDoor {
  meta: SessionMeta;
  roster: Roster;
  store: Store;
  now: number;
  agentsOnline(): number;
}

const refused = (reason: CloseReason): Entry => ({ ok: false, reason });

/** Who says hello, by resume token or by ticket (rules A3 to A5, J5). A newcomer is added to the roster. */
export async function enter(hello: Hello, origin: string | null, session: SessionAtDoor): Promise<Entry> {
  const { meta, roster } = session;
  if (hello.protocol !== PROTOCOL_VERSION) return refused('protocol-unsupported');
  if (meta.ended) return refused(meta.ended.reason);
  const known = hello.resume === undefined ? undefined : await roster.byResumeToken(hello.resume);
  if (known)
    return isOriginAllowed(known.role, origin, meta)
      ? { ok: true, participant: known, returning: true, token: hello.resume }
      : refused('origin-refused');
  // A resume token that nobody has: the participant was removed, or it never was one.
  if (hello.ticket === undefined) return refused('session-unknown');
  return enterByTicket(hello.ticket, origin, session);
}

/** A web page that is neither the customer's nor an agent's, whatever it would say. */
export function isForeignPage(origin: string | null, meta: SessionMeta): boolean {
  return /^https?:/.test(origin ?? '') && !isOriginAllowed('customer', origin, meta);
}

/** Listed origins only; an extension's origin proves nothing, so agents are known by their ticket alone. */
function isOriginAllowed(role: ParticipantRecord['role'], origin: string | null, meta: SessionMeta): boolean {
  return role === 'agent' || (origin !== null && isAllowedOrigin(meta.origins, origin));
}

async function enterByTicket(ticket: string, origin: string | null, session: SessionAtDoor): Promise<Entry> {
  const { meta, roster, store, now } = session;
  const claims = await verifyTicket(ticket, { ...meta, now });
  if (!claims) return refused('refused');
  if (!isOriginAllowed(claims.role, origin, meta)) return refused('origin-refused');
  // The pass was good when it bought the ticket; it may have been revoked in the minute since.
  const isRevoked = claims.passId !== undefined && (await store.get(revokedKey(claims.passId))) !== undefined;
  if (isRevoked) return refused('pass-revoked');
  const usedKey = `ticket/${await hashOf(claims.jti)}`;
  // A ticket is good once; the same again only from someone who never heard that they are in.
  const unaware = roster.all().find((record) => record.unconfirmedTicket === usedKey);
  if (unaware) return { ok: true, participant: unaware, returning: true };
  if ((await store.get(usedKey)) !== undefined) return refused('refused');
  if (claims.role === 'customer' && (meta.code !== 'open' || now >= meta.codeExpiresAt)) return refused('refused');
  if (claims.role === 'agent' && session.agentsOnline() >= meta.agentsLimit) return refused('session-full');
  if (meta.nextParticipant > MAX_PARTICIPANTS) return refused('rate-limited');
  store.put({ [usedKey]: now });
  const participant: ParticipantRecord = {
    number: meta.nextParticipant++,
    role: claims.role,
    name: claims.agentName,
    passId: claims.passId,
    watches: claims.watches ?? false,
    admitted: claims.role === 'agent',
    storedSeq: 0,
    resumeHashes: [],
    unconfirmedTicket: usedKey,
    proof: null,
  };
  roster.add(participant);
  return { ok: true, participant, returning: false };
}
