import { describe, expect, test, vi } from 'vitest';
import { RoomLab } from '../testing/room-lab.ts';
import { MISSES_PER_HOUR } from './miss-bucket.ts';

const MINUTE_MS = 60_000;
/** One that no session has. */
const wrongFor = (locator: string): string => (locator === 'ZZ' ? 'YY' : 'ZZ');

describe('codes', () => {
  test('A2: whatever is wrong with a code, the answer is the same and takes as long', async () => {
    const lab = await RoomLab.open();
    const { token } = await lab.pass();
    const used = await lab.session(token);
    const burnt = await lab.session(token);
    const expired = await lab.session(token);
    lab.codes.set(used.sessionId, { open: false, misses: 0 });
    lab.codes.set(burnt.sessionId, { open: false, misses: 3 });
    const answers = [
      await lab.join(used.locator),
      // The second time the room has forgotten it.
      await lab.join(used.locator),
      await lab.join(burnt.locator),
      await lab.join(wrongFor(expired.locator)),
    ];
    lab.now += 10 * MINUTE_MS;
    answers.push(await lab.join(expired.locator));
    for (const answer of answers) expect(answer).toEqual({ status: 404, text: '{"error":"code-wrong"}', tookMs: 250 });
  });

  test('J2: control: the same code within ten minutes is a ticket', async () => {
    const lab = await RoomLab.open();
    const { token } = await lab.pass();
    const { locator, sessionId } = await lab.session(token);
    lab.now += 10 * MINUTE_MS - 1;
    const answer = await lab.join(locator);
    expect([answer.status, answer.tookMs]).toEqual([200, 0]);
    expect(JSON.parse(answer.text)).toMatchObject({ sessionId, roomName: 'Shop' });
  });

  test('A11: customers and agents are told the name that the room shows, and a session how it looks and what it speaks', async () => {
    const lab = await RoomLab.open();
    const branding = { name: 'Fern & Fell', colour: '#0f6b59', logo: null };
    await lab.room.configure({ ...lab.info, branding, languages: ['fr'] });
    const { token } = await lab.pass();
    const { locator } = await lab.session(token);
    expect(JSON.parse((await lab.join(locator)).text)).toMatchObject({ roomName: 'Fern & Fell' });
    const pass = await lab.request('pass', { headers: { authorization: `Bearer ${token}` } });
    expect(await pass.json()).toMatchObject({ roomName: 'Fern & Fell' });
    expect(lab.created[0]?.terms.languages).toEqual(['fr']);
    expect(lab.created[0]?.terms.branding).toEqual({ colour: '#0f6b59', logo: undefined });
  });

  /** Wrong codes from four addresses until the room makes them wait. How many were answered without. */
  async function useUpMisses(lab: RoomLab, wrong: string): Promise<number> {
    for (let count = 0; count < 2 * MISSES_PER_HOUR; count++) {
      const { tookMs } = await lab.join(wrong, `203.0.113.${count % 4}`);
      if (tookMs > 1_000) return count;
    }
    throw new Error('nobody had to wait');
  }

  test('A7: so many misses an hour, then attempts wait; right ones are given back', async () => {
    const lab = await RoomLab.open();
    const { token } = await lab.pass();
    const { locator, sessionId } = await lab.session(token);
    const wrong = wrongFor(locator);
    const answered = await useUpMisses(lab, wrong);
    // Refusals take time, in which the bucket refills a little.
    expect(answered).toBeGreaterThanOrEqual(MISSES_PER_HOUR);
    expect(answered).toBeLessThan(MISSES_PER_HOUR + 20);
    expect((await lab.join(locator, '192.0.2.9')).status).toBe(200);
    lab.codes.set(sessionId, { open: false, misses: 0 });
    lab.now += 5_001;
    expect((await lab.join(wrong)).tookMs).toBe(250);
    expect((await lab.join(wrong)).tookMs).toBeGreaterThan(1_000);
  });

  test('A7: while somebody is guessing, a customer gets in; whoever finds no place is told so', async () => {
    const lab = await RoomLab.open();
    const { token } = await lab.pass();
    const { locator } = await lab.session(token);
    const wrong = wrongFor(locator);
    await useUpMisses(lab, wrong);
    const done: string[] = [];
    const attempt = async (who: string, code: string, address: string): Promise<void> => {
      const { status } = await lab.join(code, address);
      done.push(`${who} ${status}`);
    };
    const release = lab.holdTime();
    const attempts = Promise.all([
      ...[0, 1, 2, 3].map((at) => attempt('guesser', wrong, `203.0.113.${at}`)),
      attempt('customer', locator, '192.0.2.9'),
    ]);
    // Three places for five.
    await vi.waitFor(() => expect(done).toEqual(['guesser 429', 'guesser 429']));
    release();
    await attempts;
    expect(done.slice(2).sort()).toEqual(['customer 200', 'guesser 404', 'guesser 404']);
  });
});

