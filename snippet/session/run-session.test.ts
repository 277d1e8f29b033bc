import { expect, test } from 'vitest';
import { encodeTalk } from '../../shared/protocol/talk.ts';
import {
  AGENT,
  ANA,
  ANA_IS_THERE,
  encode,
  goLive,
  KEY,
  settled,
  stored,
  TERMS,
  world,
} from '../testing/session-world.ts';
import type { StoredSession } from './session-store.ts';

test('a session from the code to the end', async () => {
  const it = await goLive();
  expect(it.states).toEqual(['entering-code', 'connecting', 'proving', 'asking-consent', 'live']);
  it.session.send({ type: 'end' });
  expect(it.sent).toEqual([
    'join K7',
    'join offer for K7 M4QX2P in s1',
    'talk {"type":"consent","granted":true}',
    'snapshot',
    'control end',
  ]);
  expect(it.page.running).toBe(false);
  expect(it.storage.size).toBe(0);
  it.elapse();
  expect(it.links.map((link) => link.stopped)).toEqual([true]);
});

test('J6: nothing of the page is sent before consent', async () => {
  const it = await goLive();
  const consentAt = it.sent.findIndex((line) => line.includes('consent'));
  expect(it.sent.indexOf('snapshot')).toBeGreaterThan(consentAt);
});

test('pause stops the capture; resume goes on with new node ids and a snapshot', async () => {
  const it = await goLive();
  it.session.send({ type: 'pause' });
  expect(it.page.running).toBe(false);
  it.session.send({ type: 'resume' });
  expect(it.page).toMatchObject({ captures: 2, running: true, firstNodeId: 101 });
  expect(it.sent.slice(-3)).toEqual([
    'talk {"type":"paused","paused":true}',
    'talk {"type":"paused","paused":false}',
    'snapshot',
  ]);
});

test('leaving the page keeps the session, and the next page goes on with it', async () => {
  const before = await goLive();
  before.session.leave();
  expect(before.page.running).toBe(false);
  expect(before.links.map((link) => link.stopped)).toEqual([true]);
  expect(JSON.parse(before.storage.get(KEY) ?? '')).toEqual(stored);

  const after = world({ stored });
  await after.session.restore();
  expect(after.session.state).toMatchObject({ type: 'reconnecting', agentName: 'Ana' });
  expect(after.links[0]?.way).toMatchObject({ sessionId: 's1', entry: { type: 'resume', token: 'r1' }, lastIndex: 9 });
  expect(after.page.captures).toBe(0);
  // A window that this page opens gets a copy of its storage.
  expect(JSON.parse(after.storage.get(KEY) ?? '').left).toBe(false);
  after.online();
  expect(after.session.state.type).toBe('live');
  expect(after.page).toMatchObject({ captures: 1, firstNodeId: 101 });
});

test('a page that crashed has used no node id that the next one uses', async () => {
  const it = await goLive();
  expect(JSON.parse(it.storage.get(KEY) ?? '').nextNodeId).toBeGreaterThan(it.page.nextNodeId + 100_000);
});

test('A11: what the room hides is known before the page is read, also after a reload; without it nothing is read', async () => {
  expect((await goLive()).floors).toEqual([TERMS.floor]);
  const after = world({ stored });
  await after.session.restore();
  after.online();
  expect(after.floors).toEqual([TERMS.floor]);
  const untold = world({ stored });
  await untold.session.restore();
  untold.events().onState({ type: 'online' });
  expect([untold.page.captures, untold.sent.filter((kind) => kind === 'snapshot')]).toEqual([0, []]);
});

test('a session that was left paused comes back paused', async () => {
  const it = world({ stored: { ...stored, paused: true } });
  await it.session.restore();
  it.online();
  expect(it.session.state.type).toBe('paused');
  expect(it.page.captures).toBe(0);
});

test.each([
  ['too old', { ...stored, savedAt: 1_000 - 30 * 60_000 }],
  ['of other keys', { ...stored, sealing: 'something else' }],
  ['not whole', { ...stored, resumeToken: undefined } as unknown as StoredSession],
])('a stored session that is %s is forgotten', async (_why, entry) => {
  const it = world({ stored: entry });
  await it.session.restore();
  expect(it.session.state.type).toBe('idle');
  expect(it.storage.size).toBe(0);
});

