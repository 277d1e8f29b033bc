import { describe, expect, test } from 'vitest';
import { EMPTY_CHAIN, followChain } from '../../shared/api/audit-chain.ts';
import type { AuditEntry, RoomInfo } from '../../shared/api/resources.ts';
import { withLanguages } from '../room/room-migrations.ts';
import { AdminLab } from '../testing/admin-lab.ts';

describe('the first admin', () => {
  test('A9: comes in by the setup secret that was printed, once', async () => {
    const lab = await AdminLab.open({ setUp: false });
    expect((await lab.ask('GET', '/status')).json).toEqual({ state: 'setup-wanted', version: 1 });
    const secret = lab.setupSecret();
    expect((await lab.ask('POST', '/setup', { secret: 'setup-guess', name: 'Eve' })).status).toBe(401);
    const { status, json } = await lab.ask('POST', '/setup', { secret, name: 'Ana' });
    expect(status).toBe(201);
    expect((await lab.ask('POST', '/setup', { secret, name: 'Eve' })).status).toBe(409);
    expect((await lab.ask('GET', '/rooms')).status).toBe(401);
    lab.token = json.token;
    expect((await lab.ask('GET', '/rooms')).status).toBe(200);
    const stored = JSON.stringify([...lab.store.afterPowerCut()]);
    expect(stored).not.toContain(json.token);
    expect(stored).not.toContain(secret);
  });

  test('A9: the same secret is printed until it is used, also by a party that starts anew', async () => {
    const lab = await AdminLab.open({ setUp: false });
    const again = await AdminLab.open({ setUp: false, stored: lab.store.afterPowerCut() });
    expect(again.setupSecret()).toBe(lab.setupSecret());
    await again.ask('POST', '/setup', { secret: again.setupSecret(), name: 'Ana' });
    const later = await AdminLab.open({ setUp: false, stored: again.store.afterPowerCut() });
    expect(later.printed).toEqual([]);
  });

  test('A9: with a secret of the deployment there is no setup', async () => {
    const lab = await AdminLab.open({ deploySecret: 'a-secret-of-the-deployment' });
    expect(lab.printed).toEqual([]);
    expect((await lab.ask('POST', '/setup', { secret: 'setup-guess', name: 'Eve' })).status).toBe(409);
    lab.token = 'a-secret-of-the-deployment';
    expect((await lab.ask('GET', '/rooms')).status).toBe(200);
    const short = await AdminLab.open({ deploySecret: 'short', setUp: false });
    short.token = 'short';
    expect((await short.ask('GET', '/rooms')).status).toBe(401);
  });

  test('tokens expire, are deleted, and the last one stays', async () => {
    const lab = await AdminLab.open();
    const { json } = await lab.ask('POST', '/admin-tokens', { name: 'For a day', expiresAt: lab.now + 1_000 });
    const headers = { authorization: `Bearer ${json.token}` };
    expect((await lab.ask('GET', '/rooms', undefined, headers)).status).toBe(200);
    lab.now += 1_000;
    expect((await lab.ask('GET', '/rooms', undefined, headers)).status).toBe(401);
    const ids = (await lab.ask('GET', '/admin-tokens')).json.items.map((token) => token.tokenId);
    const root = ids.find((id) => lab.token.includes(id));
    expect((await lab.ask('DELETE', `/admin-tokens/${root}`)).json.type).toBe('urn:coview:problem:last-token');
  });
});

describe('the audit log', () => {
  const keyOf = (index: number) => `audit/${String(index).padStart(10, '0')}`;

  async function filled(): Promise<AdminLab> {
    const lab = await AdminLab.open();
    const roomId = await lab.newRoom();
    const { sessionId, passId } = await lab.newSession(roomId);
    const room = await lab.room(roomId);
    await room.onJoined(sessionId);
    await lab.ask('DELETE', `/rooms/${roomId}/passes/${passId}`);
    await lab.ask('POST', `/rooms/${roomId}/sessions/${sessionId}/end`);
    return lab;
  }

  test('A8: has every action, by whom, to what', async () => {
    const lab = await filled();
    const { items } = (await lab.ask('GET', '/audit')).json;
    expect(items.map(({ action }) => action).reverse()).toEqual([
      'setup.done',
      'room.created',
      'pass.created',
      'session.started',
      'session.joined',
      'pass.revoked',
      'session.ended',
      'session.ended-by-admin',
    ]);
    expect(items.at(-4)).toMatchObject({ actor: { type: 'agent', name: 'Ana' } });
    expect(items[0]).toMatchObject({ actor: { type: 'admin', name: 'Root' } });
  });

  test('A8: whoever removes, changes or swaps entries is noticed', async () => {
    const lab = await filled();
    expect((await lab.ask('GET', '/audit/verdict')).json).toMatchObject({ whole: true, entries: 8, brokenAt: null });
    const third = await lab.store.get<AuditEntry>(keyOf(3));
    const fourth = await lab.store.get<AuditEntry>(keyOf(4));
    const last = await lab.store.get<AuditEntry>(keyOf(8));
    if (!third || !fourth || !last) throw new Error('no entries');
    const verdictAfter = async (change: () => void): Promise<unknown> => {
      change();
      const { json } = await lab.ask('GET', '/audit/verdict');
      lab.store.put({ [keyOf(3)]: third, [keyOf(4)]: fourth, [keyOf(8)]: last });
      expect((await lab.ask('GET', '/audit/verdict')).json).toMatchObject({ whole: true });
      return json.brokenAt;
    };
    const { store } = lab;
    expect(await verdictAfter(() => store.delete([keyOf(3)]))).toBe(3);
    expect(await verdictAfter(() => store.put({ [keyOf(3)]: { ...third, action: 'nothing' } }))).toBe(3);
    expect(await verdictAfter(() => store.put({ [keyOf(3)]: { ...third, at: third.at + 1 } }))).toBe(3);
    expect(await verdictAfter(() => store.put({ [keyOf(3)]: fourth, [keyOf(4)]: third }))).toBe(3);
    expect(await verdictAfter(() => store.delete([keyOf(8)]))).toBe(8);
  });

  test('A8: the export is the chain, for whoever wants to follow it', async () => {
    const lab = await filled();
    const { text, headers } = await lab.exportAudit();
    expect(headers.get('content-type')).toBe('application/jsonl');
    const entries = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditEntry);
    expect(await followChain(entries, EMPTY_CHAIN)).toMatchObject({ ok: true, head: { index: 8 } });
    expect(await followChain(entries.toSpliced(4, 1), EMPTY_CHAIN)).toEqual({ ok: false, brokenAt: 5 });
  });
});

