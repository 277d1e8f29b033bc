import { beforeEach, expect, test, vi } from 'vitest';
import { fromBase64url, toBase64url } from '../../shared/crypto/base64url.ts';
import { CustomerJoin } from '../../shared/crypto/customer-join.ts';
import { handOver, readAsking, turnAway } from '../../shared/crypto/hand-over.ts';
import { decodeJoinMessage } from '../../shared/crypto/join-message.ts';
import type { Octets } from '../../shared/crypto/octets.ts';
import type { LinkEvents, LinkState } from '../../shared/link/link.ts';
import type { ClientControl, RoomTerms } from '../../shared/protocol/control.ts';
import type { Kind, Role } from '../../shared/protocol/kinds.ts';
import type { RecordingStanding } from '../../shared/protocol/recording.ts';
import type { Talk } from '../../shared/protocol/talk.ts';
import { type AgentSessionPorts, runAgentSession } from './agent-session.ts';
import type { Meeting } from './meeting.ts';

const toBytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const fromBytes = (body: Uint8Array) => JSON.parse(new TextDecoder().decode(body));

const MEETING: Meeting = {
  partyUrl: 'http://localhost:1',
  roomId: 'room',
  roomName: 'Shop',
  agentName: 'Ana',
  sessionId: 'session',
  code: { locator: 'K7', secret: 'M4QX2P', expiresAt: 600_000 },
  startedAt: 0,
  entry: { type: 'ticket', ticket: 'ticket' },
  stage: { type: 'waiting', missesLeft: 3 },
  allowUnsealed: false,
  agreed: null,
  generation: 1,
};

const AGREED = { type: 'sealed', key: 'A'.repeat(43), tag: 'tag' } as const;
const ASKING: Meeting = { ...MEETING, stage: { type: 'asking' }, agreed: AGREED };
const PLACE = { protocol: 1, roomId: 'room', sessionId: 'session', locator: 'K7' };
const TERMS: RoomTerms = {
  floor: { mask: [], block: [], ignore: [], private: false },
  assetOrigins: ['https://cdn.example'],
  agentsMay: [],
  branding: {},
  languages: [],
  recording: 'off',
};

/** A party played by hand: what the session said, and a mouth for the other side. */
function fakeParty() {
  const links: { events: LinkEvents; stopped: boolean; meeting: Meeting }[] = [];
  const sent: { kind: Kind; body: unknown; to?: string }[] = [];
  const controls: ClientControl[] = [];
  const kept: [sessionId: string, key: string][] = [];
  const saved: (Meeting | undefined)[] = [];
  let now = 1_000;
  const ports: AgentSessionPorts = {
    openLink(meeting, _seal, events) {
      const entry = { events, stopped: false, meeting };
      links.push(entry);
      return {
        send: (kind, body, options) => {
          sent.push({ kind, body: kind === 'join' || kind === 'repair' ? body : fromBytes(body), ...options });
        },
        control: (message) => {
          controls.push(message);
        },
        backlogBytes: 0,
        lastIndex: 0,
        stop: () => {
          entry.stopped = true;
        },
      };
    },
    doorKey: async () => 'door key',
    keepKey: async (sessionId, key) => void kept.push([sessionId, key]),
    newTicket: async () => 'ticket-2',
    save: (meeting) => void saved.push(meeting),
    forget: () => void saved.push(undefined),
    now: () => now,
  };
  const newest = () => {
    const link = links.at(-1);
    if (!link) throw new Error('no link was opened');
    return link.events;
  };
  return {
    ports,
    links,
    sent,
    controls,
    kept,
    saved,
    pass: (ms: number) => {
      now += ms;
    },
    state: (state: LinkState) => newest().onState(state),
    welcome: (terms: RoomTerms) => newest().onWelcome?.({ self: '2', missesLeft: 3, terms }),
    recording: (standing: RecordingStanding) => newest().onRecording?.(standing),
    say: (kind: Kind, body: Talk | Uint8Array, role: Role = 'customer') =>
      newest().onMessage({
        kind,
        checkpoint: false,
        from: { id: 'customer-1', role },
        body: body instanceof Uint8Array ? body : toBytes(body),
      }),
  };
}