test('a wrong code lets the connection go, and the next one is tried afresh', async () => {
  const it = world();
  it.session.send({ type: 'join', code: 'K7M4-QX2P' });
  await settled();
  it.online();
  await it.answer({ type: 'refused', missesLeft: 2 });
  expect(it.links[0]?.stopped).toBe(true);
  expect(it.errors).toEqual(['code-wrong']);
  // The link that was let go says something more: nobody listens.
  it.links[0]?.events.onState({ type: 'closed', reason: 'refused' });
  expect(it.session.state).toMatchObject({ type: 'entering-code', attemptsLeft: 2 });
  it.session.send({ type: 'join', code: 'K7M4-QX2Q' });
  await settled();
  expect(it.links.length).toBe(2);
});

test('an agent who does not answer is not waited for for ever', async () => {
  const it = world();
  it.session.send({ type: 'join', code: 'K7M4-QX2P' });
  await settled();
  it.elapse();
  expect(it.session.state).toMatchObject({ type: 'entering-code', error: 'agent-silent' });
});

test('an answer to an attempt that was cancelled changes nothing', async () => {
  const it = world();
  it.session.send({ type: 'join', code: 'K7M4-QX2P' });
  it.session.send({ type: 'end' });
  await settled();
  expect(it.links).toEqual([]);
  expect(it.session.state.type).toBe('idle');
});

test('the code is proven once to every agent who comes, and again after a lost connection', async () => {
  const it = world();
  it.session.send({ type: 'join', code: 'K7M4-QX2P' });
  await settled();
  const proofs = () => it.sent.filter((line) => line.startsWith('join offer')).length;
  it.online();
  expect(proofs()).toBe(0);
  it.events().onParticipants(ANA_IS_THERE);
  it.events().onParticipants(ANA_IS_THERE);
  expect(proofs()).toBe(1);
  it.events().onState({ type: 'reconnecting', sinceAt: 1_000 });
  it.online();
  it.events().onParticipants(ANA_IS_THERE);
  expect(proofs()).toBe(2);
});

test('the party says why a code does not work', async () => {
  const it = world({ found: { ok: false, code: 'party-unreachable' } });
  it.session.send({ type: 'join', code: 'K7M4-QX2P' });
  await settled();
  expect(it.session.state).toMatchObject({ type: 'entering-code', error: 'party-unreachable' });
});

test('the end from the other side leaves nothing behind', async () => {
  const it = await goLive();
  it.events().onState({ type: 'closed', reason: 'ended-by-agent' });
  expect(it.session.state).toMatchObject({ type: 'ended', reason: 'ended-by-agent' });
  expect(it.page.running).toBe(false);
  expect(it.storage.size).toBe(0);
  expect(it.links[0]?.stopped).toBe(true);
});

test('what another customer or a malformed message says is not heard', async () => {
  const it = await goLive();
  const body = encodeTalk({ ...ANA, agentName: 'Eve' });
  it.events().onMessage({ kind: 'talk', checkpoint: false, from: { id: '2', role: 'customer' }, body });
  it.events().onMessage({ kind: 'talk', checkpoint: false, from: AGENT, body: new Uint8Array([1, 2]) });
  it.events().onMessage({ kind: 'pointer', checkpoint: false, from: AGENT, body: new Uint8Array([123]) });
  expect(it.session.state).toMatchObject({ type: 'live', agentName: 'Ana' });
});

test.each([
  [['point'], ['pointer of Ana 1']],
  [[], []],
  [['draw', 'click', 'type', 'scroll', 'navigate'], []],
])('A12: an agent points only where the room lets agents point: %j', async (agentsMay, shown) => {
  const it = await goLive({ terms: { ...TERMS, agentsMay } });
  const pointer = { node: 1, xFraction: 0.5, yFraction: 0.5, xCssPx: 3, yCssPx: 4, visible: true };
  it.events().onMessage({ kind: 'pointer', checkpoint: false, from: AGENT, body: encode(JSON.stringify(pointer)) });
  expect(it.sent.filter((line) => line.startsWith('pointer'))).toEqual(shown);
});

test('P5: what an agent’s mirror asks for reaches the page while it is shared, and no other’s request does', async () => {
  const it = await goLive();
  const ask = (from: { id: string; role: 'agent' | 'customer' }) =>
    it.events().onMessage({ kind: 'repair', checkpoint: false, from, body: new Uint8Array([3]) });
  ask(AGENT);
  ask({ id: '2', role: 'customer' });
  expect(it.page.repairs).toEqual([[3]]);
  it.session.send({ type: 'pause' });
  ask(AGENT);
  expect(it.page.repairs).toEqual([[3]]);
});

