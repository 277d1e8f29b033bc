import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Seal } from '../crypto/seal.ts';
import { CLOSE_CODES } from '../protocol/close.ts';
import type { ClientControl, PartyControl } from '../protocol/control.ts';
import { decodeHeader, encodeHeader, HEADER_BYTES, type Header } from '../protocol/header.ts';
import { MAX_BUFFERED_FOR_VOLATILE_BYTES, MAX_MESSAGE_BYTES, MAX_UNACKED_BYTES } from '../protocol/limits.ts';
import { encodeRelay } from '../protocol/relay.ts';
import type { LinkState, ReceivedMessage } from './link.ts';
import type { LinkSocket, SocketEvents } from './link-ports.ts';
import { openLink } from './open-link.ts';
import { NO_TERMS } from './testing/no-terms.ts';

const SECOND_MS = 1_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A socket in the hands of the test; it connects when the test says so. */
class HandSocket implements LinkSocket {
  readonly sent: (string | Uint8Array)[] = [];
  bufferedBytes = 0;
  restarts = 0;
  closed = false;
  events!: SocketEvents;

  send(data: string | Uint8Array): void {
    this.sent.push(data);
  }

  restart(): void {
    this.restarts++;
  }

  close(): void {
    this.closed = true;
  }

  get controls(): ClientControl[] {
    return this.sent.filter((data) => typeof data === 'string').map((text) => JSON.parse(text) as ClientControl);
  }

  get headers(): Header[] {
    return this.sent.flatMap((data) => {
      const decoded = typeof data === 'string' ? undefined : decodeHeader(data);
      return decoded?.ok ? [decoded.header] : [];
    });
  }

  hear(message: PartyControl): void {
    this.events.onText(JSON.stringify(message));
  }

  welcome(lastSeq = 0): void {
    this.events.onOpen();
    this.hear({
      type: 'welcome',
      self: '2',
      role: 'customer',
      resume: 'token',
      lastSeq,
      participants: [],
      missesLeft: 3,
      terms: NO_TERMS,
    });
  }
}

/** Leaves bodies as they are, and takes as long as a promise does. */
const plainSeal: Seal = {
  pack: async (message) => message,
  unpack: async (packed) => packed,
  seal: async (_header, _facts, part) => part,
  open: async (_header, _facts, _sender, body) => body,
  connected: () => undefined,
  pulse: (_role, _receiver, sent) => Uint8Array.of(sent),
  hearPulse: () => true,
};

