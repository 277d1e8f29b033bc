import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomToken } from '../shared/crypto/base64url.ts';
import { encodeHeader, type Header } from '../shared/protocol/header.ts';
import { agentTicket, checkPass, createSession, joinRoom } from '../shared/protocol/http.ts';
import { MAX_FRAME_BYTES, PROTOCOL_VERSION } from '../shared/protocol/limits.ts';
import { openRaw, type RawSocket } from './testing/raw-socket.ts';
import { granted, joinFrom, joinShop, newSession, SHOP, startTestParty, type TestParty } from './testing/test-room.ts';
import { until } from './testing/until.ts';

let room: TestParty;
const sockets: RawSocket[] = [];

beforeAll(async () => {
  room = await startTestParty();
});

afterAll(async () => {
  for (const socket of sockets) socket.stop();
  await room?.stop();
});

const sessionUrl = (sessionId: string, rest = '') => `${room.party.url}/parties/session/${sessionId}${rest}`;
const hello = (ticket: string) =>
  ({ type: 'hello', protocol: PROTOCOL_VERSION, ticket, lastIndex: 0, fresh: true }) as const;

async function connect(sessionId: string, origin?: string, rest = ''): Promise<RawSocket> {
  const socket = await openRaw(sessionUrl(sessionId, rest), origin);
  sockets.push(socket);
  return socket;
}

/** What the party makes of a first message: `welcome`, or why not. */
async function verdict(socket: RawSocket): Promise<string> {
  await until('an answer', () => socket.heard.length > 0);
  const [first] = socket.heard;
  return first?.type === 'ended' ? first.reason : (first?.type ?? '');
}

async function enter(sessionId: string, ticket: string, origin?: string): Promise<RawSocket> {
  const socket = await connect(sessionId, origin);
  socket.say(hello(ticket));
  expect(await verdict(socket)).toBe('welcome');
  return socket;
}

const frame = (header: Partial<Header>, sizeBytes = 1): Uint8Array => {
  const whole: Header = {
    kind: 'patch',
    checkpoint: false,
    volatile: false,
    first: true,
    last: true,
    role: 'customer',
    seq: 1,
    to: 0,
    ...header,
  };
  return Uint8Array.from([...encodeHeader(whole), ...new Uint8Array(sizeBytes)]);
};

describe('A5: origins', () => {
  test.each([
    ['http://evil.test'],
    ['http://shop.test:8080'],
    ['https://shop.test'],
    ['http://shop.test.evil.test'],
    [undefined],
  ])('a customer from %s gets neither ticket nor connection; from the listed origin both', async (origin) => {
    const { sessionId, locator } = await newSession(room.pass);
    const refused = await joinFrom(origin, room.pass, locator);
    expect([refused.status, await refused.json()]).toEqual([403, { error: 'origin-refused' }]);
    const { ticket } = await joinShop(room.pass, locator);
    const elsewhere = await connect(sessionId, origin);
    elsewhere.say(hello(ticket));
    expect(await verdict(elsewhere)).toBe('origin-refused');
    // Control: the ticket was not used up by that.
    await enter(sessionId, ticket, SHOP);
  });
});

