import { createCipheriv, hkdfSync } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { fingerprintOf } from './fingerprint.ts';
import type { FrameFacts } from './frame-seal.ts';
import { type Role, sessionKeyFrom } from './key-schedule.ts';
import { concatenated, lengthPrefixed, type Octets, octetsOf, randomOctets } from './octets.ts';
import { FIRST_START, type SealMemory, SessionSeal } from './session-seal.ts';
import { RUN } from './testing/cpace-vectors.ts';

const KEY = await sessionKeyFrom(RUN.key);
const HEADER = Uint8Array.of(1, 2, 0, 1, 0, 0, 0, 7, 0, 0);
const CUSTOMER = 2;
const PART = octetsOf('a part of a message');

function sealOf(role: Role, memory: SealMemory = FIRST_START, key: Octets | null = KEY): SessionSeal {
  const seal = new SessionSeal(role, memory);
  seal.unlock(key);
  return seal;
}

const facts = (seq: number, changed: Partial<FrameFacts> = {}): FrameFacts => ({
  kind: 'patch',
  role: 'customer',
  volatile: false,
  first: true,
  last: true,
  seq,
  ...changed,
});

/** Frames of a customer, numbered from `from`. */
async function frames(customer: SessionSeal, count: number, from = 1): Promise<{ facts: FrameFacts; body: Octets }[]> {
  const all = [];
  for (let seq = from; seq < from + count; seq++) {
    const about = facts(seq, seq === from ? { kind: 'snapshot' } : {});
    all.push({ facts: about, body: await customer.seal(HEADER, about, octetsOf(`part ${seq}`)) });
  }
  return all;
}

const opened = (agent: SessionSeal, frame: { facts: FrameFacts; body: Octets } | undefined) =>
  agent.open(HEADER, frame?.facts ?? facts(0), CUSTOMER, frame?.body ?? new Uint8Array());

const fault = (kind: string) => expect.objectContaining({ name: 'SealFault', kind });

afterEach(() => vi.restoreAllMocks());

test.each(['customer', 'agent'] as const)('what the %s seals, the other end opens', async (role) => {
  const [from, to] = [sealOf(role), sealOf(role === 'agent' ? 'customer' : 'agent')];
  const about = facts(1, { role });
  const body = await from.seal(HEADER, about, PART);
  expect(await to.open(HEADER, about, 1, body)).toEqual(PART);
  expect(Buffer.from(body).includes(Buffer.from(PART))).toBe(false);
});

test('K1: the format, computed by another implementation', async () => {
  const random = randomOctets(12);
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((into) => {
    (into as Octets).set(random);
    return into;
  });
  const body = await sealOf('customer', { generation: 9, lanes: [] }).seal(HEADER, facts(7), PART);
  const derive = (key: Uint8Array, label: string, salt: Uint8Array, count: number) =>
    Buffer.from(hkdfSync('sha256', key, salt, lengthPrefixed(octetsOf('coview 1'), octetsOf(label)), count));
  const sessionKey = derive(RUN.key, 'session key', new Uint8Array(), 32);
  const epoch = concatenated(Uint8Array.of(0, 0, 0, 9), random);
  const traffic = derive(sessionKey, 'traffic of the customer', epoch, 32);
  const cipher = createCipheriv('aes-256-gcm', traffic, Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7)).setAAD(
    HEADER,
  );
  const closed = [cipher.update(Uint8Array.of(1)), cipher.update(PART), cipher.final(), cipher.getAuthTag()];
  expect(Buffer.from(body)).toEqual(Buffer.concat([epoch, ...closed]));
});

test('a change anywhere is found: header, number, role, epoch, text, tag', async () => {
  const [frame] = await frames(sealOf('customer'), 1);
  if (!frame) throw new Error('no frame');
  const changes: [Uint8Array, FrameFacts, Uint8Array][] = [];
  const flip = (bytes: Uint8Array, at: number) => bytes.map((byte, place) => (place === at ? byte ^ 1 : byte));
  for (let at = 0; at < HEADER.length; at++) changes.push([flip(HEADER, at), frame.facts, frame.body]);
  for (let at = 0; at < frame.body.length; at++) changes.push([HEADER, frame.facts, flip(frame.body, at)]);
  for (let length = 0; length < frame.body.length; length++) {
    changes.push([HEADER, frame.facts, frame.body.subarray(0, length)]);
  }
  changes.push([HEADER, { ...frame.facts, seq: 2 }, frame.body]);
  changes.push([HEADER, { ...frame.facts, role: 'agent' }, frame.body]);
  changes.push([HEADER, { ...frame.facts, volatile: true }, frame.body]);
  for (const [header, about, body] of changes) {
    await expect(sealOf('agent').open(header, about, CUSTOMER, body)).rejects.toEqual(fault('damaged'));
  }
  // Control: unchanged it opens.
  expect(await opened(sealOf('agent'), frame)).toEqual(octetsOf('part 1'));
});

