import { describe, expect, test } from 'vitest';
import { encodeHeader } from '../../shared/protocol/header.ts';
import { hello, SessionLab } from '../testing/session-lab.ts';

const POINTER = { kind: 'pointer', checkpoint: false, volatile: true, first: true, last: true, seq: 1, to: 0 } as const;

describe('A11: the terms of the room', () => {
  test('A11: both ends are told them', async () => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    expect(agent.welcome().terms).toEqual(lab.meta.terms);
    expect(customer.welcome().terms).toEqual(lab.meta.terms);
  });

  test('A11: one agent more than allowed is told so; a place that is free again is taken', async () => {
    const lab = await SessionLab.open({ agentsLimit: 2 });
    const first = await lab.enter('agent');
    await lab.enter('agent');
    const third = await lab.connect();
    await third.say(hello({ ticket: await lab.ticket('agent') }));
    expect(third.closedFor).toBe('session-full');
    lab.closed(first);
    expect((await lab.enter('agent')).welcome().role).toBe('agent');
  });

  const acts = ['admit', 'refuse', 'end', 'pointer'] as const;
  test.each(acts)('A11: a supervisor cannot %s, an agent can', async (act) => {
    const tried: (string | undefined)[] = [];
    for (const watches of [true, false]) {
      const lab = await SessionLab.open();
      await lab.enter('agent');
      const customer = await lab.enter('customer');
      const other = await lab.enter('agent', undefined, watches);
      const participant = customer.welcome().self;
      if (act === 'pointer') {
        const header = encodeHeader({ ...POINTER, role: 'agent' });
        await other.give(Uint8Array.from([...header, 0]));
      } else if (act === 'end') await other.say({ type: 'end', reason: 'ended-by-agent' });
      else await other.say({ type: act, participant });
      tried.push(other.closedFor);
    }
    expect(tried).toEqual(['message-invalid', act === 'end' ? 'ended-by-agent' : undefined]);
  });

  test('A11: an admin ends a session for everyone, and its room is told', async () => {
    const lab = await SessionLab.open();
    const { agent, customer } = await lab.meet();
    await lab.session.endByAdmin();
    expect([agent.closedFor, customer.closedFor]).toEqual(['ended-by-admin', 'ended-by-admin']);
    expect(lab.told).toEqual(['joined', 'over']);
    expect(lab.session.facts()).toMatchObject({ state: 'ended', reason: 'ended-by-admin', keptUntil: null });
  });

  test('A10: a session stored by the first version goes on', async () => {
    const lab = await SessionLab.open();
    const { terms: _terms, agentsLimit: _limit, recorded: _recorded, ...first } = lab.meta;
    lab.store.put({ meta: first });
    await lab.hibernate();
    expect((await lab.enter('agent')).welcome().terms.agentsMay).toEqual(['point']);
  });
});
