import type { Link, LinkEvents } from '../../shared/link/link.ts';
import type { RoomTerms } from '../../shared/protocol/control.ts';
import { encodeTalk, type Talk } from '../../shared/protocol/talk.ts';
import type { CoviewState } from '../api/coview.ts';
import type { PrivacyFloor } from '../privacy/privacy-options.ts';
import { Meeting } from '../session/meeting.ts';
import type { Beginning, Found, RunningCapture } from '../session/ports.ts';
import { runSession } from '../session/run-session.ts';
import type { CustomerSealing, Heard } from '../session/sealing.ts';
import { type StoredSession, sessionStoreIn } from '../session/session-store.ts';
import type { Way } from '../session/way.ts';

const SNAPSHOT = new Uint8Array([1, 0]);
export const KEY = 'coview:room';
export const WORDS = 'bamok tidar fusan';
export const KEPT = 'kept keys and counts';
export const encode = (said: string) => new TextEncoder().encode(said);
export const AGENT = { id: '1', role: 'agent' } as const;
export const ANA_IS_THERE = [{ ...AGENT, online: true, admitted: true }];
export const ANA: Extract<Talk, { type: 'introduce' }> = {
  type: 'introduce',
  agentName: 'Ana',
  roomName: 'Shop',
  tag: 'right',
  doorKey: '',
};
export const TERMS: RoomTerms = {
  floor: { mask: ['.hidden-by-the-room'], block: [], ignore: [], private: false },
  assetOrigins: [],
  agentsMay: ['point'],
  branding: {},
  languages: [],
  recording: 'off',
};
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * A world in which a test plays the party, the agent, the page and the clock.
 * `goodCaptures`: how many captures can be started before starting one fails.
 */
export function world(
  options: { stored?: StoredSession; found?: Found; goodCaptures?: number; terms?: RoomTerms } = {},
) {
  const sent: string[] = [];
  const links: { way: Way; events: LinkEvents; stopped: boolean }[] = [];
  const storage = new Map<string, string>();
  const states: CoviewState['type'][] = [];
  const errors: string[] = [];
  const floors: PrivacyFloor[] = [];
  const timers = new Set<() => void>();
  let nowAt = 1_000;
  const page = {
    captures: 0,
    running: false,
    firstNodeId: 0,
    nextNodeId: 0,
    repairs: [] as number[][],
    emit: (_: Uint8Array) => {},
    fail: (_: unknown) => {},
  };
  if (options.stored) storage.set(KEY, JSON.stringify(options.stored));
  const text = (body: Uint8Array) => new TextDecoder().decode(body);

  /** Takes the agent's word for everything: what it decides is tested with it. */
  const sealingOf = (message: string | null): CustomerSealing => {
    const sealing = {
      isProving: message !== null,
      message: encode(message ?? ''),
      fingerprint: WORDS,
      kept: KEPT,
      hear: async (body: Uint8Array) => JSON.parse(text(body)) as Heard,
      accepts: ({ tag }: { tag: string }) => tag === 'right',
    };
    return sealing as unknown as CustomerSealing;
  };
  const openLink = (way: Way, events: LinkEvents): Link => {
    const link = { way, events, stopped: false };
    links.push(link);
    return {
      send: (kind, body) => sent.push(kind === 'snapshot' || kind === 'patch' ? kind : `${kind} ${text(body)}`),
      control: (message) =>
        sent.push(`control ${message.type === 'record' ? `record ${message.wanted}` : message.type}`),
      backlogBytes: 0,
      lastIndex: 9,
      stop: () => {
        link.stopped = true;
      },
    };
  };

  const beginning = (sealing: CustomerSealing): Beginning => ({
    sealing,
    meet: (way, events) => new Meeting(way, { sealing, openLink }, events),
  });

  const session = runSession({
    joinRoom: async (locator) => {
      sent.push(`join ${locator}`);
      return options.found ?? { ok: true, sessionId: 's1', ticket: 't1' };
    },
    begin: async (secret, locator, sessionId) => beginning(sealingOf(`offer for ${locator} ${secret} in ${sessionId}`)),
    beginAgain: async (kept) => (kept === KEPT ? beginning(sealingOf(null)) : null),
    startCapture(firstNodeId, floor, onMessage, onError): RunningCapture {
      page.captures += 1;
      floors.push(floor);
      if (page.captures > (options.goodCaptures ?? 9)) throw new Error('cannot start');
      Object.assign(page, {
        running: true,
        firstNodeId,
        nextNodeId: firstNodeId + 100,
        emit: onMessage,
        fail: onError,
      });
      onMessage(SNAPSHOT);
      const stop = () => {
        page.running = false;
      };
      return Object.assign(stop, {
        takeSnapshot: () => onMessage(SNAPSHOT),
        flush: () => undefined,
        nextNodeId: () => page.nextNodeId,
        sendAssets: () => undefined,
        repair: (request: Uint8Array) => page.repairs.push([...request]),
        nodeById: () => undefined,
      });
    },
    store: sessionStoreIn({ storage: storageOf(storage), locks: undefined, isNewVisit: false }, 'room', () => nowAt),
    now: () => nowAt,
    after(_delayMs, action) {
      timers.add(action);
      return () => timers.delete(action);
    },
    onState: (state) => states.push(state.type),
    onError: (error) => errors.push(error),
    onFault: (fault) => errors.push(String(fault)),
    onPointer: (agentId, name) => sent.push(`pointer of ${name} ${agentId}`),
  });
  const events = () => {
    const last = links.at(-1);
    if (!last) throw new Error('no link was opened');
    return last.events;
  };
  return {
    ...{ session, sent, links, storage, states, errors, page, events, floors },
    /** As the link tells it: first the room's terms. */
    online: () => {
      events().onWelcome?.({ self: '1', missesLeft: 3, terms: options.terms ?? TERMS });
      events().onState({ type: 'online' });
    },
    elapse: () => {
      const due = [...timers];
      timers.clear();
      for (const action of due) action();
    },
    wait: (ms: number) => {
      nowAt += ms;
    },
    say: (message: Talk) =>
      events().onMessage({ kind: 'talk', checkpoint: false, from: AGENT, body: encodeTalk(message) }),
    async answer(heard: Heard) {
      events().onMessage({ kind: 'join', checkpoint: false, from: AGENT, body: encode(JSON.stringify(heard)) });
      await settled();
    },
  };
}

function storageOf(map: Map<string, string>): Storage {
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    clear: () => map.clear(),
    key: () => null,
    length: 0,
  };
}

/** A session that the customer has agreed to. */
export async function goLive(options: Parameters<typeof world>[0] = {}, record = false) {
  const it = world(options);
  it.session.send({ type: 'open' });
  it.session.send({ type: 'join', code: 'K7M4-QX2P' });
  await settled();
  it.online();
  it.events().onResumeToken('r1');
  it.events().onParticipants(ANA_IS_THERE);
  it.say(ANA);
  it.session.send({ type: 'consent', granted: true, record });
  return it;
}

/** What the page before has kept of it. */
export const stored: StoredSession = {
  sessionId: 's1',
  resumeToken: 'r1',
  agentName: 'Ana',
  roomName: 'Shop',
  sealing: KEPT,
  paused: false,
  nextNodeId: 101,
  lastIndex: 9,
  savedAt: 1_000,
  left: true,
};