describe('rooms', () => {
  test('a change replaces what it gives and nothing else', async () => {
    const lab = await AdminLab.open();
    const roomId = await lab.newRoom({ policy: { idleMinutes: 7, privacyFloor: { mask: ['.iban'] } } });
    const { json } = await lab.ask('PATCH', `/rooms/${roomId}`, { policy: { recording: 'on' }, languages: ['de'] });
    expect(json).toMatchObject({
      name: 'Shop',
      languages: ['de'],
      policy: { idleMinutes: 7, recording: 'on', privacyFloor: { mask: ['.iban'] } },
    });
    expect((await lab.room(roomId)).info).toEqual(json);
  });

  test('languages are ones that the widget speaks, each once; what is wrong is told of its field', async () => {
    const lab = await AdminLab.open();
    const roomId = await lab.newRoom();
    const change = async (languages: string[]) => {
      const { status, json } = await lab.ask('PATCH', `/rooms/${roomId}`, { languages });
      return status === 200 ? json.languages : json.errors;
    };
    expect(await change(['fr', 'de'])).toEqual(['fr', 'de']);
    const unknown = { path: 'languages.1', message: 'Must be one of en, de, fr, es, ja, ar.' };
    expect(await change(['fr', 'tlh'])).toEqual([unknown]);
    const twice = { path: 'languages', message: 'Must name each language once.' };
    expect(await change(['fr', 'fr'])).toEqual([twice]);
    expect((await lab.room(roomId)).info?.languages).toEqual(['fr', 'de']);
    expect(await change([])).toEqual([]);
  });

  test('a room that is deleted ends its sessions and is gone', async () => {
    const lab = await AdminLab.open();
    const roomId = await lab.newRoom();
    const { sessionId } = await lab.newSession(roomId);
    lab.unreachable.add(sessionId);
    expect((await lab.ask('DELETE', `/rooms/${roomId}`)).status).toBe(502);
    expect((await lab.ask('GET', `/rooms/${roomId}`)).status).toBe(200);
    lab.unreachable.clear();
    expect((await lab.ask('DELETE', `/rooms/${roomId}`)).status).toBe(204);
    expect(lab.ended.has(sessionId)).toBe(true);
    expect((await lab.ask('GET', `/rooms/${roomId}`)).status).toBe(404);
  });
});

test('A10: a storage of the first version is brought to this one', async () => {
  const stored = new Map<string, unknown>([
    [
      'room/abcdefghjkmn',
      {
        roomId: 'abcdefghjkmn',
        createdAt: 1_690_000_000_000,
        name: 'Old shop',
        origins: ['https://old.example'],
        idleMinutes: 12,
        lengthMinutes: 90,
        keepMinutes: 3_000,
      },
    ],
  ]);
  const lab = await AdminLab.open({ stored });
  const { items } = (await lab.ask('GET', '/rooms')).json;
  const [room] = items as unknown as RoomInfo[];
  expect(room).toMatchObject({
    name: 'Old shop',
    policy: { idleMinutes: 12, lengthMinutes: 90, recording: 'on', retentionDays: 3 },
  });
  expect(room?.languages).toEqual([]);
  expect(await lab.store.get('schema')).toBe(2);
  // A party of an older version does not touch what it does not know.
  lab.store.put({ schema: 99 });
  await lab.store.sync();
  await expect(AdminLab.open({ stored: lab.store.afterPowerCut() })).rejects.toThrow('version 99');
});

test('A10: languages from before the widget spoke them become those that it does', () => {
  const before = (languages: string[]) => withLanguages({ languages } as unknown as RoomInfo).languages;
  expect(before(['en'])).toEqual([]);
  expect(before(['pt-BR'])).toEqual([]);
  expect(before(['fr-CA', 'fr', 'tlh', 'en'])).toEqual(['fr', 'en']);
  expect(before(before(['de', 'en-GB']))).toEqual(['de', 'en']);
});