/** What was given to the link has been sealed or opened. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3_000; turn++) await null;
}

function connect(seal: Seal = plainSeal) {
  const socket = new HandSocket();
  const states: LinkState[] = [];
  const messages: ReceivedMessage[] = [];
  const link = openLink(
    {
      partyUrl: 'https://party.test',
      sessionId: 'session',
      entry: { type: 'ticket', ticket: 'ticket' },
      lastIndex: 0,
      seal,
      openSocket: (_url, events) => Object.assign(socket, { events }),
    },
    {
      onState: (state) => void states.push(state),
      onMessage: (message) => void messages.push(message),
      onParticipants: () => undefined,
      onResumeToken: () => undefined,
      onCheckpointWanted: () => undefined,
    },
  );
  const relay = (
    header: Partial<Header>,
    { index = 0, storedIndex = 0, body = Uint8Array.of(7), sender = 1 } = {},
  ): void => {
    const whole: Header = {
      kind: 'talk',
      checkpoint: false,
      volatile: false,
      first: true,
      last: true,
      role: 'agent',
      seq: 1,
      to: 0,
      ...header,
    };
    const frame = Uint8Array.from([...encodeHeader(whole), ...body]);
    socket.events.onBytes(encodeRelay({ index, storedIndex, sender }, frame));
  };
  return { link, socket, states, messages, relay };
}

describe('sending', () => {
  test('D3: what was not acknowledged is sent again on the next connection, in order, and no more than that', async () => {
    const { link, socket } = connect();
    for (let at = 0; at < 5; at++) link.send('patch', Uint8Array.of(at));
    await settled();
    expect(socket.headers).toEqual([]);
    socket.welcome();
    await settled();
    expect(socket.headers.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    socket.hear({ type: 'ack', seq: 2 });
    socket.events.onClose(1006);
    link.send('patch', Uint8Array.of(5));
    await settled();
    socket.sent.length = 0;
    socket.welcome(3);
    await settled();
    expect(socket.headers.map(({ seq }) => seq)).toEqual([4, 5, 6]);
    socket.hear({ type: 'ack', seq: 6 });
    await settled();
    expect(link.backlogBytes).toBe(0);
  });

  test('D6: a page that begins numbers on above what the party has', async () => {
    const { link, socket } = connect();
    link.send('patch', Uint8Array.of(1));
    socket.welcome(65_540);
    await settled();
    expect(socket.headers.map(({ seq }) => seq)).toEqual([65_541]);
    expect(socket.controls[0]).toMatchObject({ type: 'hello', fresh: true, ticket: 'ticket' });
    socket.events.onClose(1006);
    socket.welcome(65_541);
    await settled();
    expect(socket.controls.findLast(({ type }) => type === 'hello')).toMatchObject({ fresh: false, resume: 'token' });
  });

  test('D8: of volatile messages that wait, the newest of each kind and receiver goes', async () => {
    const { link, socket } = connect();
    for (let at = 0; at < 5; at++) link.send('pointer', Uint8Array.of(at));
    link.send('join', Uint8Array.of(9));
    socket.welcome();
    await settled();
    const frames = socket.sent.flatMap((data) => (typeof data === 'string' ? [] : [data]));
    expect(frames.map((frame) => frame[HEADER_BYTES])).toEqual([9, 4]);
    await settled();
    expect(socket.headers.map(({ volatile }) => volatile)).toEqual([true, true]);
  });

  test('L7: only so much is on the way without an acknowledgement', async () => {
    const { link, socket } = connect();
    socket.welcome();
    for (let at = 0; at < 40; at++) link.send('patch', new Uint8Array(90_000));
    await settled();
    const under = socket.headers.length;
    expect(under).toBe(Math.ceil(MAX_UNACKED_BYTES / (90_000 + HEADER_BYTES)));
    socket.hear({ type: 'ack', seq: 5 });
    await settled();
    expect(socket.headers.length).toBe(under + 5);
  });

  test('L8: volatile messages wait for a slow socket', async () => {
    const { link, socket } = connect();
    socket.welcome();
    socket.bufferedBytes = MAX_BUFFERED_FOR_VOLATILE_BYTES + 1;
    link.send('pointer', Uint8Array.of(1));
    await settled();
    expect(socket.headers).toEqual([]);
    socket.bufferedBytes = MAX_BUFFERED_FOR_VOLATILE_BYTES;
    socket.hear({ type: 'pong' });
    await settled();
    expect(socket.headers).toHaveLength(1);
  });

  test('L2: a message that is too large is not sent: the link closes and says why', async () => {
    const { link, socket, states } = connect();
    socket.welcome();
    link.send('snapshot', new Uint8Array(MAX_MESSAGE_BYTES + 1));
    await settled();
    expect([socket.headers, socket.closed]).toEqual([[], true]);
    expect(states.at(-1)).toEqual({ type: 'closed', reason: 'message-too-large' });
  });
});

describe('receiving', () => {
  test('D7: the index to go on from is delivered, stored and behind no unfinished message', async () => {
    const { link, socket, relay } = connect();
    socket.welcome();
    relay({ seq: 1 }, { index: 1, storedIndex: 0 });
    await settled();
    expect(link.lastIndex).toBe(0);
    relay({ seq: 2 }, { index: 2, storedIndex: 1 });
    await settled();
    expect(link.lastIndex).toBe(1);
    relay({ seq: 3, last: false }, { index: 3, storedIndex: 3 });
    relay({ seq: 1 }, { index: 4, storedIndex: 4, sender: 3 });
    await settled();
    expect(link.lastIndex).toBe(2);
    relay({ seq: 4, first: false }, { index: 5, storedIndex: 5 });
    await settled();
    expect(link.lastIndex).toBe(5);
    relay({ kind: 'pointer', volatile: true, seq: 1 }, { index: 0, storedIndex: 9 });
    await settled();
    expect(link.lastIndex).toBe(9);
  });

  test('D6: the rest of a message whose beginning never came is dropped', async () => {
    const { socket, messages, relay } = connect();
    socket.welcome();
    relay({ seq: 1, last: false }, { index: 1 });
    // Another page goes on above; its first message stands alone.
    relay({ seq: 65_537, last: false }, { index: 2, body: Uint8Array.of(1) });
    relay({ seq: 65_538, first: false }, { index: 3, body: Uint8Array.of(2) });
    relay({ seq: 65_539, first: false }, { index: 4, body: Uint8Array.of(3) });
    await settled();
    expect(messages.map(({ body }) => [...body])).toEqual([[1, 2]]);
  });

  test('H3: relayed bytes that are no frame close the link, a control that is unknown does not', async () => {
    const { socket, states } = connect();
    socket.welcome();
    socket.events.onText('{"type":"news"}');
    await settled();
    expect(states.at(-1)).toEqual({ type: 'online' });
    socket.events.onBytes(new Uint8Array(30));
    await settled();
    expect(states.at(-1)).toEqual({ type: 'closed', reason: 'protocol-unsupported' });
  });

  test('K1: sealing and opening get the header as associated data', async () => {
    const headers: number[][] = [];
    const { link, socket, relay } = connect({
      ...plainSeal,
      seal: async (header, _facts, part) => {
        headers.push([...header]);
        return part;
      },
      open: async (header, _facts, _sender, body) => {
        headers.push([...header]);
        return body;
      },
    });
    socket.welcome();
    link.send('patch', Uint8Array.of(1));
    await settled();
    relay({ seq: 5 }, { index: 1 });
    await settled();
    expect(headers).toEqual([
      [1, 2, 4 | 8, 1, 0, 0, 0, 1, 0, 0],
      [1, 5, 4 | 8, 2, 0, 0, 0, 5, 0, 0],
    ]);
  });
});

describe('the last word', () => {
  const wire = (socket: HandSocket) =>
    socket.sent.map((data) => (typeof data === 'string' ? (JSON.parse(data) as ClientControl).type : 'frame'));

  test.each(['said', 'not said'])('C8: what waits for the connection when the end is %s', async (end) => {
    const { link, socket } = connect();
    socket.welcome();
    socket.events.onClose(1006);
    await settled();
    socket.sent.length = 0;
    link.send('patch', Uint8Array.of(1));
    link.send('pointer', Uint8Array.of(2));
    if (end === 'said') link.control({ type: 'end', reason: 'ended-by-customer' });
    link.send('patch', Uint8Array.of(3));
    socket.welcome();
    // Not said: the control run.
    await settled();
    expect(wire(socket)).toEqual(
      end === 'said' ? ['hello', 'ping', 'end'] : ['hello', 'ping', 'frame', 'frame', 'frame'],
    );
  });

  test('C8: what waited before the first welcome is dropped too', async () => {
    const { link, socket } = connect();
    link.send('patch', Uint8Array.of(1));
    link.control({ type: 'end', reason: 'ended-by-customer' });
    socket.welcome();
    await settled();
    expect(wire(socket)).toEqual(['hello', 'ping', 'end']);
  });

  test('C8: so is what is being sealed, and what waits for an acknowledgement', async () => {
    const { link, socket } = connect();
    socket.welcome();
    for (let at = 0; at < 20; at++) link.send('patch', new Uint8Array(90_000));
    await vi.waitFor(() => expect(wire(socket)).toContain('frame'));
    link.control({ type: 'end', reason: 'ended-by-customer' });
    socket.hear({ type: 'ack', seq: 1 });
    await settled();
    expect(wire(socket).at(-1)).toBe('end');
  });

  test('C8: an end that a dead connection swallowed is said again', async () => {
    const { link, socket } = connect();
    socket.welcome();
    link.control({ type: 'end', reason: 'ended-by-customer' });
    socket.events.onClose(1006);
    await settled();
    socket.sent.length = 0;
    socket.welcome();
    await settled();
    expect(wire(socket)).toEqual(['hello', 'ping', 'end']);
  });
});

describe('staying connected', () => {
  test.each(Object.entries(CLOSE_CODES))('C2: %s', (reason, code) => {
    const { socket, states } = connect();
    socket.welcome();
    const again = socket.events.onClose(code);
    expect(again).toBe(reason === 'rate-limited');
    expect(states.at(-1)?.type).toBe(again ? 'reconnecting' : 'closed');
  });

  test('C4: silence is asked about, and silence after that is a dead connection', () => {
    const { socket } = connect();
    socket.welcome();
    const pings = () => socket.controls.filter(({ type }) => type === 'ping').length;
    const before = pings();
    vi.advanceTimersByTime(2_400);
    socket.hear({ type: 'pong' });
    vi.advanceTimersByTime(2_400);
    expect(pings()).toBe(before);
    vi.advanceTimersByTime(200 + 2_500);
    expect(pings()).toBe(before + 1);
    socket.hear({ type: 'pong' });
    vi.advanceTimersByTime(3_000);
    expect(socket.restarts).toBe(0);
    vi.advanceTimersByTime(6 * SECOND_MS);
    expect(socket.restarts).toBe(1);
  });

  test('C4: relayed frames are no sign that the party hears us', () => {
    const { socket, relay } = connect();
    socket.welcome();
    for (let seq = 1; seq <= 90; seq++) {
      relay({ seq }, { index: seq });
      vi.advanceTimersByTime(100);
    }
    expect(socket.restarts).toBe(1);
  });

  test('C4: a machine that slept asks before it judges', () => {
    const { socket } = connect();
    socket.welcome();
    vi.advanceTimersByTime(2_500);
    const asked = socket.controls.length;
    // The timer fires when the machine wakes up, an hour late.
    vi.setSystemTime(Date.now() + 3_600 * SECOND_MS);
    vi.advanceTimersByTime(3_000);
    expect([socket.restarts, socket.controls.length]).toEqual([0, asked + 1]);
    vi.advanceTimersByTime(3_000);
    expect(socket.restarts).toBe(1);
  });

  test('C5: attempts become rarer up to a limit, never all at once, and begin anew after a good connection', () => {
    const { socket } = connect();
    const delays = Array.from({ length: 12 }, () => socket.events.delayMs());
    const longest = [0, ...Array.from({ length: 11 }, (_, at) => Math.min(8_000, 400 * 1.7 ** at))];
    expect(delays.every((delay, at) => delay <= (longest[at] ?? 0) && delay >= (longest[at] ?? 0) / 2)).toBe(true);
    expect(new Set(delays).size).toBe(12);
    socket.welcome();
    vi.advanceTimersByTime(1_000);
    socket.events.onClose(1006);
    expect(socket.events.delayMs()).toBeGreaterThanOrEqual(4_000);
    socket.welcome();
    vi.advanceTimersByTime(5_000);
    socket.events.onClose(1006);
    expect(socket.events.delayMs()).toBeLessThanOrEqual(400);
  });
});
