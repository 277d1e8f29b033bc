import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '../shared/crypto/base64url.ts';
import type { Octets } from '../shared/crypto/octets.ts';
import { rewrapSessionKey, unwrapSessionKey, wrapSessionKey } from '../shared/crypto/recording-key.ts';
import { agentTicket, keepKey, keptKey } from '../shared/protocol/http.ts';
import { decodeTalk, encodeTalk } from '../shared/protocol/talk.ts';
import { openEnd, type TestEnd } from './testing/end.ts';
import { liveSession } from './testing/live-session.ts';
import { granted, joinShop, newSession, SHOP, startTestParty, type TestParty } from './testing/test-room.ts';
import { until } from './testing/until.ts';

let room: TestParty;
const ends: TestEnd[] = [];

beforeAll(async () => {
  room = await startTestParty();
});

afterAll(async () => {
  for (const end of ends) end.link.stop();
  await room?.stop();
});

const bytes = (...values: number[]) => Uint8Array.from(values);
const bodies = (end: TestEnd) => end.messages.filter(({ kind }) => kind === 'patch').map(({ body }) => body[0]);
const isOnline = (end: TestEnd) => end.states.at(-1)?.type === 'online';
const closedBy = (end: TestEnd) => {
  const state = end.states.at(-1);
  return state?.type === 'closed' ? state.reason : undefined;
};

function open(options: Parameters<typeof openEnd>[0]): TestEnd {
  const end = openEnd(options);
  ends.push(end);
  return end;
}

function enter(sessionId: string, ticket: string, origin?: string): TestEnd {
  const entry = { type: 'ticket', ticket } as const;
  return open({ partyUrl: room.pass.partyUrl, sessionId, entry, ...(origin === undefined ? {} : { origin }) });
}

async function goLive() {
  const session = await liveSession(room.pass);
  ends.push(session.agent, session.customer);
  return session;
}

test('D1 D3: durable messages arrive in order and are acknowledged', async () => {
  const { agent, customer } = await goLive();
  for (let at = 0; at < 50; at++) customer.link.send('patch', bytes(at));
  agent.link.send('talk', encodeTalk({ type: 'introduce', agentName: 'Ana', roomName: 'Shop', tag: '', doorKey: '' }));
  await until('all arrived', () => bodies(agent).length === 50 && customer.messages.length === 1);
  expect(bodies(agent)).toEqual([...Array(50).keys()]);
  expect(decodeTalk(customer.messages[0]?.body ?? bytes())).toMatchObject({ type: 'introduce', agentName: 'Ana' });
  await until('acknowledged', () => customer.link.backlogBytes === 0);
});

test('L2: a message of several frames arrives whole', async () => {
  const { agent, customer } = await goLive();
  const large = new Uint8Array(3_000_000).map((_, at) => (at * 31) % 251);
  customer.link.send('snapshot', large, { checkpoint: true });
  customer.link.send('patch', bytes(1));
  await until('arrived', () => agent.messages.length === 2);
  expect(Buffer.compare(agent.messages[0]?.body ?? bytes(), large)).toBe(0);
  expect(agent.messages[0]?.checkpoint).toBe(true);
});

test('D4: a late agent gets the newest snapshot and what follows, and can be told apart', async () => {
  const { agent, customer, sessionId } = await goLive();
  customer.link.send('snapshot', bytes(10));
  customer.link.send('patch', bytes(11));
  customer.link.send('snapshot', bytes(20));
  customer.link.send('patch', bytes(21));
  await until('stored', () => customer.link.backlogBytes === 0 && agent.messages.length === 4);
  const late = enter(sessionId, granted(await agentTicket(room.pass, sessionId)).ticket);
  await until('late one is up to date', () => late.messages.length === 2);
  expect(late.messages.map(({ kind, body }) => [kind, body[0]])).toEqual([
    ['snapshot', 20],
    ['patch', 21],
  ]);
  customer.link.send('patch', bytes(22));
  await until('both get live ones', () => late.messages.length === 3 && agent.messages.length === 5);
  expect(late.participants.filter(({ role }) => role === 'agent').map(({ name }) => name)).toEqual(['Ana', 'Ana']);
});

test('D5: kill -9 of the party loses nothing that was acknowledged, and both ends go on', async () => {
  const { agent, customer } = await goLive();
  for (let at = 0; at < 100; at++) customer.link.send('patch', bytes(at));
  await until('some arrived', () => bodies(agent).length > 20);
  await room.crashAndRestart();
  for (let at = 100; at < 120; at++) customer.link.send('patch', bytes(at));
  await until('both are back', () => isOnline(agent) && isOnline(customer), 20_000);
  await until('all arrived', () => bodies(agent).length >= 120 && customer.link.backlogBytes === 0);
  expect(bodies(agent)).toEqual([...Array(120).keys()]);
  expect(agent.states.map(({ type }) => type)).toContain('reconnecting');
});

