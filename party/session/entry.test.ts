import { describe, expect, test, vi } from 'vitest';
import {
  HELLO_WITHIN_MS,
  MAX_CONNECTIONS,
  MAX_PARTICIPANTS,
  MAX_SILENT_CONNECTIONS,
} from '../../shared/protocol/limits.ts';
import { frame, hello, type LabSocket, SessionLab, SHOP } from '../testing/session-lab.ts';

const SECOND_MS = 1_000;

const patch = (seq: number, sizeBytes = 1) => frame({ kind: 'patch', role: 'customer', seq }, sizeBytes);

describe('the way in', () => {
  test('A3: who says something else than hello is turned away, a second hello too', async () => {
    const lab = await SessionLab.open();
    const rude = await lab.connect();
    await rude.give(patch(1));
    const early = await lab.connect();
    await early.say({ type: 'end', reason: 'ended-by-agent' });
    const twice = await lab.enter('agent');
    await twice.say(hello({ ticket: await lab.ticket('agent') }));
    expect([rude.closedFor, early.closedFor, twice.closedFor]).toEqual(['refused', 'refused', 'message-invalid']);
  });

  test('A3: a silent connection is closed in time and hears nothing before', async () => {
    const lab = await SessionLab.open();
    const silent = await lab.connect();
    const { customer } = await lab.meet();
    await customer.give(patch(1));
    await silent.say({ type: 'ping' });
    expect(silent.heard).toEqual([{ type: 'pong' }]);
    await lab.pass(HELLO_WITHIN_MS - 1);
    expect(silent.closedFor).toBeUndefined();
    await lab.pass(1);
    expect([silent.closedFor, customer.closedFor]).toEqual(['refused', undefined]);
  });

  test('A4: a ticket is good for a minute', async () => {
    const lab = await SessionLab.open();
    const [old, fresh] = [await lab.ticket('agent'), await lab.ticket('agent')];
    lab.now += 59 * SECOND_MS;
    const inTime = await lab.connect();
    await inTime.say(hello({ ticket: fresh }));
    lab.now += 2 * SECOND_MS;
    const late = await lab.connect();
    await late.say(hello({ ticket: old }));
    expect([inTime.closedFor, late.closedFor]).toEqual([undefined, 'refused']);
  });

  test.each([true, false])('A4: a ticket is good once, also after hibernation (confirmed %s)', async (confirmed) => {
    const lab = await SessionLab.open();
    const ticket = await lab.ticket('agent');
    const first = await lab.connect();
    await first.say(hello({ ticket }));
    if (confirmed) await first.say({ type: 'ping' });
    await lab.hibernate();
    const again = await lab.connect();
    await again.say(hello({ ticket }));
    // Not confirmed: they may never have heard that they were let in, and are the same participant.
    expect(again.closedFor).toBe(confirmed ? 'refused' : undefined);
    expect(first.closedFor).toBe(confirmed ? undefined : 'replaced');
  });

  test('J2: the code lets one customer in, for ten minutes', async () => {
    const lab = await SessionLab.open();
    expect(lab.session.codeStatus().open).toBe(true);
    const other = await lab.enter('customer');
    const { agent } = await lab.meet();
    expect(lab.session.codeStatus().open).toBe(false);
    expect(other.closedFor).toBe('refused');
    const late = await lab.enter('customer');
    expect([late.closedFor, agent.closedFor]).toEqual(['refused', undefined]);
    const second = await SessionLab.open();
    second.now = second.meta.codeExpiresAt;
    expect(second.session.codeStatus().open).toBe(false);
  });

  test('J3: the third refusal burns the code and ends the session', async () => {
    const lab = await SessionLab.open();
    const agent = await lab.enter('agent');
    const customers = [await lab.enter('customer'), await lab.enter('customer'), await lab.enter('customer')];
    for (const customer of customers) await agent.say({ type: 'refuse', participant: customer.welcome().self });
    expect(customers.map(({ closedFor }) => closedFor)).toEqual(['refused', 'refused', 'code-used-up']);
    expect(agent.closedFor).toBe('code-used-up');
    expect(lab.session.codeStatus()).toEqual({ open: false, misses: 3 });
  });

  test('J4: an agent who comes later gets the proofs that wait, and the first answer counts', async () => {
    const lab = await SessionLab.open();
    const customer = await lab.enter('customer');
    await customer.give(frame({ kind: 'join', role: 'customer', seq: 7 }));
    const agents = [await lab.enter('agent'), await lab.enter('agent')] as const;
    expect(agents.map(({ frames }) => frames.map(({ prefix }) => prefix))).toEqual(
      agents.map(() => [{ index: 0, storedIndex: 0, sender: 1 }]),
    );
    await agents[0].say({ type: 'admit', participant: '1' });
    await agents[1].say({ type: 'refuse', participant: '1' });
    expect([customer.closedFor, lab.session.codeStatus().misses]).toEqual([undefined, 0]);
  });

  test('J4: of all that a waiting customer says on one connection, the first proof is kept; on the next one, a new one', async () => {
    const lab = await SessionLab.open();
    const customer = await lab.enter('customer');
    const prove = (socket: LabSocket, seq: number) => socket.give(frame({ kind: 'join', role: 'customer', seq }));
    const kept = async () => (await lab.enter('agent')).frames.map((one) => one.frame.at(-1));
    const writes = vi.spyOn(lab.store, 'put');
    for (let seq = 1; seq <= 100; seq++) await prove(customer, seq);
    expect(writes.mock.calls.length).toBeLessThanOrEqual(2);
    expect(await kept()).toEqual([1]);
    const back = await lab.connect(SHOP);
    await back.say(hello({ resume: customer.welcome().resume, fresh: false }));
    await prove(back, 101);
    expect(await kept()).toEqual([101]);
  });

  test('J5: the resume token before the newest stays good until the newest is used', async () => {
    const lab = await SessionLab.open();
    const first = (await lab.enter('agent')).welcome().resume;
    const comeBack = async (resume: string): Promise<LabSocket> => {
      const socket = await lab.connect();
      await socket.say(hello({ resume, fresh: false }));
      return socket;
    };
    const second = (await comeBack(first)).welcome().resume;
    await lab.hibernate();
    const third = (await comeBack(first)).welcome().resume;
    expect((await comeBack(second)).closedFor).toBe('session-unknown');
    await comeBack(third);
    await comeBack(third);
    expect((await comeBack(first)).closedFor).toBe('session-unknown');
  });

  test('J7: a participant has one connection, and all are told who is there', async () => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    const again = await lab.connect(SHOP);
    await again.say(hello({ resume: customer.welcome().resume, fresh: false }));
    expect([customer.closedFor, again.welcome().self]).toEqual(['replaced', customer.welcome().self]);
    lab.closed(again);
    expect(agent.heard.at(-1)).toMatchObject({
      type: 'participants',
      participants: [
        { id: '1', online: true },
        { id: '2', online: false },
      ],
    });
  });

  test('L10: so many participants and no more', async () => {
    const lab = await SessionLab.open();
    for (let count = 0; count < MAX_PARTICIPANTS; count++) {
      const socket = await lab.enter('agent');
      expect(socket.closedFor).toBeUndefined();
      lab.closed(socket);
    }
    expect((await lab.enter('agent')).closedFor).toBe('rate-limited');
  });

  test('L11: so many welcomed connections and no more; those who are in stay', async () => {
    const lab = await SessionLab.open();
    const { customer } = await lab.meet();
    while (lab.sockets.size < MAX_CONNECTIONS) await lab.enter('agent');
    expect((await lab.connect()).closedFor).toBe('rate-limited');
    expect(customer.closedFor).toBeUndefined();
  });

  test('L13: strangers who say nothing lock nobody out: the oldest of them makes room', async () => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    lab.closed(customer);
    const strangers: LabSocket[] = [];
    for (let count = 0; count < MAX_SILENT_CONNECTIONS; count++) {
      lab.now += 1;
      strangers.push(await lab.connect());
    }
    expect(strangers.filter(({ closedFor }) => closedFor)).toEqual([]);
    const back = await lab.connect(SHOP);
    const late = await lab.connect();
    for (const [socket, { resume }] of [
      [back, customer.welcome()],
      [late, agent.welcome()],
    ] as const) {
      await socket.say(hello({ resume, fresh: false }));
      expect(socket.closedFor).toBeUndefined();
    }
    expect(strangers.map(({ closedFor }) => closedFor)).toEqual(
      strangers.map((_, at) => (at < 2 ? 'rate-limited' : undefined)),
    );
  });

  test.each([
    ['http://evil.test', 'origin-refused'],
    ['https://shop.test', 'origin-refused'],
    [SHOP, undefined],
    ['chrome-extension://abcdefghijklmnop', undefined],
    ['moz-extension://0b8e9f0e', undefined],
    [null, undefined],
  ])('A5: at the door, before any hello: a page of %s', async (origin, reason) => {
    const lab = await SessionLab.open();
    expect((await lab.connect(origin)).closedFor).toBe(reason);
  });
});