test('a capture that fails is followed by another with new node ids, once', async () => {
  const it = await goLive();
  it.page.fail('broken');
  expect(it.page).toMatchObject({ captures: 2, running: true, firstNodeId: 101 });
  expect(it.session.state.type).toBe('live');
  expect(it.sent.filter((line) => line === 'snapshot').length).toBe(2);
  expect(it.errors).toEqual(['broken']);
  it.page.fail('broken again');
  expect(it.page).toMatchObject({ captures: 2, running: false });
  expect(it.session.state).toEqual({ type: 'ended', reason: 'capture-failed' });
  expect(it.sent.at(-1)).toBe('control end');
  expect(it.storage.size).toBe(0);
});

test('a page that cannot be captured at all ends the session, and both sides are told', async () => {
  const it = await goLive({ goodCaptures: 0 });
  expect(it.page.captures).toBe(2);
  expect(it.errors).toEqual(['Error: cannot start', 'Error: cannot start']);
  expect(it.states.slice(-2)).toEqual(['asking-consent', 'ended']);
  expect(it.session.state).toEqual({ type: 'ended', reason: 'capture-failed' });
  expect(it.sent.at(-1)).toBe('control end');
  expect(it.storage.size).toBe(0);
});

test('an agent who cannot show that it knows the code is not shown to the customer', async () => {
  const it = world();
  it.session.send({ type: 'join', code: 'K7M4-QX2P' });
  await settled();
  it.say({ ...ANA, tag: 'wrong' });
  expect(it.states).not.toContain('asking-consent');
  expect(it.session.state).toMatchObject({ type: 'entering-code', error: 'agent-unproven' });
  expect(it.links[0]?.stopped).toBe(true);
});

test('what is not sealed by the agent ends it, before and after consent', async () => {
  const joining = world();
  joining.session.send({ type: 'join', code: 'K7M4-QX2P' });
  await settled();
  joining.events().onState({ type: 'closed', reason: 'not-authentic' });
  expect(joining.session.state).toMatchObject({ type: 'entering-code', error: 'not-authentic' });
  const live = await goLive();
  live.events().onState({ type: 'closed', reason: 'not-authentic' });
  expect(live.session.state).toEqual({ type: 'ended', reason: 'not-authentic' });
  expect([live.page.running, live.storage.size]).toEqual([false, 0]);
});

const ASKING = { ...TERMS, recording: 'asking' } as const;
const records = (sent: string[]) => sent.filter((line) => line.startsWith('control record'));

test('A13: the word about the recording is said before consent, and again on every connection until the party knows it', async () => {
  const it = await goLive({ terms: ASKING }, true);
  expect(it.sent.slice(-3)).toEqual(['control record true', 'talk {"type":"consent","granted":true}', 'snapshot']);
  it.events().onState({ type: 'reconnecting', sinceAt: 2_000 });
  it.online();
  expect(records(it.sent)).toHaveLength(2);
  it.events().onRecording?.('on');
  expect(it.session.state).toMatchObject({ type: 'live', recording: 'on' });
  it.events().onWelcome?.({ self: '1', missesLeft: 3, terms: { ...TERMS, recording: 'on' } });
  expect(records(it.sent)).toHaveLength(2);
});

test('A13: a stop holds at once, and is said again to a party that still records', async () => {
  const it = await goLive({ terms: { ...TERMS, recording: 'on' } });
  expect(it.session.state).toMatchObject({ recording: 'on' });
  expect(records(it.sent)).toEqual([]);
  it.session.send({ type: 'stop-recording' });
  it.events().onState({ type: 'reconnecting', sinceAt: 2_000 });
  it.online();
  expect(records(it.sent)).toEqual(['control record false', 'control record false']);
  expect(it.session.state).toMatchObject({ type: 'live', recording: 'stopped' });
});

test('A13: a page that comes after a reload knows how the recording stands', async () => {
  const it = world({ stored, terms: { ...TERMS, recording: 'on' } });
  await it.session.restore();
  expect(it.session.state).toMatchObject({ type: 'reconnecting', recording: 'off' });
  it.online();
  expect(it.session.state).toMatchObject({ type: 'live', recording: 'on' });
  it.session.send({ type: 'pause' });
  expect(it.session.state).toMatchObject({ type: 'paused', recording: 'on' });
});