test('D6: after a reload a page numbers on above what it may have used', async () => {
  const { agent, customer, sessionId } = await goLive();
  customer.link.send('patch', bytes(1));
  await until('stored', () => customer.link.backlogBytes === 0);
  customer.link.stop();
  const token = customer.tokens.at(-1) ?? '';
  const reloaded = open({
    partyUrl: room.pass.partyUrl,
    sessionId,
    entry: { type: 'resume', token },
    lastIndex: customer.link.lastIndex,
    origin: SHOP,
  });
  reloaded.link.send('patch', bytes(2));
  await until('arrived', () => bodies(agent).length === 2);
  expect(bodies(agent)).toEqual([1, 2]);
  expect(reloaded.self).toBe(customer.self);
});

test('J3: the third wrong proof burns the code, and the session with it', async () => {
  const { sessionId, ticket, locator } = await newSession(room.pass);
  const agent = enter(sessionId, ticket);
  for (const left of [2, 1]) {
    const wrong = enter(sessionId, (await joinShop(room.pass, locator)).ticket, SHOP);
    await until('there', () => wrong.self !== undefined);
    agent.link.control({ type: 'refuse', participant: wrong.self ?? '' });
    await until('refused', () => closedBy(wrong) === 'refused');
    await until('counted', () => agent.missed.at(-1) === left);
  }
  const last = enter(sessionId, (await joinShop(room.pass, locator)).ticket, SHOP);
  await until('there', () => last.self !== undefined);
  agent.link.control({ type: 'refuse', participant: last.self ?? '' });
  await until('burnt', () => closedBy(last) === 'code-used-up' && closedBy(agent) === 'code-used-up');
  await expect(joinShop(room.pass, locator)).rejects.toThrow('code-wrong');
});

test('J2: a code works once', async () => {
  const { locator } = await goLive();
  await expect(joinShop(room.pass, locator)).rejects.toThrow('code-wrong');
});

test('C1: ending tells both why', async () => {
  const { agent, customer, sessionId } = await goLive();
  customer.link.control({ type: 'end', reason: 'ended-by-customer' });
  await until('ended', () => closedBy(agent) === 'ended-by-customer' && closedBy(customer) === 'ended-by-customer');
  const late = enter(sessionId, granted(await agentTicket(room.pass, sessionId)).ticket);
  await until('told', () => closedBy(late) === 'ended-by-customer');
});

test('K10: a recording’s key is kept for those who have the room key, through a restart and a new room key', async () => {
  const { pass } = room;
  await room.admin.call('changeRoom', { params: { room: pass.roomId }, body: { policy: { recording: 'on' } } });
  const { sessionId, agent } = await goLive();
  const octets = (text: string) => (fromBase64url(text) ?? bytes()) as Octets;
  const roomKey = octets(pass.roomKey);
  const key = crypto.getRandomValues(new Uint8Array(32));
  const wrapped = await wrapSessionKey(roomKey, sessionId, key);
  const kept = async () => octets(granted(await keptKey(pass, sessionId)).key);
  expect(await keepKey(pass, sessionId, toBase64url(wrapped))).toMatchObject({ ok: true });
  expect(await keptKey(pass, sessionId)).toEqual({ ok: false, fault: 'not-found' });
  expect(await keepKey(pass, sessionId, toBase64url(key))).toEqual({ ok: false, fault: 'request-invalid' });
  expect(await keepKey(pass, 's'.repeat(22), toBase64url(wrapped))).toEqual({ ok: false, fault: 'not-found' });
  expect(await keepKey({ ...pass, secret: 'x'.repeat(43) }, sessionId, toBase64url(wrapped))).toEqual({
    ok: false,
    fault: 'pass-invalid',
  });
  agent.link.control({ type: 'end', reason: 'ended-by-agent' });
  await until('the end', () => closedBy(agent) !== undefined);
  await room.crashAndRestart();
  expect(await unwrapSessionKey(roomKey, sessionId, await kept())).toEqual(key);
  const next = crypto.getRandomValues(new Uint8Array(32));
  const anew = await rewrapSessionKey({ old: roomKey, next }, sessionId, await kept());
  const params = { room: pass.roomId, session: sessionId };
  await keepKey(pass, sessionId, toBase64url(anew ?? bytes()));
  expect(await unwrapSessionKey(roomKey, sessionId, await kept())).toEqual(key);
  expect(await room.admin.call('getRecordingKey', { params })).toEqual({ key: toBase64url(await kept()) });
  await room.admin.call('replaceRecordingKey', { params, body: { key: toBase64url(anew ?? bytes()) } });
  expect(await unwrapSessionKey(next, sessionId, await kept())).toEqual(key);
  expect(await unwrapSessionKey(roomKey, sessionId, await kept())).toBeUndefined();
});
