import { describe, expect, test } from 'vitest';
import { frame, hello, type LabSocket, SessionLab } from '../testing/session-lab.ts';

const MINUTE_MS = 60_000;

const patch = (seq: number, sizeBytes = 1) => frame({ kind: 'patch', role: 'customer', seq }, sizeBytes);
const indexes = (socket: LabSocket) => socket.frames.map(({ prefix }) => prefix.index);
const acks = (socket: LabSocket) => socket.heard.flatMap((message) => (message.type === 'ack' ? [message.seq] : []));

describe('the end', () => {
  test('C1: the reason is said before the connection closes', async () => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    await customer.say({ type: 'end', reason: 'ended-by-customer' });
    for (const socket of [agent, customer]) {
      expect(socket.heard.at(-1)).toEqual({ type: 'ended', reason: 'ended-by-customer' });
      expect(socket.closedFor).toBe('ended-by-customer');
    }
    expect((await lab.connect()).heard).toEqual([{ type: 'ended', reason: 'ended-by-customer' }]);
  });

  test('C1: who speaks while the end is written down hears the reason, too', async () => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    const colleague = await lab.enter('agent', 'ben');
    const put = lab.store.put.bind(lab.store);
    const late: Promise<void>[] = [];
    lab.store.put = (entries) => {
      lab.store.put = put;
      put(entries);
      late.push(customer.give(patch(1)), colleague.say({ type: 'end', reason: 'ended-by-agent' }));
    };
    await agent.say({ type: 'end', reason: 'ended-by-agent' });
    await Promise.all(late);
    expect(late.length).toBe(2);
    for (const socket of [customer, colleague]) {
      expect(socket.heard.at(-1)).toEqual({ type: 'ended', reason: 'ended-by-agent' });
      expect(socket.closedFor).toBe('ended-by-agent');
    }
  });

  test.each(['agent', 'customer'] as const)(
    'K5: what the %s found out ends the session, and the other end is told why',
    async (finder) => {
      const lab = await SessionLab.open();
      const ends = await lab.meet();
      await ends[finder].say({ type: 'end', reason: 'not-authentic' });
      for (const socket of [ends.agent, ends.customer]) {
        expect(socket.heard.at(-1)).toEqual({ type: 'ended', reason: 'not-authentic' });
      }
      expect(lab.session.facts()).toMatchObject({ state: 'ended', reason: 'not-authentic' });
    },
  );

  test('K5: whoever has not proved the code ends with it their own part only', async () => {
    const lab = await SessionLab.open();
    const agent = await lab.enter('agent');
    const stranger = await lab.enter('customer');
    await stranger.say({ type: 'end', reason: 'not-authentic' });
    expect([stranger.closedFor, agent.closedFor]).toEqual(['not-authentic', undefined]);
  });

  test('C6: a code that nobody uses ends the session', async () => {
    const lab = await SessionLab.open();
    const agent = await lab.enter('agent');
    await lab.pass(10 * MINUTE_MS - 1);
    expect(agent.closedFor).toBeUndefined();
    await lab.pass(1);
    expect(agent.closedFor).toBe('expired');
  });

  test('C6: nothing done, or too long', async () => {
    const idle = await SessionLab.open();
    const { agent } = await idle.meet();
    await idle.pass(30 * MINUTE_MS);
    expect(agent.closedFor).toBe('idle-limit');
    const long = await SessionLab.open();
    const { agent: other, customer } = await long.meet();
    for (let seq = 1; seq <= 6 && !customer.closedFor; seq++) {
      await long.pass(10 * MINUTE_MS);
      if (!customer.closedFor) await customer.give(patch(seq));
    }
    expect(other.closedFor).toBe('length-limit');
  });

  test('C6 K8: signs of life are nothing that was done', async () => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    for (let seq = 1; seq <= 29; seq++) {
      await lab.pass(MINUTE_MS);
      await customer.give(frame({ kind: 'pulse', role: 'customer', seq }));
    }
    expect([agent.frames.length, agent.closedFor]).toEqual([29, undefined]);
    await lab.pass(MINUTE_MS);
    expect(agent.closedFor).toBe('idle-limit');
  });

  test('K10: the key of a recording is given out once the session is over, and deleted with it', async () => {
    const lab = await SessionLab.open();
    const { customer } = await lab.meet();
    expect(await lab.session.recording.keepKey('wrapped')).toBe(true);
    expect(await lab.session.recording.key()).toBeUndefined();
    await customer.say({ type: 'end', reason: 'ended-by-customer' });
    await lab.hibernate();
    expect(await lab.session.recording.key()).toBe('wrapped');
    expect(await lab.session.recording.replaceKey('wrapped anew')).toBe(true);
    expect(await lab.session.recording.key()).toBe('wrapped anew');
    await lab.pass(MINUTE_MS);
    expect(await lab.session.recording.key()).toBeUndefined();
    expect(await lab.session.recording.keepKey('late')).toBe(false);
    expect(await lab.session.recording.replaceKey('late')).toBe(false);
  });

  test('K10: nobody with a pass puts another key in the place of the first, and an admin none before the end', async () => {
    const lab = await SessionLab.open();
    const { customer } = await lab.meet();
    await lab.session.recording.keepKey('first');
    await lab.session.recording.keepKey('second');
    expect(await lab.session.recording.replaceKey('third')).toBe(false);
    await customer.say({ type: 'end', reason: 'ended-by-customer' });
    await lab.session.recording.keepKey('fourth');
    expect(await lab.session.recording.key()).toBe('first');
  });

  test('K10: of a session that is not recorded no key is kept', async () => {
    const lab = await SessionLab.open({ recorded: null });
    const { customer } = await lab.meet();
    expect(await lab.session.recording.keepKey('wrapped')).toBe(true);
    await customer.say({ type: 'end', reason: 'ended-by-customer' });
    expect(await lab.session.recording.key()).toBeUndefined();
    expect(await lab.session.recording.replaceKey('wrapped anew')).toBe(false);
  });

  test('C6: what an ended session kept is deleted in time', async () => {
    const lab = await SessionLab.open();
    const { agent } = await lab.meet();
    await agent.say({ type: 'end', reason: 'ended-by-agent' });
    await lab.pass(lab.meta.keepMs - 1);
    expect(lab.store.afterPowerCut().size).toBeGreaterThan(0);
    await lab.pass(1);
    expect(lab.store.afterPowerCut().size).toBe(0);
    expect((await lab.connect()).closedFor).toBe('session-unknown');
  });

  test('C7: connections keep their participant over hibernation', async () => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    await customer.give(patch(1));
    await lab.hibernate();
    await customer.give(patch(2));
    expect([indexes(agent), acks(customer)]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test('A6: a revoked pass takes its agents out, and the session when no agent is left', async () => {
    const lab = await SessionLab.open();
    const ana = await lab.enter('agent', 'ana');
    const ben = await lab.enter('agent', 'ben');
    await lab.session.revokePass('ana');
    expect([ana.closedFor, ben.closedFor]).toEqual(['pass-revoked', undefined]);
    const back = await lab.connect();
    await back.say(hello({ resume: ana.welcome().resume, fresh: false }));
    expect(back.closedFor).toBe('session-unknown');
    await lab.session.revokePass('ben');
    expect(ben.closedFor).toBe('pass-revoked');
    expect((await lab.enter('agent', 'cy')).closedFor).toBe('pass-revoked');
  });

  test.each([true, false])(
    'A6: a ticket bought before its pass was revoked (%s) is no way in after',
    async (revoked) => {
      const lab = await SessionLab.open();
      const ticket = await lab.ticket('agent', 'bad');
      const { customer } = await lab.meet();
      if (revoked) await lab.session.revokePass('bad');
      await lab.hibernate();
      const late = await lab.connect();
      await late.say(hello({ ticket }));
      await customer.give(patch(1));
      // Not revoked: the control run.
      expect([late.closedFor, late.frames.length]).toEqual(revoked ? ['pass-revoked', 0] : [undefined, 1]);
      expect(customer.closedFor).toBeUndefined();
    },
  );

  test('A6: a hello that is under way while the pass is revoked does not slip in', async () => {
    const lab = await SessionLab.open();
    const { agent } = await lab.meet();
    const late = await lab.connect();
    const entering = late.say(hello({ ticket: await lab.ticket('agent', 'bad') }));
    await Promise.all([entering, lab.session.revokePass('bad')]);
    expect([late.closedFor, agent.closedFor]).toEqual(['pass-revoked', undefined]);
  });
});