describe('A1: doors', () => {
  const internal = { 'x-coview-internal': '1' };

  test('nothing but the listed paths reaches a party', async () => {
    const { sessionId } = await newSession(room.pass);
    const { roomId } = room.pass;
    const paths = [
      `/party/${roomId}`,
      `/parties/main/${roomId}`,
      `/parties/main/${sessionId}`,
      `/parties/room/${roomId}`,
      `/parties/room/${roomId}/internal/passes`,
      `/parties/room/${roomId}/passes`,
      `/parties/room/${roomId}/configure`,
      `/parties/room/${roomId}//internal/passes`,
      `/parties/room/${roomId}/join/internal/passes`,
      `/parties/room/${roomId}/x/../internal/passes`,
      `/parties/room/${roomId}/%69nternal/passes`,
      `/parties/session/${sessionId}`,
      `/parties/session/${sessionId}/internal/code`,
      `/parties/session/${sessionId}/internal/revoke`,
      '/parties/admin/other/rooms',
      '/parties/admin/main/rooms',
      '/parties/admin/main/api/v1/rooms',
      '/parties/admin/main/internal/event',
      '/api/v2/rooms',
      '/internal/event',
      '/__scheduled__',
      '/parties/nobody/x',
    ];
    for (const path of paths) {
      for (const method of ['GET', 'POST']) {
        const response = await fetch(room.party.url + path, {
          method,
          headers: internal,
          ...(method === 'POST' && { body: '{}' }),
        });
        expect([path, response.status]).toEqual([path, 404]);
      }
    }
  });

  test('the internal header opens nothing from outside', async () => {
    const response = await fetch(`${room.party.url}/parties/room/${room.pass.roomId}/pass`, { headers: internal });
    expect([response.status, await response.json()]).toEqual([401, { error: 'pass-invalid' }]);
  });

  test('an id of the client is not taken: it neither replaces nor reaches another connection', async () => {
    const { sessionId, ticket } = await newSession(room.pass);
    const first = await connect(sessionId, undefined, '?_pk=same');
    const second = await connect(sessionId, undefined, '?_pk=same');
    first.say(hello(ticket));
    expect(await verdict(first)).toBe('welcome');
    first.say({ type: 'ping' });
    await until('pong', () => first.heard.some(({ type }) => type === 'pong'));
    expect([first.isOpen(), second.isOpen(), second.heard]).toEqual([true, true, []]);
  });

  test('the admin API needs the admin secret', async () => {
    const statuses = await Promise.all(
      [undefined, 'Bearer wrong-wrong-wrong', `Bearer ${room.pass.passId}.${room.pass.secret}`].map(
        async (authorization) => {
          const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
          return (await fetch(`${room.party.url}/api/v1/rooms`, { headers })).status;
        },
      ),
    );
    expect(statuses).toEqual([401, 401, 401]);
    expect((await room.admin.call('listRooms')).items).toHaveLength(1);
  });

  test('a session that is unknown says so and closes', async () => {
    const socket = await connect('u'.repeat(22), SHOP);
    expect(await verdict(socket)).toBe('session-unknown');
  });
});

