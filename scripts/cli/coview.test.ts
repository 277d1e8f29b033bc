import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuditEntry, PassInfo, RecordingInfo, RoomInfo, SessionInfo } from '../../shared/api/resources.ts';
import type { IssuedWebhook } from '../../shared/api/webhook-resources.ts';
import { parsePass } from '../../shared/protocol/pass.ts';
import { projectRoot } from '../run-command.ts';
import { COMMANDS } from './commands.ts';
import { CliLab } from './testing/cli-lab.ts';

let lab: CliLab;

beforeEach(async () => {
  lab = await CliLab.open();
});
afterEach(() => lab.close());

const newRoom = async (...more: string[]) =>
  lab.json<RoomInfo & { tag: string }>('rooms create', '--name', 'Shop', '--origin', 'https://shop.example', ...more);
const lines = (text: string) => text.split('\n').filter(Boolean);

test('the setup secret buys the first token, once', async () => {
  const secret = lab.party.setupSecret();
  const [, token = ''] = lines(await lab.say('setup', secret, '--name', 'Root'));
  expect(await lab.say('tokens list', '--token', token)).toMatch(/^\S+ {2}\d{4}-\d\d-\d\d {2}Root\n$/);
  expect((await lab.run('setup', secret)).code).toBe(1);
});

