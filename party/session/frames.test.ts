import { describe, expect, test } from 'vitest';
import { KIND_NAMES, KINDS, maySend, type Role } from '../../shared/protocol/kinds.ts';
import { MAX_CONTROL_CHARS, MAX_FRAME_BYTES, MAX_JOIN_BYTES, RATES } from '../../shared/protocol/limits.ts';
import { frame, SessionLab } from '../testing/session-lab.ts';

const ROLES: Role[] = ['customer', 'agent'];

const patch = (seq: number, sizeBytes = 1) => frame({ kind: 'patch', role: 'customer', seq }, sizeBytes);

describe('frames', () => {
  const pairs = ROLES.flatMap((role) =>
    KIND_NAMES.flatMap((kind) => [true, false].map((admitted) => ({ role, kind, admitted }))),
  );

  test.each(pairs)('R1 R4: $kind from $role, admitted $admitted', async ({ role, kind, admitted }) => {
    const lab = await SessionLab.open();
    const agent = await lab.enter('agent');
    const customer = await lab.enter('customer');
    if (admitted) await agent.say({ type: 'admit', participant: customer.welcome().self });
    const [sender, receiver] = role === 'agent' ? [agent, customer] : [customer, agent];
    const sent = frame({ kind, role });
    await sender.give(sent);
    const mustBeAdmitted = role === 'customer' && !KINDS[kind].beforeAdmission;
    const expected = !maySend(role, kind) ? 'message-invalid' : mustBeAdmitted && !admitted ? 'refused' : undefined;
    expect(sender.closedFor).toBe(expected);
    const arrives = expected === undefined && (admitted || kind === 'join');
    expect(receiver.frames.map((one) => one.frame)).toEqual(arrives ? [sent] : []);
    expect(receiver.closedFor).toBeUndefined();
  });

  test.each(ROLES)('R2: a header that claims not to come from the %s it comes from is refused', async (role) => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    const sender = role === 'agent' ? agent : customer;
    await sender.give(frame({ kind: 'talk', role: role === 'agent' ? 'customer' : 'agent' }));
    expect(sender.closedFor).toBe('message-invalid');
  });

  test('R3: frames go to the other side, to the one they name, and never back', async () => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    const second = await lab.enter('agent');
    await agent.give(frame({ kind: 'pointer', role: 'agent', seq: 1 }));
    await customer.give(frame({ kind: 'pointer', role: 'customer', seq: 1 }));
    await customer.give(frame({ kind: 'pointer', role: 'customer', seq: 2, to: Number(second.welcome().self) }));
    expect([agent, second, customer].map(({ frames }) => frames.length)).toEqual([1, 3, 1]);
  });

  test('R3: customers never get what customers send', async () => {
    const lab = await SessionLab.open();
    const agent = await lab.enter('agent');
    const customers = [await lab.enter('customer'), await lab.enter('customer')] as const;
    await customers[0].give(frame({ kind: 'join', role: 'customer' }));
    await customers[0].give(frame({ kind: 'join', role: 'customer', to: Number(customers[1].welcome().self) }));
    expect([agent.frames.length, customers[1].frames.length]).toEqual([1, 0]);
  });

  test('R5: an agent cannot end as a customer, nor a customer admit', async () => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    await agent.say({ type: 'end', reason: 'declined' });
    await customer.say({ type: 'refuse', participant: customer.welcome().self });
    expect([agent.closedFor, customer.closedFor]).toEqual(['message-invalid', 'message-invalid']);
  });

  test('K1: the body is relayed and kept as it came, whatever it is', async () => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    const sealed = patch(1, 40_000).map((byte, at) => (at < 10 ? byte : (at * 97) % 256));
    await customer.give(sealed);
    const late = await lab.enter('agent');
    expect([agent.frames[0]?.frame, late.frames[0]?.frame]).toEqual([sealed, sealed]);
  });
});

describe('bounds', () => {
  test('L1: a frame may be as large as that and no larger', async () => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    await customer.give(patch(1, MAX_FRAME_BYTES - 10));
    expect([customer.closedFor, agent.frames.length]).toEqual([undefined, 1]);
    await customer.give(patch(2, MAX_FRAME_BYTES - 9));
    expect(customer.closedFor).toBe('message-too-large');
  });

  test.each(ROLES)('L12: a proof or its answer may be as large as that and no larger (%s)', async (role) => {
    const lab = await SessionLab.open();
    const ends = { agent: await lab.enter('agent'), customer: await lab.enter('customer') };
    const [sender, receiver] = role === 'agent' ? [ends.agent, ends.customer] : [ends.customer, ends.agent];
    await sender.give(frame({ kind: 'join', role }, MAX_JOIN_BYTES));
    expect([sender.closedFor, receiver.frames.length]).toEqual([undefined, 1]);
    await sender.give(frame({ kind: 'join', role, seq: 2 }, MAX_JOIN_BYTES + 1));
    expect([sender.closedFor, receiver.frames.length]).toEqual(['message-too-large', 1]);
  });

  test('L3: so may a control', async () => {
    const lab = await SessionLab.open();
    const agent = await lab.enter('agent');
    const ping = JSON.stringify({ type: 'ping' });
    await agent.say(ping.padEnd(MAX_CONTROL_CHARS));
    expect(agent.closedFor).toBeUndefined();
    await agent.say(ping.padEnd(MAX_CONTROL_CHARS + 1));
    expect(agent.closedFor).toBe('message-invalid');
  });

  test.each(ROLES)('L9: a %s that floods is cut off, and only they', async (role) => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    const [sender, other] = role === 'agent' ? [agent, customer] : [customer, agent];
    // An `admit` of the agent's has been taken already.
    const left = RATES[role].burstFrames - (role === 'agent' ? 1 : 0);
    for (let seq = 1; seq <= left; seq++) await sender.give(frame({ kind: 'pointer', role, seq }));
    expect(sender.closedFor).toBeUndefined();
    await sender.give(frame({ kind: 'pointer', role, seq: 9_999 }));
    expect([sender.closedFor, other.closedFor]).toEqual(['rate-limited', undefined]);
  });

  test.each(['silent', ...ROLES] as const)('L9: controls count like frames (%s)', async (pace) => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    const sender = { silent: await lab.connect(), agent, customer }[pace];
    const pings = () => sender.heard.filter(({ type }) => type === 'pong').length;
    for (let count = 0; count < 20_000 && !sender.closedFor; count++) await sender.say({ type: 'ping' });
    expect(sender.closedFor).toBe('rate-limited');
    expect(pings()).toBe(RATES[pace].burstFrames - (pace === 'agent' ? 1 : 0));
    expect([agent, customer].filter((one) => one !== sender && one.closedFor)).toEqual([]);
  });

  test('L9: control: pings at the pace of a heartbeat go on', async () => {
    const lab = await SessionLab.open();
    const patient = await lab.connect();
    for (let count = 0; count < 100; count++) {
      await patient.say({ type: 'ping' });
      lab.now += 1_000;
    }
    expect(patient.closedFor).toBeUndefined();
  });
});
