import { expect, test, vi } from 'vitest';
import { frame, SessionLab } from '../testing/session-lab.ts';

vi.mock('../../shared/protocol/limits.ts', async (original) => ({
  ...(await original<typeof import('../../shared/protocol/limits.ts')>()),
  MAX_LOG_BYTES: 100_000,
}));

test('L5: a log that is full ends the session', async () => {
  const lab = await SessionLab.open();
  const { agent, customer } = await lab.meet();
  for (let seq = 1; seq <= 3; seq++) await customer.give(frame({ kind: 'patch', role: 'customer', seq }, 30_000));
  expect(customer.closedFor).toBeUndefined();
  await customer.give(frame({ kind: 'patch', role: 'customer', seq: 4 }, 30_000));
  expect([agent.closedFor, customer.closedFor]).toEqual(['length-limit', 'length-limit']);
});
