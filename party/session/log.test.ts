import { describe, expect, test } from 'vitest';
import { CHECKPOINT_EVERY_BYTES } from '../../shared/protocol/limits.ts';
import { frame, hello, type LabSocket, SessionLab, SHOP } from '../testing/session-lab.ts';

const patch = (seq: number, sizeBytes = 1) => frame({ kind: 'patch', role: 'customer', seq }, sizeBytes);
const indexes = (socket: LabSocket) => socket.frames.map(({ prefix }) => prefix.index);
const asked = (socket: LabSocket) => socket.heard.filter(({ type }) => type === 'checkpoint-wanted').length;
const acks = (socket: LabSocket) => socket.heard.flatMap((message) => (message.type === 'ack' ? [message.seq] : []));

describe('the log', () => {
  test('D2: what was missed comes before anything live', async () => {
    const lab = await SessionLab.open();
    const { customer } = await lab.meet();
    for (let seq = 1; seq <= 20; seq++) await customer.give(patch(seq, 30_000));
    const late = await lab.connect();
    const entering = late.say(hello({ ticket: await lab.ticket('agent') }));
    // Live ones, while the others are still read.
    for (let seq = 21; seq <= 40; seq++) await customer.give(patch(seq));
    await entering;
    await customer.give(patch(41));
    expect(late.order[0]).toBe('control');
    expect(indexes(late)).toEqual(Array.from({ length: 41 }, (_, at) => at + 1));
  });

  test('D3: what is there already is acknowledged again, a hole is refused', async () => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    await customer.give(patch(1));
    await customer.give(patch(2));
    await customer.give(patch(1));
    expect([indexes(agent), acks(customer)]).toEqual([
      [1, 2],
      [1, 2, 2],
    ]);
    await customer.give(patch(4));
    expect(customer.closedFor).toBe('message-invalid');
  });

  test('D4: a newcomer starts at the newest whole snapshot; without one the customer is asked', async () => {
    const lab = await SessionLab.open();
    const { customer } = await lab.meet();
    await customer.give(patch(1));
    const first = await lab.enter('agent');
    expect([indexes(first), asked(customer)]).toEqual([[1], 1]);
    await customer.give(frame({ kind: 'snapshot', role: 'customer', seq: 2 }));
    await customer.give(patch(3));
    // Begun and not finished: it does not count yet.
    await customer.give(frame({ kind: 'snapshot', role: 'customer', seq: 4, last: false }));
    const second = await lab.enter('agent');
    expect([indexes(second), asked(customer)]).toEqual([[2, 3, 4], 1]);
  });

  test('D5: nothing is acknowledged before it is stored, together with its number', async () => {
    const lab = await SessionLab.open();
    const { customer } = await lab.meet();
    await customer.give(patch(1));
    expect(acks(customer)).toEqual([1]);
    const stored = lab.store.afterPowerCut();
    expect([...stored.keys()].filter((key) => key.startsWith('log/'))).toHaveLength(1);
    expect(stored.get('participant/00002')).toMatchObject({ storedSeq: 1 });
  });

  test('D6: whoever forgot their numbering goes on far above it', async () => {
    const lab = await SessionLab.open();
    const { customer } = await lab.meet();
    await customer.give(patch(1));
    const again = await lab.connect(SHOP);
    await again.say(hello({ resume: customer.welcome().resume, lastIndex: 1 }));
    expect(again.welcome().lastSeq).toBe(1 + 65_536);
    const third = await lab.connect(SHOP);
    await third.say(hello({ resume: again.welcome().resume, lastIndex: 1, fresh: false }));
    expect(third.welcome().lastSeq).toBe(1 + 65_536);
  });

  test('D7: whoever names a place goes on behind it', async () => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    for (let seq = 1; seq <= 5; seq++) await customer.give(patch(seq));
    const again = await lab.connect();
    await again.say(hello({ resume: agent.welcome().resume, lastIndex: 3, fresh: false }));
    expect(indexes(again)).toEqual([4, 5]);
  });

  test('D8: volatile frames have no place in the log', async () => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    await customer.give(frame({ kind: 'pointer', role: 'customer', seq: 900 }));
    expect([indexes(agent), acks(customer)]).toEqual([[0], []]);
    expect((await lab.enter('agent')).frames).toEqual([]);
  });

  test('L6: a log that grew asks for a checkpoint, once', async () => {
    const lab = await SessionLab.open();
    const { customer } = await lab.meet();
    let seq = 0;
    for (let sent = 0; sent <= CHECKPOINT_EVERY_BYTES + 200_000; sent += 90_000)
      await customer.give(patch(++seq, 90_000));
    expect(asked(customer)).toBe(1);
    await customer.give(frame({ kind: 'snapshot', role: 'customer', seq: ++seq, checkpoint: true }));
    await customer.give(patch(++seq));
    expect(asked(customer)).toBe(1);
  });
});