describe('with a token', () => {
  beforeEach(() => lab.setUp());

  test('rooms: create, list, show, change, delete', async () => {
    expect(await lab.say('rooms list')).toContain('No rooms yet');
    const made = await newRoom(
      '--origin',
      'https://*.shop.example',
      '--asset-origin',
      'https://cdn.example',
      '--language',
      'ja',
    );
    expect(made.languages).toEqual(['ja']);
    expect(made.origins).toEqual(['https://shop.example', 'https://*.shop.example']);
    expect(made.assetOrigins).toEqual(['https://cdn.example']);
    expect(made.tag).toBe(`<script src="http://party/coview.js" data-room="${made.roomId}" async></script>`);
    expect(await lab.say('rooms list')).toContain(`${made.roomId}  `);
    expect(JSON.parse(await lab.say('rooms show', '--room', 'Shop'))).toMatchObject({ roomId: made.roomId });
    await writeFile(lab.file('change.json'), JSON.stringify({ name: 'Store', policy: { recording: 'on' } }));
    const changed = ['rooms change', '--room', made.roomId, '--file', lab.file('change.json')];
    expect(await lab.say(...changed)).toContain('Changed Store.');
    const shown = await lab.json<RoomInfo>('rooms show', '--room', 'Store');
    expect([shown.policy.recording, shown.origins]).toEqual(['on', made.origins]);
    expect(await lab.say('rooms change', '--room', 'Store', '--language', 'fr', '--language', 'de')).toContain(
      'Changed',
    );
    expect(await lab.json('rooms show', '--room', 'Store')).toMatchObject({ languages: ['fr', 'de'], name: 'Store' });
    const unknown = await lab.run('rooms change', '--room', 'Store', '--language', 'tlh');
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('Must be one of en, de, fr, es, ja, ar.')]);
    expect((await lab.run('rooms change', '--room', 'Store')).err).toContain('Give --file');
    expect(await lab.say('rooms delete', '--room', 'Store')).toBe('Deleted Store.\n');
    expect(await lab.json('rooms list')).toEqual([]);
  });

  test('passes: a file without the key of a room that has passes gets it from one of them, and makes none', async () => {
    const { roomId } = await newRoom();
    const { pass } = await lab.json<{ pass: string }>('passes create', '--room', 'Shop', '--agent', 'Ana');
    const elsewhere = ['passes create', '--room', 'Shop', '--agent', 'Ben'];
    await rm(lab.file('room-keys.json'));
    const refused = await lab.run(...elsewhere);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('has no key of this room')]);
    await writeFile(lab.file('other.txt'), 'no pass');
    expect((await lab.run(...elsewhere, '--file', lab.file('other.txt'))).code).toBe(2);
    expect(await lab.json<PassInfo[]>('passes list', '--room', 'Shop')).toHaveLength(1);
    await writeFile(lab.file('pass.txt'), `${pass}\n`);
    const made = await lab.json<{ pass: string }>(...elsewhere, '--file', lab.file('pass.txt'));
    const [ana, ben] = [parsePass(pass), parsePass(made.pass)];
    if (!ana.ok || !ben.ok) throw new Error('what was printed is no pass');
    expect(ben.pass.roomKey).toBe(ana.pass.roomKey);
    expect(JSON.parse(readFileSync(lab.file('room-keys.json'), 'utf8'))).toEqual({ [roomId]: ana.pass.roomKey });
  });

  test('passes: create, list, revoke; the room key stays here', async () => {
    const { roomId } = await newRoom();
    const made = lines(await lab.say('passes create', '--room', 'Shop', '--agent', 'Ana', '--days', '2'));
    const second = ['passes create', '--room', roomId, '--agent', 'Ben', '--role', 'supervisor'];
    const { pass: other } = await lab.json<{ pass: string }>(...second);
    const [ana, ben] = [parsePass(made.join('')), parsePass(other)];
    if (!ana.ok || !ben.ok) throw new Error('what was printed is no pass');
    expect(ana.pass).toMatchObject({ partyUrl: 'http://party', roomId });
    // One key for every pass of the room, kept in the file, unknown to the party.
    expect(JSON.parse(readFileSync(lab.file('room-keys.json'), 'utf8'))).toEqual({ [roomId]: ana.pass.roomKey });
    expect(ben.pass.roomKey).toBe(ana.pass.roomKey);
    expect(JSON.stringify([...lab.party.store.afterPowerCut()])).not.toContain(ana.pass.roomKey);
    const listed = await lab.json<PassInfo[]>('passes list', '--room', 'Shop');
    expect(listed.map(({ agentName, role }) => [agentName, role]).sort()).toEqual([
      ['Ana', 'agent'],
      ['Ben', 'supervisor'],
    ]);
    const expiresAt = listed.find(({ passId }) => passId === ana.pass.passId)?.expiresAt ?? 0;
    expect(Math.abs(expiresAt - (Date.now() + 2 * 86_400_000))).toBeLessThan(60_000);
    expect(await lab.say('passes revoke', ana.pass.passId, '--room', 'Shop')).toContain('Revoked.');
    const said = lines(await lab.say('passes list', '--room', 'Shop'));
    expect(said.filter((line) => line.includes('revoked')).map((line) => line.split('  ')[0])).toEqual([
      ana.pass.passId,
    ]);
  });

  test('rooms rotate-key: while a session could not be told, the old key stays, and the next call tells it', async () => {
    const { roomId } = await newRoom();
    await lab.say('passes create', '--room', 'Shop', '--agent', 'Ben');
    const { sessionId } = await lab.party.newSession(roomId);
    const keys = (): Record<string, string> => JSON.parse(readFileSync(lab.file('room-keys.json'), 'utf8'));
    const old = keys()[roomId];
    const rotate = ['rooms rotate-key', '--room', 'Shop'];
    lab.party.unreachable.add(sessionId);
    expect((await lab.run(...rotate)).code).toBe(1);
    expect(keys()).toMatchObject({ [roomId]: old });
    const next = keys()[`${roomId}/next`];
    lab.party.unreachable.clear();
    lab.party.revoked.length = 0;
    await lab.say(...rotate);
    // Both passes, though the party had noted one as revoked before.
    expect(lab.party.revoked).toHaveLength(2);
    expect(keys()).toEqual({ [roomId]: next });
  });

  test('rooms rotate-key: a pass that somebody makes meanwhile has the old key, so it is not over yet', async () => {
    const { roomId } = await newRoom();
    const { sessionId } = await lab.party.newSession(roomId);
    await writeFile(lab.file('room-keys.json'), JSON.stringify({ [roomId]: 'A'.repeat(43) }));
    lab.party.ended.set(sessionId, { sizeBytes: 9, keptUntil: lab.party.now + 86_400_000 });
    // The next thing that the rotation asks for after the passes.
    const asked = vi.spyOn(lab.party.keys, 'get');
    asked.mockImplementationOnce(() => lab.party.newSession(roomId).then(() => undefined) as never);
    const rotate = ['rooms rotate-key', '--room', 'Shop'];
    expect((await lab.run(...rotate)).err).toContain('Somebody has made a pass meanwhile');
    expect(await lab.say(...rotate)).toContain('Shop has another key.');
    expect(asked).toHaveBeenCalledTimes(2);
  });

  test('sessions: list and end; recordings: list and delete', async () => {
    const { roomId } = await newRoom();
    const { sessionId } = await lab.party.newSession(roomId);
    const room = ['--room', 'Shop'];
    expect(await lab.say('sessions list', ...room)).toMatch(new RegExp(`^${sessionId} {2}.* {2}waiting {2}Ana\n$`));
    expect(await lab.say('sessions end', sessionId, ...room)).toBe('Ended.\n');
    expect(await lab.json('sessions list', ...room)).toEqual([]);
    const [ended] = await lab.json<SessionInfo[]>('sessions list', ...room, '--all');
    expect(ended).toMatchObject({ sessionId, state: 'ended', reason: 'ended-by-admin' });
    expect(await lab.json('recordings list', ...room)).toEqual([]);
    lab.party.ended.set(sessionId, { sizeBytes: 9, keptUntil: lab.party.now + 86_400_000 });
    expect(await lab.say('recordings list', ...room)).toMatch(new RegExp(`^${sessionId} {2}.* {2}9 B {2}until `));
    expect(await lab.json<RecordingInfo[]>('recordings list', ...room)).toMatchObject([{ sessionId, sizeBytes: 9 }]);
    expect(await lab.say('recordings delete', sessionId, ...room)).toBe('Deleted.\n');
  });

  test('audit: list, export and verify, also of a file, also of one in which something was changed', async () => {
    await newRoom();
    const told = await lab.json<AuditEntry[]>('audit list');
    expect(await lab.say('audit list')).toContain('First admin  room.created');
    const exported = await lab.say('audit export');
    expect(
      lines(exported)
        .map((line) => JSON.parse(line) as AuditEntry)
        .reverse(),
    ).toEqual(told);
    const whole = await lab.json<{ whole: boolean; entries: number; head: string }>('audit verify');
    expect(whole).toMatchObject({ whole: true, entries: told.length });
    await writeFile(lab.file('audit.jsonl'), exported);
    expect(await lab.json('audit verify', '--file', lab.file('audit.jsonl'))).toEqual(whole);
    await writeFile(lab.file('audit.jsonl'), exported.replace('First admin', 'Another'));
    const changed = await lab.run('audit verify', '--file', lab.file('audit.jsonl'));
    expect([changed.code, changed.err]).toEqual([1, expect.stringContaining('broken at entry')]);
  });

  test('tokens: create, list, delete', async () => {
    const [token = ''] = lines(await lab.say('tokens create', '--name', 'Ben'));
    expect(await lab.json('rooms list', '--token', token)).toEqual([]);
    const listed = await lab.json<{ tokenId: string; name: string }[]>('tokens list');
    expect(listed.map(({ name }) => name).sort()).toEqual(['Ben', 'First admin']);
    const ben = listed.find(({ name }) => name === 'Ben')?.tokenId ?? '';
    expect(await lab.say('tokens delete', ben)).toBe('Deleted.\n');
    expect((await lab.run('rooms list', '--token', token)).code).toBe(1);
  });

  test.each([
    ['no such command', ['rooms', 'paint'], 'There is no such command.'],
    ['the name of what every object has', ['constructor'], 'There is no such command.'],
    ['nothing', [], 'There is no such command.'],
    ['an unknown option', ['rooms list', '--colour', 'red'], 'Unknown option'],
    ['no name', ['rooms create', '--origin', 'https://shop.example'], 'Give --name.'],
    ['no origin', ['rooms create', '--name', 'Shop'], 'Give --origin.'],
    ['no room', ['passes list'], 'Give --room.'],
    ['a room that is not there', ['passes list', '--room', 'Nowhere'], 'There is no room "Nowhere".'],
    ['no pass', ['passes revoke', '--room', 'Shop'], 'Which pass?'],
    ['days that are none', ['passes create', '--room', 'Shop', '--agent', 'Ana', '--days', 'soon'], '--days'],
    ['a role that is none', ['passes create', '--room', 'Shop', '--agent', 'Ana', '--role', 'boss'], '--role'],
    ['a file that is not there', ['rooms change', '--room', 'Shop', '--file', '/nowhere/change.json'], '--file'],
  ])('given wrongly, exit code 2: %s', async (_what, words, sentence) => {
    await newRoom();
    const { code, out, err } = await lab.run(...words);
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(sentence)]);
  });

  test('a file that is no JSON is given wrongly, and nothing is changed', async () => {
    const made = await newRoom();
    await writeFile(lab.file('change.json'), '{"name": ');
    const { code, err } = await lab.run('rooms change', '--room', 'Shop', '--file', lab.file('change.json'));
    expect([code, err]).toEqual([2, expect.stringContaining('is not JSON')]);
    expect((await lab.json<RoomInfo>('rooms show', '--room', 'Shop')).name).toBe(made.name);
  });

  test('two rooms of one name are told apart by their ids', async () => {
    const { roomId } = await newRoom();
    await newRoom();
    expect(await lab.run('rooms show', '--room', 'Shop')).toMatchObject({ code: 2, out: '' });
    expect(await lab.json('rooms show', '--room', roomId)).toMatchObject({ roomId });
  });

  test('webhooks: create, list, test, deliveries, delete', async () => {
    const { roomId } = await newRoom();
    const url = 'https://hooks.example.com/coview';
    const said = lines(await lab.say('webhooks create', '--url', url));
    expect(said[1]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const made = await lab.json<IssuedWebhook>('webhooks create', '--url', url, '--room', 'Shop');
    expect(made).toMatchObject({ url, roomId });
    expect(await lab.say('webhooks list')).toContain(`every room  ${url}`);
    expect(await lab.say('webhooks test', made.webhookId)).toContain('On its way.');
    expect(await lab.say('webhooks deliveries', made.webhookId)).toContain('webhook.test  waiting  not tried yet');
    await lab.party.webhooks.onAlarm();
    expect(await lab.say('webhooks deliveries', made.webhookId)).toContain('webhook.test  delivered  200');
    expect(await lab.say('webhooks delete', made.webhookId)).toBe('Deleted.\n');
    expect(await lab.json<unknown[]>('webhooks list')).toHaveLength(1);
    const some = ['--event', 'session.ended', '--event', 'recording.ready'];
    expect(await lab.json('webhooks create', '--url', url, ...some)).toMatchObject({
      events: ['session.ended', 'recording.ready'],
    });
    expect((await lab.run('webhooks create', '--url', url, '--event', 'session.over')).err).toContain('events.0');
    expect((await lab.run('webhooks create', '--url', 'https://10.0.0.1/')).err).toContain('public');
  });

  test.each([
    [
      'what the party refuses',
      ['rooms create', '--name', 'Shop', '--origin', 'https://shop.example/path'],
      'origins.0',
    ],
    ['what is not there', ['passes revoke', 'nothing', '--room', 'Shop'], ''],
    ['a token that is none', ['rooms list', '--token', 'admin-x.y'], ''],
    ['the last admin', ['tokens delete', 'LAST'], ''],
  ])('refused, exit code 1: %s', async (_what, words, sentence) => {
    await newRoom();
    const [last] = await lab.json<{ tokenId: string }[]>('tokens list');
    const { code, out, err } = await lab.run(...words.map((word) => (word === 'LAST' ? (last?.tokenId ?? '') : word)));
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^\S.*\S\n$/);
    expect(err).toContain(sentence);
  });
});

test('every command is in the help', async () => {
  const info = vi.spyOn(console, 'info').mockImplementation(() => undefined);
  await lab.run('--help');
  const help = info.mock.calls.join('\n');
  expect(Object.keys(COMMANDS).filter((name) => !help.includes(`\n  ${name}`))).toEqual([]);
});

test('as a process it ends with the code that it found: 1 for a party that is not there, 2 for no command', () => {
  const run = (...words: string[]) => {
    const done = spawnSync(process.execPath, [join(projectRoot, 'scripts/coview.mjs'), ...words], { encoding: 'utf8' });
    return [done.status, done.stdout, done.stderr];
  };
  const notReached = 'The party at http://127.0.0.1:1 cannot be reached.\n';
  expect(run('rooms', 'list', '--party', 'http://127.0.0.1:1')).toEqual([1, '', notReached]);
  expect(run('paint')).toEqual([2, '', expect.stringContaining('There is no such command.')]);
});
