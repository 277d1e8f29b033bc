import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestEnd } from '../../party/testing/end.ts';
import { liveSession } from '../../party/testing/live-session.ts';
import { granted, startTestParty, type TestParty } from '../../party/testing/test-room.ts';
import { until } from '../../party/testing/until.ts';
import { fromBase64url, toBase64url } from '../../shared/crypto/base64url.ts';
import type { SessionKey } from '../../shared/crypto/key-schedule.ts';
import type { Octets } from '../../shared/crypto/octets.ts';
import { unwrapSessionKey, wrapSessionKey } from '../../shared/crypto/recording-key.ts';
import { checkPass, keepKey, keptKey } from '../../shared/protocol/http.ts';
import { type Pass, parsePass } from '../../shared/protocol/pass.ts';
import { runCli } from './run-cli.ts';

let party: TestParty;
let folder: string;
const ends: TestEnd[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coview-rotation-'));
  party = await startTestParty();
  const { roomId, roomKey } = party.pass;
  await party.admin.call('changeRoom', { params: { room: roomId }, body: { policy: { recording: 'on' } } });
  await writeFile(keysFile(), JSON.stringify({ [roomId]: roomKey }));
});
afterAll(async () => {
  for (const end of ends) end.link.stop();
  await party?.stop();
  await rm(folder, { recursive: true, force: true });
});

const keysFile = () => join(folder, 'room-keys.json');
const keysInFile = async () => JSON.parse(await readFile(keysFile(), 'utf8')) as Record<string, string>;
const octets = (text: string) => fromBase64url(text) as Octets;

async function cli(...words: string[]): Promise<string> {
  let said = '';
  const keys = words.includes('--keys') ? [] : ['--keys', keysFile()];
  const options = ['--party', party.party.url, '--token', party.adminSecret, ...keys, '--json'];
  const code = await runCli(['node', 'coview', ...words, ...options], {
    out: (text) => {
      said += text;
    },
    err: (text) => {
      said += text;
    },
  });
  if (code !== 0) throw new Error(said);
  return said;
}

/** A session that was recorded, and its key. */
async function recorded(pass: Pass): Promise<{ sessionId: string; key: SessionKey; agent: TestEnd }> {
  const { sessionId, agent, customer } = await liveSession(pass);
  ends.push(agent, customer);
  customer.link.send('patch', Uint8Array.of(1));
  await until('stored', () => customer.link.backlogBytes === 0);
  const key = crypto.getRandomValues(new Uint8Array(32));
  const wrapped = await wrapSessionKey(octets(pass.roomKey), sessionId, key);
  granted(await keepKey(pass, sessionId, toBase64url(wrapped)));
  return { sessionId, key, agent };
}

const newPass = async (agentName: string): Promise<Pass> => {
  const parsed = parsePass(JSON.parse(await cli('passes', 'create', '--room', 'Shop', '--agent', agentName)).pass);
  if (!parsed.ok) throw new Error('no pass');
  return parsed.pass;
};

test('without the key of the room nothing is revoked', async () => {
  await expect(cli('rooms', 'rotate-key', '--room', 'Shop', '--keys', join(folder, 'none.json'))).rejects.toThrow(
    'has no key of this room',
  );
  expect(await checkPass(party.pass)).toMatchObject({ ok: true });
});

test('K10: after a rotation what the party has opens with the new room key alone, also what went on until then', async () => {
  const old = party.pass;
  const over = await recorded(old);
  over.agent.link.control({ type: 'end', reason: 'ended-by-agent' });
  await until('the end', () => over.agent.states.at(-1)?.type === 'closed');
  const live = await recorded(old);
  const before = octets(granted(await keptKey(old, over.sessionId)).key);
  expect(await unwrapSessionKey(octets(old.roomKey), over.sessionId, before)).toEqual(over.key);

  expect(JSON.parse(await cli('rooms', 'rotate-key', '--room', 'Shop'))).toMatchObject({
    rewrapped: 2,
    unopened: 0,
  });
  await until('the live one is over', () => live.agent.states.at(-1)?.type === 'closed');
  expect(await checkPass(old)).toEqual({ ok: false, fault: 'pass-invalid' });

  const ben = await newPass('Ben');
  expect(ben.roomKey).not.toBe(old.roomKey);
  for (const { sessionId, key } of [over, live]) {
    const wrapped = octets(granted(await keptKey(ben, sessionId)).key);
    expect(await unwrapSessionKey(octets(ben.roomKey), sessionId, wrapped)).toEqual(key);
    expect(await unwrapSessionKey(octets(old.roomKey), sessionId, wrapped)).toBeUndefined();
  }
  expect(await keysInFile()).toEqual({ [old.roomId]: ben.roomKey });
  const { items } = await party.admin.call('listPasses', { params: { room: old.roomId }, query: {} });
  expect(items.filter(({ revokedAt }) => revokedAt === null).map(({ agentName }) => agentName)).toEqual(['Ben']);
});

test('K10: a rotation that was interrupted goes on with the same key', async () => {
  const { roomId } = party.pass;
  const ben = await newPass('Ben');
  const [first, second] = [await recorded(ben), await recorded(ben)];
  for (const { agent } of [first, second]) agent.link.control({ type: 'end', reason: 'ended-by-agent' });
  await until('the ends', () => [first, second].every(({ agent }) => agent.states.at(-1)?.type === 'closed'));
  // As after a power cut: the next key is in the file, one recording is wrapped with it.
  const next = toBase64url(crypto.getRandomValues(new Uint8Array(32)));
  await writeFile(keysFile(), JSON.stringify({ [roomId]: ben.roomKey, [`${roomId}/next`]: next }));
  const anew = toBase64url(await wrapSessionKey(octets(next), first.sessionId, first.key));
  const params = { room: roomId, session: first.sessionId };
  await party.admin.call('replaceRecordingKey', { params, body: { key: anew } });

  // Those of the test before have the key before this one, and now the next one, too.
  expect(JSON.parse(await cli('rooms', 'rotate-key', '--room', 'Shop'))).toMatchObject({ rewrapped: 3, unopened: 0 });
  expect(await keysInFile()).toEqual({ [roomId]: next });
  const cleo = await newPass('Cleo');
  for (const { sessionId, key } of [first, second]) {
    const wrapped = octets(granted(await keptKey(cleo, sessionId)).key);
    expect(await unwrapSessionKey(octets(next), sessionId, wrapped)).toEqual(key);
  }
});
