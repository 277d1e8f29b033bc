import { expect, test } from 'vitest';
import { AgentJoin } from './agent-join.ts';
import { CustomerJoin, type CustomerStep } from './customer-join.ts';
import { decodeJoinMessage, encodeJoinMessage, type JoinMessage } from './join-message.ts';
import type { JoinPlace } from './join-run.ts';
import { type Octets, randomOctets } from './octets.ts';

const PLACE: JoinPlace = { protocol: 1, roomId: 'room', sessionId: 'session', locator: 'K7' };
const SECRET = 'M4QX2P';
const BOB = '2';

const customerJoin = (secret = SECRET, place = PLACE, sealed = true) => new CustomerJoin(secret, place, sealed);
const agentJoin = (options: { secret?: string; place?: JoinPlace; missesLeft?: number; unsealed?: boolean } = {}) =>
  new AgentJoin(options.secret ?? SECRET, options.place ?? PLACE, options.missesLeft ?? 3, options.unsealed ?? false);

/** What the agent says to a customer's message. */
function said(agent: AgentJoin, message: Octets, customer = BOB): Octets {
  const step = agent.hear(customer, message);
  if (step?.type !== 'say') throw new Error(`the agent said nothing: ${step?.type}`);
  return step.message;
}

function confirmed(customer: CustomerJoin, answer: Octets): Extract<CustomerStep, { type: 'confirm' }> {
  const step = customer.hear(answer);
  if (step?.type !== 'confirm') throw new Error(`no confirmation: ${step?.type}`);
  return step;
}

/** A whole run; what the agent makes of the customer's confirmation. */
function meet(customer: CustomerJoin, agent: AgentJoin) {
  const { message, key } = confirmed(customer, said(agent, customer.message));
  return { customerKey: key, verdict: agent.hear(BOB, message) };
}

function shareIn(message: Octets): Octets {
  const read = decodeJoinMessage(message);
  if (read?.type !== 'offer' && read?.type !== 'answer') throw new Error('no share');
  return read.share;
}

test('K3: with the same code both get one key, and each sees that the other has it', () => {
  const customer = customerJoin();
  const { customerKey, verdict } = meet(customer, agentJoin());
  if (verdict?.type !== 'proved') throw new Error('not proved');
  expect(verdict.key).toEqual(customerKey);
  expect(verdict.sealed).toBe(true);
  expect(customer.isAgentTag(verdict.tag)).toBe(true);
  expect(customer.isAgentTag(verdict.tag.map((byte, at) => (at === 63 ? byte ^ 1 : byte)))).toBe(false);
});

test('no two sessions of one code have the same key', () => {
  const keys = [0, 1, 2].map(() => String(meet(customerJoin(), agentJoin()).customerKey));
  expect(new Set(keys).size).toBe(3);
});

test.each<[string, Partial<JoinPlace>]>([
  ['room', { roomId: 'other' }],
  ['session', { sessionId: 'other' }],
  ['locator', { locator: 'K8' }],
  ['protocol', { protocol: 2 }],
])('K3: ends that differ in the %s do not meet', (_what, different) => {
  const { verdict } = meet(customerJoin(), agentJoin({ place: { ...PLACE, ...different } }));
  expect(verdict).toEqual({ type: 'missed', missesLeft: 2 });
});

test('K3 J3: a wrong code is missed, each time, and after the last one the agent is silent', () => {
  const agent = agentJoin();
  for (const missesLeft of [2, 1, 0]) {
    expect(meet(customerJoin('M4QX2Q'), agent).verdict).toEqual({ type: 'missed', missesLeft });
  }
  expect(agent.hear(BOB, customerJoin().message)).toBeUndefined();
});

test('runs that are under way at the same time are no further guesses', () => {
  const agent = agentJoin({ missesLeft: 1 });
  const [one, other] = [customerJoin('M4QX2Q'), customerJoin()];
  const answers = [said(agent, one.message, '2'), said(agent, other.message, '3')] as const;
  expect(agent.hear('2', confirmed(one, answers[0]).message)).toEqual({ type: 'missed', missesLeft: 0 });
  expect(agent.hear('3', confirmed(other, answers[1]).message)?.type).toBe('say');
});

test('a confirmation serves once', () => {
  const [customer, agent] = [customerJoin(), agentJoin()];
  const { message } = confirmed(customer, said(agent, customer.message));
  expect(agent.hear(BOB, message)?.type).toBe('proved');
  expect(agent.hear(BOB, message)?.type).toBe('say');
});

test("what was said for one participant is not another's", () => {
  const [customer, agent] = [customerJoin(), agentJoin()];
  const { message } = confirmed(customer, said(agent, customer.message, '2'));
  expect(agent.hear('3', message)).toEqual({ type: 'say', message: encodeJoinMessage({ type: 'again' }) });
});