test('a frame of another session does not open', async () => {
  const other = sealOf('customer', FIRST_START, randomOctets(32));
  const [frame] = await frames(other, 1);
  await expect(opened(sealOf('agent'), frame)).rejects.toEqual(fault('damaged'));
});

test('K5: a missing frame, a frame too early and one delivered twice are found', async () => {
  const sent = await frames(sealOf('customer'), 4);
  const missing = sealOf('agent');
  await opened(missing, sent[0]);
  await expect(opened(missing, sent[2])).rejects.toEqual(fault('gap'));
  const twice = sealOf('agent');
  await opened(twice, sent[0]);
  await opened(twice, sent[1]);
  await expect(opened(twice, sent[0])).rejects.toEqual(fault('replayed'));
  await expect(opened(twice, sent[1])).rejects.toEqual(fault('replayed'));
});

test('on a new connection what is here already may come again, and is not taken twice', async () => {
  const sent = await frames(sealOf('customer'), 3);
  const agent = sealOf('agent');
  await opened(agent, sent[0]);
  await opened(agent, sent[1]);
  agent.connected();
  expect(await opened(agent, sent[0])).toBeUndefined();
  expect(await opened(agent, sent[1])).toBeUndefined();
  expect(await opened(agent, sent[2])).toEqual(octetsOf('part 3'));
  await expect(opened(agent, sent[2])).rejects.toEqual(fault('replayed'));
});

test('volatile frames may be lost, but not come twice or out of order', async () => {
  const customer = sealOf('customer');
  const sent = [];
  for (const seq of [1, 2, 3, 4]) {
    const about = facts(seq, { kind: 'pointer', volatile: true });
    sent.push({ facts: about, body: await customer.seal(HEADER, about, PART) });
  }
  const agent = sealOf('agent');
  await opened(agent, sent[0]);
  await opened(agent, sent[2]);
  await expect(opened(agent, sent[1])).rejects.toEqual(fault('replayed'));
  await expect(opened(agent, sent[2])).rejects.toEqual(fault('replayed'));
});

test('the page that follows begins with its first frame; what came before it does not come back', async () => {
  const first = sealOf('customer');
  const before = await frames(first, 3);
  const after = await frames(sealOf('customer', first.memory), 3, 1_000);
  const agent = sealOf('agent');
  await opened(agent, before[0]);
  await expect(opened(agent, after[1])).rejects.toEqual(fault('gap'));
  const another = sealOf('agent');
  await opened(another, before[0]);
  await opened(another, after[0]);
  await expect(opened(another, before[1])).rejects.toEqual(fault('outdated'));
});

test('K5: to one who comes late an earlier page cannot be shown after a later one', async () => {
  const first = sealOf('customer');
  const before = await frames(first, 2);
  const after = await frames(sealOf('customer', first.memory), 2, 1_000);
  const late = sealOf('agent');
  await opened(late, after[0]);
  await expect(opened(late, before[0])).rejects.toEqual(fault('outdated'));
});

test('K5: one who comes late begins at a snapshot, and nowhere else', async () => {
  const customer = sealOf('customer');
  const sent = await frames(customer, 3);
  const about = facts(4, { kind: 'snapshot' });
  const snapshot = { facts: about, body: await customer.seal(HEADER, about, PART) };
  await expect(opened(sealOf('agent'), sent[1])).rejects.toEqual(fault('gap'));
  expect(await opened(sealOf('agent'), snapshot)).toEqual(PART);
});

test('K8: signs of life: what was held back shows, and so does a recording in place of the present', async () => {
  const customer = sealOf('customer');
  const agent = sealOf('agent');
  const sent = await frames(customer, 2);
  await opened(agent, sent[0]);
  const held = customer.pulse('agent', 1, 2);
  expect(() => agent.hearPulse('customer', CUSTOMER, held)).toThrow('withheld');
  await opened(agent, sent[1]);
  // So far the customer has not heard this start of the agent.
  expect(agent.hearPulse('customer', CUSTOMER, held)).toBe(false);
  const about = facts(1, { kind: 'pulse', role: 'agent', volatile: true });
  await customer.open(HEADER, about, 1, await agent.seal(HEADER, about, agent.pulse('customer', CUSTOMER, 0)));
  expect(agent.hearPulse('customer', CUSTOMER, customer.pulse('agent', 1, 2))).toBe(true);
  expect(() => agent.hearPulse('customer', CUSTOMER, new Uint8Array(3))).toThrow('damaged');
});

