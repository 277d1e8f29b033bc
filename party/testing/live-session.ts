import type { Pass } from '../../shared/protocol/pass.ts';
import { openEnd, type TestEnd } from './end.ts';
import { joinShop, newSession, SHOP } from './test-room.ts';
import { until } from './until.ts';

export interface LiveSession {
  sessionId: string;
  locator: string;
  agent: TestEnd;
  customer: TestEnd;
}

/** A session of a real party with its agent and an admitted customer. */
export async function liveSession(pass: Pass): Promise<LiveSession> {
  const { sessionId, ticket, locator } = await newSession(pass);
  const enter = (given: string, origin?: string): TestEnd => {
    const entry = { type: 'ticket', ticket: given } as const;
    return openEnd({ partyUrl: pass.partyUrl, sessionId, entry, ...(origin === undefined ? {} : { origin }) });
  };
  const agent = enter(ticket);
  const customer = enter((await joinShop(pass, locator)).ticket, SHOP);
  await until('both are there', () => agent.participants.length === 2 && customer.states.at(-1)?.type === 'online');
  agent.link.control({ type: 'admit', participant: customer.self ?? '' });
  await until('admitted', () => customer.participants.some(({ admitted, role }) => admitted && role === 'customer'));
  return { sessionId, locator, agent, customer };
}
