import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../e2e/wait-for.ts';
import { openEnd } from './testing/end.ts';
import { newSession, startTestParty, type TestParty } from './testing/test-room.ts';

/** The shortest limit that a room can have is a minute. */
const WITHIN_MS = 80_000;

let room: TestParty;

beforeAll(async () => {
  room = await startTestParty();
});

afterAll(() => room?.stop());

test(
  'A8 C6: an end by a limit enters the audit log at once while somebody is connected, though nobody asks the room',
  async () => {
    const { admin, pass } = room;
    await admin.call('changeRoom', { params: { room: pass.roomId }, body: { policy: { lengthMinutes: 1 } } });
    const { sessionId, ticket } = await newSession(pass);
    const agent = openEnd({ partyUrl: pass.partyUrl, sessionId, entry: { type: 'ticket', ticket } });
    try {
      await waitFor('the limit', () => agent.states.at(-1)?.type === 'closed', { timeoutMs: WITHIN_MS });
      expect(agent.states.at(-1)).toMatchObject({ reason: 'length-limit' });
      // The admin party answers from what it has: it asks no room.
      const told = await waitFor('the entry', async () => {
        const { items } = await admin.call('listAudit', { query: { limit: '100' } });
        return items.find(({ action, subject }) => action === 'session.ended' && subject === sessionId);
      });
      expect(told.detail).toEqual({ reason: 'length-limit' });
    } finally {
      agent.link.stop();
    }
  },
  WITHIN_MS + 30_000,
);