test("the party in the agent's place learns one guess, and the customer gives it no second one", () => {
  const customer = customerJoin();
  const [guess, another] = [agentJoin({ secret: 'GUESS1' }), agentJoin({ secret: 'GUESS2' })];
  const answers = [said(guess, customer.message), said(another, customer.message)] as const;
  const { message } = confirmed(customer, answers[0]);
  expect(guess.hear(BOB, message)).toMatchObject({ type: 'missed' });
  expect(customer.hear(answers[1])).toBeUndefined();
  // What the customer confirmed means nothing to the agent who has the code.
  expect(said(agentJoin(), message)).toEqual(encodeJoinMessage({ type: 'again' }));
});

test('K3: one typed code stands three runs, whoever asks to begin again', () => {
  const customer = customerJoin();
  const again = encodeJoinMessage({ type: 'again' });
  expect(customer.hear(again)).toBeUndefined();
  let offer = customer.message;
  for (const more of [true, true, false]) {
    confirmed(customer, said(agentJoin(), offer));
    const step = customer.hear(again);
    expect(step?.type).toBe(more ? 'offer' : 'failed');
    if (step?.type === 'offer') offer = step.message;
  }
});

test('an agent whose panel was opened anew asks to begin again, and then it works', () => {
  const customer = customerJoin();
  const before = confirmed(customer, said(agentJoin(), customer.message));
  const after = agentJoin();
  const step = customer.hear(said(after, before.message));
  if (step?.type !== 'offer') throw new Error('no new offer');
  const { message } = confirmed(customer, said(after, step.message));
  expect(after.hear(BOB, message)?.type).toBe('proved');
});

test('an answer to an earlier offer is not taken', () => {
  const [customer, agent] = [customerJoin(), agentJoin()];
  expect(customer.hear(said(agent, customerJoin().message))).toBeUndefined();
});

test('our own share sent back proves nothing', () => {
  const customer = customerJoin();
  const share = shareIn(customer.message);
  const { message } = confirmed(customer, encodeJoinMessage({ type: 'answer', to: share, share }));
  const sent = decodeJoinMessage(message);
  if (sent?.type !== 'confirm') throw new Error('no tag');
  expect(customer.isAgentTag(sent.tag)).toBe(false);
});

test.each([
  ['the neutral element', new Uint8Array(32)],
  ['no element', new Uint8Array(32).fill(255)],
])('a share that is %s ends the run', (_what, share) => {
  const customer = customerJoin();
  expect(customer.hear(encodeJoinMessage({ type: 'answer', to: shareIn(customer.message), share }))).toEqual({
    type: 'failed',
  });
  expect(agentJoin().hear(BOB, encodeJoinMessage({ type: 'offer', sealed: true, share }))).toBeUndefined();
});

test('K7: unsealed sessions: only where the agent allows them, and nobody between can make one of a sealed one', () => {
  const unsealed = customerJoin(SECRET, PLACE, false);
  expect(agentJoin().hear(BOB, unsealed.message)).toBeUndefined();
  expect(meet(unsealed, agentJoin({ unsealed: true })).verdict).toMatchObject({ type: 'proved', sealed: false });
  const customer = customerJoin();
  const agent = agentJoin({ unsealed: true });
  const changed = encodeJoinMessage({ type: 'offer', sealed: false, share: shareIn(customer.message) });
  const { message } = confirmed(customer, said(agent, changed));
  expect(agent.hear(BOB, message)).toMatchObject({ type: 'missed' });
});

test('K3: a stranger can make the panel compute only so often', () => {
  const agent = agentJoin();
  const answered = Array.from({ length: 70 }, (_, at) => agent.hear(String(at), customerJoin().message));
  expect(answered.filter((step) => step !== undefined)).toHaveLength(60);
});

test('messages: what was written is read, and nothing else is', () => {
  const messages: JoinMessage[] = [
    { type: 'offer', sealed: true, share: randomOctets(32) },
    { type: 'offer', sealed: false, share: randomOctets(32) },
    { type: 'answer', to: randomOctets(32), share: randomOctets(32) },
    { type: 'confirm', to: randomOctets(32), tag: randomOctets(64) },
    { type: 'refuse', missesLeft: 2 },
    { type: 'again' },
  ];
  for (const message of messages) {
    const bytes = encodeJoinMessage(message);
    expect(decodeJoinMessage(bytes)).toEqual(message);
    expect(decodeJoinMessage(bytes.subarray(0, -1))).toBeUndefined();
    expect(decodeJoinMessage(Uint8Array.of(...bytes, 0))).toBeUndefined();
  }
  expect(decodeJoinMessage(Uint8Array.of(99))).toBeUndefined();
});
