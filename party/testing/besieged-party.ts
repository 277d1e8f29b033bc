import type { ClientControl } from '../../shared/protocol/control.ts';
import { agentTicket } from '../../shared/protocol/http.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/limits.ts';
import type { Pass } from '../../shared/protocol/pass.ts';
import type { TicketParts } from './forged-tickets.ts';
import { openRaw, type RawSocket } from './raw-socket.ts';
import { storedTicketKey } from './stored-ticket-key.ts';
import { granted, joinShop, newSession, SHOP, type TestParty } from './test-room.ts';
import { until } from './until.ts';

type Hello = Extract<ClientControl, { type: 'hello' }>;

export const hello = (fields: Partial<Hello>): string =>
  JSON.stringify({ type: 'hello', protocol: PROTOCOL_VERSION, lastIndex: 0, fresh: true, ...fields } satisfies Hello);

/** A session that goes on, and everything that somebody who wants into it could have come by. */
export interface Besieged {
  party: TestParty;
  sessionId: string;
  agent: RawSocket;
  customer: RawSocket;
  ticketParts(): TicketParts;
  /** Tickets that have been used. */
  used: { agent: string; customer: string };
  /** Of a customer who was a moment later. */
  lateTicket: string;
  /** Of the agent: the one before the last two. */
  oldResume: string;
  resume: { agent: string; customer: string };
  /** Of an agent whose pass was revoked: the token of his place, and a ticket that he had not used. */
  revoked: { resume: string; ticket: string };
  /** Another session of the same room. */
  other: { sessionId: string; ticket: string; resume: string };
  /** A room of its own, with a session. */
  elsewhere: { pass: Pass; sessionId: string; ticket: string };
  supervisor: Pass;
}

const welcomeOf = (socket: RawSocket) => {
  const found = socket.heard.find((message) => message.type === 'welcome');
  if (!found) throw new Error(`no welcome, but ${JSON.stringify(socket.heard)}`);
  return found;
};

export async function besiege(party: TestParty): Promise<Besieged> {
  const { pass } = party;
  const { sessionId, ticket, locator } = await newSession(pass);
  const enter = async (fields: Partial<Hello>, id: string, origin?: string, at = sessionId): Promise<RawSocket> => {
    const socket = await openRaw(`${party.party.url}/parties/session/${at}?_pk=${id}`, origin);
    socket.say(hello(fields));
    await until('let in', () => socket.heard.some(({ type }) => type === 'welcome'));
    return socket;
  };
  const newPass = async (roomId: string, agentName: string, role: 'agent' | 'supervisor' = 'agent'): Promise<Pass> => {
    const { passId, secret } = await party.admin.call('createPass', {
      params: { room: roomId },
      body: { agentName, role },
    });
    return { ...pass, roomId, passId, secret };
  };

  const first = await enter({ ticket }, 'victim-agent');
  const oldResume = welcomeOf(first).resume;
  const second = await enter({ resume: oldResume, fresh: false }, 'victim-agent');
  const agent = await enter({ resume: welcomeOf(second).resume, fresh: false }, 'victim-agent');
  const [taken, late] = [await joinShop(pass, locator), await joinShop(pass, locator)];
  const customer = await enter({ ticket: taken.ticket }, 'victim-customer', SHOP);
  agent.say({ type: 'admit', participant: welcomeOf(customer).self });

  const ben = await newPass(pass.roomId, 'Ben');
  const benInside = await enter({ ticket: granted(await agentTicket(ben, sessionId)).ticket }, 'ben');
  const benTicket = granted(await agentTicket(ben, sessionId)).ticket;
  await party.admin.call('revokePass', { params: { room: pass.roomId, pass: ben.passId } });
  await until('Ben has left', () => benInside.reason() === 'pass-revoked');

  const { roomId } = await party.admin.call('createRoom', { body: { name: 'Elsewhere', origins: [SHOP] } });
  const elsewherePass = await newPass(roomId, 'Eve');
  const elsewhere = await newSession(elsewherePass);
  const other = await newSession(pass);
  const otherInside = await enter({ ticket: other.ticket }, 'other', undefined, other.sessionId);
  const otherTicket = granted(await agentTicket(pass, other.sessionId)).ticket;
  const [key, otherKey] = await Promise.all(
    [sessionId, other.sessionId].map((id) => storedTicketKey(party.persistDir, id)),
  );
  if (!key || !otherKey) throw new Error('no keys');
  await until('quiet', () => agent.heard.filter(({ type }) => type === 'participants').length >= 5);
  return {
    party,
    sessionId,
    agent,
    customer,
    ticketParts() {
      const nowSeconds = Math.floor(Date.now() / 1000);
      return {
        header: { alg: 'HS256', typ: 'coview-ticket+jwt' },
        claims: {
          role: 'agent',
          name: 'Mallory',
          iss: pass.roomId,
          aud: sessionId,
          jti: crypto.randomUUID().replace(/-/g, '').slice(0, 22),
          iat: nowSeconds,
          exp: nowSeconds + 60,
        },
        key,
        nowSeconds,
        otherSessionId: other.sessionId,
        otherRoomId: roomId,
        otherKey,
      };
    },
    used: { agent: ticket, customer: taken.ticket },
    lateTicket: late.ticket,
    oldResume,
    resume: { agent: welcomeOf(agent).resume, customer: welcomeOf(customer).resume },
    revoked: { resume: welcomeOf(benInside).resume, ticket: benTicket },
    other: { sessionId: other.sessionId, ticket: otherTicket, resume: welcomeOf(otherInside).resume },
    elsewhere: { pass: elsewherePass, sessionId: elsewhere.sessionId, ticket: elsewhere.ticket },
    supervisor: await newPass(pass.roomId, 'Sue', 'supervisor'),
  };
}