/** A customer who typed this code, up to their confirmation. Returns it. */
async function typed(secret: string): Promise<{ join: CustomerJoin; confirmation: Octets }> {
  const join = new CustomerJoin(secret, PLACE, true);
  const answers = () => party.sent.filter(({ kind }) => kind === 'join');
  const before = answers().length;
  party.say('join', join.message);
  await vi.waitFor(() => expect(answers().length).toBe(before + 1));
  const step = join.hear(answers().at(-1)?.body as Octets);
  if (step?.type !== 'confirm') throw new Error('no confirmation');
  return { join, confirmation: step.message };
}

let party: ReturnType<typeof fakeParty>;
beforeEach(() => {
  party = fakeParty();
});

test('from the code to the live page: admits the right proof, introduces, goes live on consent', async () => {
  const session = runAgentSession(MEETING, party.ports);
  party.welcome({ ...TERMS, recording: 'on' });
  party.state({ type: 'online' });
  const { join, confirmation } = await typed('M4QX2P');
  expect(party.controls).toEqual([]);
  party.say('join', confirmation);
  await vi.waitFor(() => expect(party.sent.at(-1)?.kind).toBe('talk'));
  expect(session.state.value).toEqual({ type: 'asking' });
  expect(party.controls).toEqual([{ type: 'admit', participant: 'customer-1' }]);
  const introduction = party.sent.at(-1)?.body as { tag: string };
  expect(introduction).toMatchObject({
    type: 'introduce',
    agentName: 'Ana',
    roomName: 'Shop',
    doorKey: 'door key',
  });
  expect(join.isAgentTag(Buffer.from(introduction.tag, 'base64url'))).toBe(true);
  await vi.waitFor(() => expect(session.trust.value).toMatchObject({ type: 'sealed' }));
  expect(party.kept).toEqual([['session', session.meeting.agreed?.type === 'sealed' && session.meeting.agreed.key]]);
  party.say('talk', { type: 'consent', granted: true });
  expect(session.state.value).toEqual({ type: 'live', sinceAt: 1_000, paused: false });
  party.say('talk', { type: 'paused', paused: true });
  expect(session.state.value).toEqual({ type: 'live', sinceAt: 1_000, paused: true });
});

test.each(['off', 'asking', 'declined'] as const)(
  'K10: while the recording is %s no key is kept; once there is one it is, also after it was stopped',
  (before) => {
    const agreed = { type: 'sealed', key: 'a'.repeat(43), tag: null } as const;
    const session = runAgentSession({ ...ASKING, agreed }, party.ports);
    party.welcome({ ...TERMS, recording: before });
    expect(party.kept).toEqual([]);
    party.recording('on');
    expect(party.kept).toEqual([['session', agreed.key]]);
    expect(session.terms.value).toEqual({ ...TERMS, recording: 'on' });
    party.welcome({ ...TERMS, recording: 'stopped' });
    expect(party.kept).toHaveLength(2);
  },
);

test('a wrong proof is refused and counted; consent without the right code means nothing', async () => {
  const session = runAgentSession(MEETING, party.ports);
  party.say('join', (await typed('M4QX2Q')).confirmation);
  await vi.waitFor(() => expect(session.state.value).toEqual({ type: 'waiting', missesLeft: 2 }));
  expect(party.controls).toEqual([{ type: 'refuse', participant: 'customer-1' }]);
  expect(decodeJoinMessage(party.sent.at(-1)?.body as Uint8Array)).toEqual({ type: 'refuse', missesLeft: 2 });
  party.say('talk', { type: 'consent', granted: true });
  expect(session.state.value).toEqual({ type: 'waiting', missesLeft: 2 });
});