describe('A2 A6: passes and codes', () => {
  test('a wrong or revoked pass buys nothing, and its agents leave', async () => {
    const { passId, secret } = await room.admin.call('createPass', {
      params: { room: room.pass.roomId },
      body: { agentName: 'Ben' },
    });
    const pass = { ...room.pass, passId, secret };
    expect(await checkPass({ ...pass, secret: randomToken(32) })).toEqual({ ok: false, fault: 'pass-invalid' });
    expect(granted(await checkPass(pass))).toEqual({ roomName: 'Shop', agentName: 'Ben', origins: [SHOP] });
    const { sessionId, ticket } = await newSession(pass);
    const agent = await enter(sessionId, ticket);
    await room.admin.call('revokePass', { params: { room: pass.roomId, pass: passId } });
    await until('closed', () => agent.reason() === 'pass-revoked');
    expect(await createSession(pass)).toEqual({ ok: false, fault: 'pass-invalid' });
    expect(await agentTicket(pass, sessionId)).toEqual({ ok: false, fault: 'pass-invalid' });
  });

  test('unknown rooms and wrong codes have constant answers', async () => {
    const nowhere = { ...room.pass, roomId: '0'.repeat(12) };
    expect(await checkPass(nowhere)).toEqual({ ok: false, fault: 'room-unknown' });
    expect(await joinRoom(room.party.url, nowhere.roomId, 'AA')).toEqual({ ok: false, fault: 'room-unknown' });
    // A room with one code only: those of other tests may happen to be the one that nobody has here.
    const { roomId } = await room.admin.call('createRoom', { body: { name: 'Quiet', origins: [SHOP] } });
    const issued = await room.admin.call('createPass', { params: { room: roomId }, body: { agentName: 'Ana' } });
    const pass = { ...room.pass, roomId, passId: issued.passId, secret: issued.secret };
    const { locator, sessionId, ticket } = await newSession(pass);
    const agent = await enter(sessionId, ticket);
    agent.say({ type: 'end', reason: 'ended-by-agent' });
    await until('ended', () => agent.reason() === 'ended-by-agent');
    const answers = await Promise.all(
      [locator, locator === 'ZZ' ? 'YY' : 'ZZ'].map(async (code) => {
        const response = await joinFrom(SHOP, pass, code);
        return [response.status, await response.text()];
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toEqual([404, '{"error":"code-wrong"}']);
  });

  test('an old protocol is told so', async () => {
    const { sessionId, ticket } = await newSession(room.pass);
    const socket = await connect(sessionId);
    socket.say({ ...hello(ticket), protocol: 99 });
    expect(await verdict(socket)).toBe('protocol-unsupported');
    const url = `${room.party.url}/parties/room/${room.pass.roomId}/join`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { origin: SHOP },
      body: '{"protocol":99,"locator":"AA"}',
    });
    expect(await response.json()).toEqual({ error: 'protocol-unsupported' });
  });

  test('a party that is not there is told apart', async () => {
    const pass = { ...room.pass, partyUrl: 'http://127.0.0.1:9' };
    expect(await checkPass(pass)).toEqual({ ok: false, fault: 'party-unreachable' });
  });
});

describe('R1 R2 R4: frames', () => {
  async function ends() {
    const { sessionId, ticket, locator } = await newSession(room.pass);
    const agent = await enter(sessionId, ticket);
    const customer = await enter(sessionId, (await joinShop(room.pass, locator)).ticket, SHOP);
    const self = customer.heard.flatMap((message) => (message.type === 'welcome' ? [message.self] : []))[0] ?? '';
    return { agent, customer, self };
  }

  test('before admission only the proof passes; after it the page does', async () => {
    const { agent, customer } = await ends();
    customer.say(frame({ kind: 'join', volatile: true }));
    await until('proof arrived', () => agent.frames.length === 1);
    customer.say(frame({}));
    await until('turned away', () => customer.reason() === 'refused');
    expect(agent.frames).toHaveLength(1);
    const second = await ends();
    second.agent.say({ type: 'admit', participant: second.self });
    await until('admitted', () => second.customer.heard.some(({ type }) => type === 'participants'));
    second.customer.say(frame({}));
    await until('page arrived', () => second.agent.frames.length === 1);
  });

  test.each([
    ['a kind that is not its role’s', frame({ kind: 'snapshot', role: 'agent' }), 'message-invalid'],
    ['another role in the header', frame({ kind: 'talk', role: 'customer' }), 'message-invalid'],
    ['a hole in its numbering', frame({ kind: 'talk', role: 'agent', seq: 2 }), 'message-invalid'],
    ['too large a frame', frame({ kind: 'talk', role: 'agent' }, MAX_FRAME_BYTES), 'message-too-large'],
    [
      'another version',
      Uint8Array.from([9, ...frame({ kind: 'talk', role: 'agent' }).subarray(1)]),
      'protocol-unsupported',
    ],
    ['noise', new Uint8Array(40), 'protocol-unsupported'],
    ['an unknown text', '{"type":"become-admin"}', 'message-invalid'],
    ['a customer’s end', '{"type":"end","reason":"ended-by-customer"}', 'message-invalid'],
    ['a second hello', JSON.stringify(hello('x')), 'message-invalid'],
  ])('an agent that sends %s is turned away, and one that does not stays', async (_what, bad, reason) => {
    const { agent } = await ends();
    agent.say(frame({ kind: 'talk', role: 'agent' }));
    await until('acknowledged', () => agent.heard.some(({ type }) => type === 'ack'));
    expect(agent.reason()).toBeUndefined();
    agent.say(typeof bad === 'string' ? bad : bad.slice());
    const second = await ends();
    second.agent.say(bad);
    await until('turned away', () => second.agent.reason() === reason);
  });

  test('a customer cannot admit, and one who was not admitted cannot end the session', async () => {
    const { agent, customer, self } = await ends();
    customer.say({ type: 'admit', participant: self });
    await until('turned away', () => customer.reason() === 'message-invalid');
    const second = await ends();
    second.customer.say({ type: 'end', reason: 'ended-by-customer' });
    await until('left', () => second.customer.reason() === 'ended-by-customer');
    expect([agent.isOpen(), second.agent.isOpen(), agent.reason(), second.agent.reason()]).toEqual([
      true,
      true,
      undefined,
      undefined,
    ]);
  });
});
