import { expect, test, vi } from 'vitest';
import type { LinkEvents } from '../../shared/link/link.ts';
import { formatPass, type Pass } from '../../shared/protocol/pass.ts';
import { formatInvitation } from '../session/invitation.ts';
import type { Meeting } from '../session/meeting.ts';
import type { StoredPass } from '../storage/pass-store.ts';
import { createPanelModel } from './create-panel-model.ts';
import type { PanelPorts } from './panel-ports.ts';
import type { RecentSession } from './recent-session.ts';

const PASS: Pass = {
  partyUrl: 'http://localhost:1',
  roomId: 'room1',
  passId: 'pass1',
  secret: 's'.repeat(22),
  roomKey: 'k'.repeat(43),
};
const INFO = { agentName: 'Ana', roomName: 'Shop', origins: ['http://localhost:2'] };
const STORED: StoredPass = { text: formatPass(PASS), pass: PASS, ...INFO };
const CREATED = {
  sessionId: 'session',
  locator: 'K7',
  ticket: 'ticket',
  expiresAt: 600_000,
  roomName: 'Shop',
  agentName: 'Ana',
  allowUnsealed: false,
};

interface Kept {
  pass?: StoredPass;
  meeting?: Meeting;
}

/** A browser and a party in memory. */
function setUp(kept: Kept, changed: Partial<PanelPorts> = {}) {
  const links: LinkEvents[] = [];
  let recent: readonly RecentSession[] = [];
  const ports: PanelPorts = {
    loadPass: async () => kept.pass,
    savePass: vi.fn(async () => undefined),
    removePass: vi.fn(async () => undefined),
    loadMeeting: async () => kept.meeting,
    saveMeeting: vi.fn(async (meeting: Meeting) => {
      kept.meeting = meeting;
    }),
    forgetMeeting: vi.fn(async () => {
      delete kept.meeting;
    }),
    onMeetingForgotten: vi.fn(() => () => undefined),
    loadRecent: async () => [...recent],
    saveRecent: async (sessions) => {
      recent = sessions;
    },
    loadAppearance: async () => 'system',
    saveAppearance: async () => undefined,
    checkPass: vi.fn(async () => ({ ok: true, answer: INFO }) as const),
    createSession: vi.fn(async () => ({ ok: true, answer: CREATED }) as const),
    agentTicket: vi.fn(async () => ({ ok: false, fault: 'not-found' }) as const),
    keepKey: vi.fn(async () => ({ ok: true, answer: {} }) as const),
    openLink: vi.fn((_meeting, _seal, events) => {
      links.push(events);
      return { send: () => undefined, control: () => undefined, backlogBytes: 0, lastIndex: 0, stop: () => undefined };
    }),
    connectMirror: () => {
      throw new Error('no view in this test');
    },
    lockConnections: vi.fn(),
    restart: vi.fn(),
    purpose: () => 'usual',
    openTab: vi.fn(),
    copy: async () => true,
    now: () => 1_000,
    ...changed,
  };
  const model = createPanelModel(ports, false);
  const screenIs = (type: string) => vi.waitFor(() => expect(model.screen.value.type).toBe(type));
  return { model, ports, kept, links, screenIs };
}

test('without a pass the panel asks for one and connects to nobody', async () => {
  const { ports, screenIs } = setUp({});
  await screenIs('pass-wanted');
  expect(ports.lockConnections).not.toHaveBeenCalled();
  expect(ports.checkPass).not.toHaveBeenCalled();
});

test('a pasted pass is taken when it parses and the party knows it', async () => {
  const { model, ports, screenIs } = setUp({});
  await screenIs('pass-wanted');
  expect(await model.usePass('')).toContain('Paste your pass');
  expect(await model.usePass('hello')).toContain('not a pass');
  expect(await model.usePass(STORED.text.slice(0, -9))).toContain('missing');
  expect(ports.checkPass).not.toHaveBeenCalled();
  expect(await model.usePass(` ${STORED.text}\n`)).toBeUndefined();
  expect(ports.savePass).toHaveBeenCalledWith({ text: STORED.text, ...INFO });
  expect(ports.lockConnections).toHaveBeenCalledWith('http://localhost:1');
  expect(model.screen.value.type).toBe('home');
});

test('a pass that the party refuses is not stored, and the sentence says why', async () => {
  const { model, ports, screenIs } = setUp({}, { checkPass: async () => ({ ok: false, fault: 'pass-invalid' }) });
  await screenIs('pass-wanted');
  expect(await model.usePass(STORED.text)).toContain('revoked');
  expect(ports.savePass).not.toHaveBeenCalled();
});

test('with a pass the panel is at home, locked to its party', async () => {
  const { ports, screenIs } = setUp({ pass: STORED });
  await screenIs('home');
  expect(ports.lockConnections).toHaveBeenCalledWith('http://localhost:1');
});