test('two proofs at once: only one is checked after the other, and only one admitted', async () => {
  const session = runAgentSession(MEETING, party.ports);
  const { confirmation } = await typed('M4QX2P');
  party.say('join', confirmation);
  party.say('join', confirmation);
  await vi.waitFor(() => expect(session.state.value.type).toBe('asking'));
  await Promise.resolve();
  expect(party.controls).toHaveLength(1);
});

test("another agent's messages do not stand for the customer's will", async () => {
  const session = runAgentSession(ASKING, party.ports);
  party.say('talk', { type: 'consent', granted: true }, 'agent');
  party.say('patch', new Uint8Array([1]), 'agent');
  expect(session.state.value).toEqual({ type: 'asking' });
});

test('a resumed panel asks again, and the page itself tells that consent was given meanwhile', async () => {
  const resumed: Meeting = { ...ASKING, entry: { type: 'resume', token: 'r1' } };
  const session = runAgentSession(resumed, party.ports);
  await vi.waitFor(() => expect(party.sent.map((one) => one.kind)).toEqual(['talk']));
  expect(party.sent[0]?.body).toMatchObject({ type: 'introduce', tag: 'tag' });
  party.say('snapshot', new Uint8Array([1]));
  expect(session.state.value.type).toBe('live');
});

test('the newest resume token and stage are kept, and forgotten with the end', () => {
  runAgentSession(ASKING, party.ports);
  party.links[0]?.events.onResumeToken('r2');
  party.say('talk', { type: 'consent', granted: true });
  expect(party.saved.at(-1)).toMatchObject({
    entry: { type: 'resume', token: 'r2' },
    stage: { type: 'live', sinceAt: 1_000, paused: false },
  });
  party.state({ type: 'closed', reason: 'ended-by-customer' });
  expect(party.saved.at(-1)).toBeUndefined();
});

test('the end counts how long the page was seen and names who ended it', () => {
  const session = runAgentSession({ ...MEETING, stage: { type: 'live', sinceAt: 500, paused: false } }, party.ports);
  party.pass(60_000);
  session.end();
  expect(session.state.value).toEqual({ type: 'ended', reason: 'ended-by-agent', liveMs: 60_500 });
  expect(party.controls).toEqual([{ type: 'end', reason: 'ended-by-agent' }]);
});

test("the party's count of misses wins over ours", () => {
  const session = runAgentSession(MEETING, party.ports);
  party.links[0]?.events.onWelcome?.({ self: '2', missesLeft: 1, terms: TERMS });
  expect(session.state.value).toEqual({ type: 'waiting', missesLeft: 1 });
  expect(session.terms.value).toEqual(TERMS);
  expect(session.self.value).toBe('2');
});

test('a way in that is refused is renewed once by the pass', async () => {
  const session = runAgentSession({ ...MEETING, entry: { type: 'resume', token: 'old' } }, party.ports);
  party.state({ type: 'closed', reason: 'refused' });
  await vi.waitFor(() => expect(party.links).toHaveLength(2));
  expect(party.links[1]?.meeting.entry).toEqual({ type: 'ticket', ticket: 'ticket-2' });
  expect(session.state.value.type).toBe('waiting');
  party.state({ type: 'closed', reason: 'refused' });
  expect(session.state.value).toMatchObject({ type: 'ended', reason: 'refused' });
});

test('another panel that takes the session over leaves the stored meeting alone', () => {
  const session = runAgentSession(MEETING, party.ports);
  party.state({ type: 'closed', reason: 'replaced' });
  expect(session.state.value).toEqual({ type: 'elsewhere' });
  expect(party.saved.at(-1)).toBeDefined();
});

