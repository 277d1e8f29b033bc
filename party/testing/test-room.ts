import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiClient, apiClient } from '../../shared/api/api-client.ts';
import { randomToken } from '../../shared/crypto/base64url.ts';
import { type CreatedSession, createSession, type HttpResult, type JoinedSession } from '../../shared/protocol/http.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/limits.ts';
import type { Pass } from '../../shared/protocol/pass.ts';
import { type RunningParty, startParty } from '../dev.ts';

export const SHOP = 'http://shop.test';

/** A real party with one room and one pass, in a folder of its own. */
export interface TestParty {
  readonly party: RunningParty;
  /** Where it keeps everything. */
  readonly persistDir: string;
  admin: ApiClient;
  /** The deployment's admin secret. */
  adminSecret: string;
  pass: Pass;
  /** Ends the party unprepared and starts it again on the same port and folder. */
  crashAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTestParty(options: { selfHosted?: boolean } = {}): Promise<TestParty> {
  const persistDir = await mkdtemp(join(tmpdir(), 'coview-party-'));
  const adminSecret = randomToken(24);
  let party = await startParty({ ...options, persistDir, adminSecret });
  const admin = apiClient(party.url, adminSecret);
  const room = await admin.call('createRoom', { body: { name: 'Shop', origins: [SHOP] } });
  const { passId, secret } = await admin.call('createPass', {
    params: { room: room.roomId },
    body: { agentName: 'Ana' },
  });
  const pass = { partyUrl: party.url, roomId: room.roomId, passId, secret, roomKey: randomToken(32) };
  return {
    get party() {
      return party;
    },
    persistDir,
    admin,
    adminSecret,
    pass,
    async crashAndRestart() {
      await party.kill();
      party = await startParty({ ...options, persistDir, adminSecret, port: party.port });
    },
    async stop() {
      await party.stop();
      await rm(persistDir, { recursive: true, force: true });
    },
  };
}

/** The answer, or an error that says what went wrong. */
export function granted<Answer>(result: HttpResult<Answer>): Answer {
  if (!result.ok) throw new Error(result.fault);
  return result.answer;
}

export const newSession = async (pass: Pass): Promise<CreatedSession> => granted(await createSession(pass));

/** A customer's join request from a page of `origin`. */
export async function joinFrom(origin: string | undefined, pass: Pass, locator: string): Promise<Response> {
  return fetch(`${pass.partyUrl}/parties/room/${pass.roomId}/join`, {
    method: 'POST',
    headers: origin === undefined ? {} : { origin },
    body: JSON.stringify({ protocol: PROTOCOL_VERSION, locator }),
  });
}

export async function joinShop(pass: Pass, locator: string): Promise<JoinedSession> {
  const response = await joinFrom(SHOP, pass, locator);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as JoinedSession;
}