test('a pass revoked meanwhile is said at home, before a customer waits', async () => {
  const { model, screenIs } = setUp(
    { pass: STORED },
    { checkPass: async () => ({ ok: false, fault: 'pass-invalid' }) },
  );
  await screenIs('home');
  await vi.waitFor(() => expect(model.problem.value).toContain('revoked'));
});

test('changing the pass leaves connections open to another party', async () => {
  const { model, ports } = setUp({ pass: STORED }, { purpose: () => 'change-pass' });
  await vi.waitFor(() =>
    expect(model.screen.value).toEqual({ type: 'pass-wanted', replacing: { ...INFO, partyUrl: 'http://localhost:1' } }),
  );
  await model.usePass(STORED.text);
  expect(ports.lockConnections).not.toHaveBeenCalled();
  expect(ports.restart).toHaveBeenCalledWith('usual');
});

test('a new session has a secret of its own that goes nowhere but into storage', async () => {
  const { model, ports, kept, screenIs } = setUp({ pass: STORED });
  await screenIs('home');
  await model.startSession();
  expect(model.screen.value.type).toBe('session');
  expect(kept.meeting).toMatchObject({
    sessionId: 'session',
    code: { locator: 'K7' },
    entry: { type: 'ticket', ticket: 'ticket' },
  });
  expect(kept.meeting?.code?.secret).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
  expect(JSON.stringify(vi.mocked(ports.createSession).mock.calls)).not.toContain(kept.meeting?.code?.secret);
});

test('two clicks make one session', async () => {
  const { model, ports, screenIs } = setUp({ pass: STORED });
  await screenIs('home');
  await Promise.all([model.startSession(), model.startSession()]);
  expect(ports.createSession).toHaveBeenCalledTimes(1);
});

test('a party that cannot be reached is said, and the agent can try again', async () => {
  const { model, screenIs } = setUp(
    { pass: STORED },
    { createSession: async () => ({ ok: false, fault: 'party-unreachable' }) },
  );
  await screenIs('home');
  await model.startSession();
  expect(model.problem.value).toContain('cannot be reached');
  expect(model.opening.value).toBe(false);
});

test('a session goes on in a panel that is opened again, and the end is listed', async () => {
  const { model, kept, screenIs } = setUp({ pass: STORED });
  await screenIs('home');
  await model.startSession();
  const again = setUp({ pass: STORED, ...kept });
  await again.screenIs('session');
  expect(again.ports.openLink).toHaveBeenCalledWith(
    expect.objectContaining({ sessionId: 'session' }),
    expect.anything(),
    expect.anything(),
  );
  again.links[0]?.onState({ type: 'closed', reason: 'expired' });
  expect(again.kept.meeting).toBeUndefined();
  expect(again.model.recent.value).toEqual([
    { sessionId: 'session', startedAt: 1_000, liveMs: 0, reason: 'expired', host: '' },
  ]);
  again.model.goHome();
  expect(again.model.screen.value.type).toBe('home');
});

test('a session taken by another panel can be taken back, or is left when it ends there', async () => {
  const { model, ports, links, screenIs } = setUp({ pass: STORED });
  await screenIs('home');
  await model.startSession();
  links[0]?.onState({ type: 'closed', reason: 'replaced' });
  await model.takeBack();
  expect(ports.openLink).toHaveBeenCalledTimes(2);
  links[1]?.onState({ type: 'closed', reason: 'replaced' });
  vi.mocked(ports.onMeetingForgotten).mock.calls[0]?.[0]();
  expect(model.screen.value.type).toBe('home');
});

test('a session given up before anything was seen leads home and is not listed', async () => {
  const { model, kept, screenIs } = setUp({ pass: STORED });
  await screenIs('home');
  await model.startSession();
  model.cancelSession();
  expect(model.screen.value.type).toBe('home');
  expect(model.recent.value).toEqual([]);
  expect(kept.meeting).toBeUndefined();
});

test('K9: an invitation leads into a session of the same room, and nothing else does', async () => {
  const sessionId = 's'.repeat(22);
  const pass = { ...PASS, roomId: 'abcdefghjkmn' };
  const agentTicket = vi.fn(async () => ({ ok: true, answer: { ticket: 'ticket' } }) as const);
  const { model, kept, screenIs } = setUp({ pass: { ...STORED, pass } }, { agentTicket });
  await screenIs('home');
  expect(await model.joinSession('hello')).toContain('not an invitation');
  expect(await model.joinSession(formatInvitation({ roomId: 'zzzzzzzzzzzz', sessionId }))).toContain('another room');
  expect(agentTicket).not.toHaveBeenCalled();
  expect(await model.joinSession(` ${formatInvitation({ roomId: pass.roomId, sessionId })}\n`)).toBeUndefined();
  expect(kept.meeting).toMatchObject({ sessionId, code: null, stage: { type: 'asking-in' } });
  model.leaveSession();
  await screenIs('home');
  expect(kept.meeting).toBeUndefined();
});