test('a mirror out of step opens the link anew from the stored state and no longer hears the old one', () => {
  const session = runAgentSession(ASKING, party.ports);
  party.links[0]?.events.onResumeToken('r3');
  session.feed.startOver();
  expect(party.links.map((link) => link.stopped)).toEqual([true, false]);
  expect(party.links[1]?.meeting.entry).toEqual({ type: 'resume', token: 'r3' });
  // Each start is an epoch of its own.
  expect(party.links.map((link) => link.meeting.generation)).toEqual([2, 3]);
  party.links[0]?.events.onState({ type: 'closed', reason: 'replaced' });
  expect(session.state.value).toEqual({ type: 'asking' });
});

test('P4: a mirror’s request for repair goes to the page, and the rate is bounded', () => {
  const session = runAgentSession(ASKING, party.ports);
  for (let asked = 0; asked < 99; asked++) session.feed.askForRepair(new Uint8Array([3]));
  const repairs = party.sent.filter(({ kind }) => kind === 'repair');
  expect(repairs.length).toBeGreaterThanOrEqual(30);
  expect(repairs.length).toBeLessThan(40);
  expect(repairs[0]?.body).toEqual(new Uint8Array([3]));
  expect(party.links).toHaveLength(1);
});

test('what the customer’s page last said of now is kept; another agent’s word is not', () => {
  const session = runAgentSession(ASKING, party.ports);
  party.links[0]?.events.onParticipants([
    { id: '2', role: 'customer', online: true, admitted: true },
    { id: '3', role: 'agent', online: true, admitted: true },
  ]);
  party.links[0]?.events.onPresent?.('3');
  expect(session.heard.value).toBeUndefined();
  party.links[0]?.events.onPresent?.('2');
  expect(session.heard.value).toEqual({ at: 1_000, gapMs: undefined });
  party.links[0]?.events.onPresent?.('2');
  expect(session.heard.value).toEqual({ at: 1_000, gapMs: 0 });
});

test('what is not sealed by the customer ends the session', () => {
  const session = runAgentSession({ ...ASKING, stage: { type: 'live', sinceAt: 500, paused: false } }, party.ports);
  party.state({ type: 'closed', reason: 'not-authentic' });
  expect(session.state.value).toMatchObject({ type: 'ended', reason: 'not-authentic' });
  expect(party.saved.at(-1)).toBeUndefined();
});

test('K9: in a colleague’s session the customer is asked, and what they hand over opens it', async () => {
  const door = toBase64url(new Uint8Array(32).fill(5));
  const stage = { type: 'asking-in', turnedAway: false } as const;
  const session = runAgentSession({ ...MEETING, code: null, stage }, { ...party.ports, doorKey: async () => door });
  const customer = { id: 'customer-1', role: 'customer', online: true, admitted: true } as const;
  party.links[0]?.events.onParticipants([customer]);
  party.links[0]?.events.onParticipants([customer]);
  const asked = () => party.sent.filter(({ kind }) => kind === 'join').map(({ body }) => body as Octets);
  await vi.waitFor(() => expect(asked()).toHaveLength(1));
  const doorKey = fromBase64url(door) as Octets;
  const first = await readAsking(doorKey, asked()[0] ?? new Uint8Array());
  if (!first) throw new Error('not asked');
  expect(first.name).toBe('Ana');
  party.say('join', turnAway(first));
  await vi.waitFor(() => expect(session.state.value).toEqual({ type: 'asking-in', turnedAway: true }));
  session.askAgain();
  await vi.waitFor(() => expect(asked()).toHaveLength(2));
  expect(session.state.value).toEqual({ type: 'asking-in', turnedAway: false });
  const key = new Uint8Array(32).fill(6);
  // What was meant for the first asking is worth nothing now.
  party.say('join', await handOver(doorKey, first, key));
  const second = await readAsking(doorKey, asked()[1] ?? new Uint8Array());
  if (!second) throw new Error('not asked again');
  party.say('join', await handOver(doorKey, second, key));
  await vi.waitFor(() => expect(session.state.value.type).toBe('live'));
  expect(party.links.map(({ stopped }) => stopped)).toEqual([true, false]);
  expect(session.meeting.agreed).toEqual({ type: 'sealed', key: toBase64url(key), tag: null });
});
