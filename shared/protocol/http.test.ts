import { afterEach, expect, test, vi } from 'vitest';
import { checkPass, joinRoom } from './http.ts';
import { HTTP_FAULTS } from './http-fault.ts';
import { PROTOCOL_VERSION } from './limits.ts';
import type { Pass } from './pass.ts';

const PASS: Pass = {
  partyUrl: 'https://party.test',
  roomId: 'abcdefghjkmn',
  passId: 'pass',
  secret: 'secret',
  roomKey: 'key-that-stays',
};
const GOOD = { roomName: 'Shop', agentName: 'Ana', origins: [] };

afterEach(() => void vi.unstubAllGlobals());

function answering(answer: () => Response | Promise<Response>) {
  const fetched = vi.fn((_url: string, _init: RequestInit) => Promise.resolve().then(answer));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

test('A6: a pass travels in a header, its key does not travel', async () => {
  const fetched = answering(() => Response.json(GOOD));
  expect(await checkPass(PASS)).toEqual({ ok: true, answer: GOOD });
  const [url, init] = fetched.mock.calls[0] ?? [];
  expect(url).toBe('https://party.test/parties/room/abcdefghjkmn/pass');
  expect(init).toMatchObject({
    headers: { authorization: 'Bearer pass.secret' },
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  });
  expect(JSON.stringify([url, init])).not.toContain(PASS.roomKey);
});

test('H1: a join request names the version', async () => {
  const fetched = answering(() => Response.json({ sessionId: 's', ticket: 't', roomName: 'Shop' }));
  await joinRoom('https://party.test', PASS.roomId, 'K7');
  expect(fetched.mock.calls[0]?.[1].body).toBe(JSON.stringify({ protocol: PROTOCOL_VERSION, locator: 'K7' }));
});

test.each(HTTP_FAULTS)('A2: the answer %s is taken as it is', async (fault) => {
  answering(() => Response.json({ error: fault }, { status: 400 }));
  expect(await checkPass(PASS)).toEqual({ ok: false, fault });
});

test.each([
  ['no network', () => Promise.reject(new TypeError('fetch failed')), 'party-unreachable'],
  ['a time-out', () => Promise.reject(new DOMException('late', 'TimeoutError')), 'party-unreachable'],
  ['the login page of a hotel', () => new Response('<html>', { status: 200 }), 'party-unreachable'],
  ['an error of a proxy', () => new Response('<html>', { status: 502 }), 'party-unreachable'],
  ['an error that is not ours', () => Response.json({ error: 'teapot' }, { status: 418 }), 'party-unreachable'],
  ['another answer', () => Response.json({ roomName: 'Shop' }), 'protocol-unsupported'],
] as const)('A2: %s is told as %s', async (_what, answer, fault) => {
  answering(answer as () => Response);
  expect(await checkPass(PASS)).toEqual({ ok: false, fault });
});