/** Whether two sealed bodies betray the difference of what is in them: the same key and nonce were used. */
function haveOneKeyStream(one: Octets, other: Octets, parts: [Octets, Octets]): boolean {
  const difference = (a: Octets, b: Octets) => a.map((byte, at) => byte ^ (b[at] ?? 0));
  const text = (body: Octets) => body.slice(17, 17 + PART.length);
  return String(difference(text(one), text(other))) === String(difference(...parts));
}

/** What two ends that began with the same memory make of different parts under the same number. */
async function sealTwice(memory: [SealMemory, SealMemory]): Promise<boolean> {
  const parts: [Octets, Octets] = [PART, octetsOf('another part, other')];
  const [one, other] = [sealOf('customer', memory[0]), sealOf('customer', memory[1])];
  const bodies = [await one.seal(HEADER, facts(7), parts[0]), await other.seal(HEADER, facts(7), parts[1])] as const;
  return haveOneKeyStream(...bodies, parts);
}

test.each<[string, (stored: SealMemory) => [SealMemory, SealMemory]]>([
  ['a duplicated tab and its original, both reloaded', (stored) => [stored, stored]],
  ['a tab and what was stored before it crashed', (stored) => [stored, stored]],
  ['a tab closed and restored', (stored) => [stored, structuredClone(stored)]],
  ['two tabs that began apart', () => [FIRST_START, FIRST_START]],
])('K4: no key stream is used twice: %s', async (_what, memories) => {
  const before = sealOf('customer');
  await frames(before, 1);
  for (let round = 0; round < 20; round++) expect(await sealTwice(memories(before.memory))).toBe(false);
});

test('K4: control: without a new epoch it would be', async () => {
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((into) => into);
  expect(await sealTwice([FIRST_START, FIRST_START])).toBe(true);
});

test('K4: no number is sealed twice, whatever the link is made to ask', async () => {
  const customer = sealOf('customer');
  await customer.seal(HEADER, facts(5), PART);
  await expect(customer.seal(HEADER, facts(5), PART)).rejects.toThrow('used twice');
  await expect(customer.seal(HEADER, facts(4), PART)).rejects.toThrow('used twice');
  // The two counts are apart.
  await customer.seal(HEADER, facts(5, { volatile: true }), PART);
  await expect(customer.seal(HEADER, facts(5, { volatile: true }), PART)).rejects.toThrow('used twice');
});

test('over a reload an end knows what it has, except messages that were not whole', async () => {
  const agent = sealOf('agent');
  const says = async (seq: number, last: boolean) => {
    const about = facts(seq, { kind: 'talk', role: 'agent', last });
    return { facts: about, body: await agent.seal(HEADER, about, PART) };
  };
  const customer = sealOf('customer');
  const sent = [await says(1, true), await says(2, false), await says(3, true), await says(4, true)];
  const open = (seal: SessionSeal, at: number) =>
    seal.open(HEADER, sent[at]?.facts ?? facts(0), 1, sent[at]?.body ?? new Uint8Array());
  await open(customer, 0);
  await open(customer, 1);
  const reloaded = sealOf('customer', customer.memory);
  expect(await open(reloaded, 0)).toBeUndefined();
  expect(await open(reloaded, 1)).toEqual(PART);
  expect(await open(reloaded, 2)).toEqual(PART);
  await expect(open(sealOf('customer', customer.memory), 3)).rejects.toEqual(fault('gap'));
  expect(reloaded.memory.generation).toBe(3);
});

test('everything waits for the key, and another run may change it', async () => {
  const [frame] = await frames(sealOf('customer'), 1);
  const agent = new SessionSeal('agent', FIRST_START);
  const waiting = opened(agent, frame);
  agent.unlock(KEY);
  expect(await waiting).toEqual(octetsOf('part 1'));
  const other = sealOf('agent', FIRST_START, randomOctets(32));
  other.unlock(KEY);
  expect(await opened(other, frame)).toEqual(octetsOf('part 1'));
});

test('K7: unsealed: bodies are open, and the order is still kept', async () => {
  const sent = await frames(sealOf('customer', FIRST_START, null), 3);
  expect(Buffer.from(sent[0]?.body ?? []).toString()).toContain('part 1');
  const agent = sealOf('agent', FIRST_START, null);
  expect(await opened(agent, sent[0])).toEqual(octetsOf('part 1'));
  await expect(opened(agent, sent[2])).rejects.toEqual(fault('gap'));
});

test('the fingerprint is the same at both ends and another for another key', async () => {
  expect(await fingerprintOf(KEY)).toMatch(
    /^([bdfghjklmnprstvz][aiou]){2}[bdfghjklmnprstvz]( ([bdfghjklmnprstvz][aiou]){2}[bdfghjklmnprstvz]){2}$/,
  );
  expect(await fingerprintOf(KEY)).toBe(await fingerprintOf(await sessionKeyFrom(RUN.key)));
  expect(await fingerprintOf(randomOctets(32))).not.toBe(await fingerprintOf(KEY));
});