describe('passes', () => {
  test.each(['', 'Basic abc', 'Bearer', 'Bearer short', 'Bearer a.b.c.d-e-f-g', `Bearer ${'x'.repeat(500)}`])(
    'A6: "%s" is no pass',
    async (authorization) => {
      const lab = await RoomLab.open();
      const response = await lab.request('pass', { headers: { authorization } });
      expect([response.status, await response.json()]).toEqual([401, { error: 'pass-invalid' }]);
    },
  );

  test('A6: a pass opens until it is revoked, and every session is told', async () => {
    const lab = await RoomLab.open();
    const { passId, token } = await lab.pass();
    const headers = { authorization: `Bearer ${token}` };
    const first = await lab.session(token);
    expect((await lab.request('pass', { headers })).status).toBe(200);
    expect(JSON.stringify([...lab.store.afterPowerCut()])).not.toContain(token.split('.')[1]);
    expect(await lab.room.revoke(passId)).toBe(true);
    expect(lab.revoked).toEqual([{ sessionId: first.sessionId, passId }]);
    expect((await lab.request('pass', { headers })).status).toBe(401);
    expect(await lab.room.revoke('nobody')).toBe(false);
  });
});

test('A6: a session that cannot be told of a revoked pass keeps no other from being told', async () => {
  const lab = await RoomLab.open();
  const { passId, token } = await lab.pass();
  const sessions = [await lab.session(token), await lab.session(token), await lab.session(token)];
  const told = () => lab.revoked.map(({ sessionId }) => sessionId).sort();
  const ids = sessions.map(({ sessionId }) => sessionId).sort();
  lab.unreachable.add(ids[1] ?? '');
  await expect(lab.room.revoke(passId)).rejects.toThrow('1 sessions were not told');
  expect(told()).toEqual([ids[0], ids[2]]);
  lab.unreachable.clear();
  lab.revoked.length = 0;
  // The admin tries again.
  expect(await lab.room.revoke(passId)).toBe(true);
  expect(told()).toEqual(ids);
});

test('A8: who enters a session, and who is given what opens a recording, is told by name', async () => {
  const lab = await RoomLab.open();
  const { token } = await lab.pass();
  const { sessionId } = await lab.session(token);
  const ask = (pass: string, path: string, method = 'GET') =>
    lab.request(`sessions/${sessionId}/${path}`, { method, headers: { authorization: `Bearer ${pass}` } });
  const { token: bens } = await lab.pass('Ben', { role: 'supervisor' });
  expect((await ask(bens, 'ticket', 'POST')).status).toBe(200);
  // There is nothing to open yet.
  expect((await ask(bens, 'key')).status).toBe(404);
  lab.keys.set(sessionId, 'k'.repeat(92));
  expect((await ask(bens, 'key')).status).toBe(200);
  expect((await ask('no.pass', 'key')).status).toBe(401);
  expect(lab.told.map(({ action, actor, subject }) => [action, actor.name, subject])).toEqual([
    ['session.started', 'Ana', sessionId],
    ['session.entered', 'Ben', sessionId],
    ['recording.opened', 'Ben', sessionId],
  ]);
});

describe('what a page asks', () => {
  test.each([
    ['another origin', { origin: 'http://evil.test' }, 403, 'origin-refused'],
    ['an origin that is a part', { origin: 'http://shop.test.evil.test' }, 403, 'origin-refused'],
    ['no origin', { origin: 'null' }, 403, 'origin-refused'],
    ['an old protocol', { protocol: 0 }, 400, 'protocol-unsupported'],
    ['a protocol that is none', { protocol: 'one' }, 400, 'request-invalid'],
  ])('A5 H1: with %s', async (_what, fields, status, error) => {
    const lab = await RoomLab.open();
    const { token } = await lab.pass();
    const { locator } = await lab.session(token);
    const answer = await lab.join(locator, undefined, fields);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([status, { error }]);
  });

  test.each([
    '',
    '{',
    'null',
    '{"protocol":1}',
    '{"protocol":1,"locator":"aa"}',
    `{"protocol":1,"locator":"A${'A'.repeat(3_000)}"}`,
  ])('A2: a malformed request is told as such: %.40s', async (body) => {
    const lab = await RoomLab.open();
    const response = await lab.request('join', { method: 'POST', headers: { origin: 'http://shop.test' }, body });
    expect([response.status, await response.json()]).toEqual([400, { error: 'request-invalid' }]);
  });
});
