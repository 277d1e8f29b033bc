import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningParty, startParty } from '../party/dev.ts';
import { roomKey } from '../party/room-keys.ts';
import { type ApiClient, apiClient } from '../shared/api/api-client.ts';
import { formatPass } from '../shared/protocol/pass.ts';

export interface StageOptions {
  /** Where the party and the room keys are kept. Left out: a temporary folder that `close` removes. */
  folder?: string;
  /** 0 or left out: a free one. */
  port?: number;
  /** Left out: a random one. */
  adminSecret?: string;
}

/** A real party, and what an admin does with it. */
export interface Stage {
  readonly party: RunningParty;
  admin: ApiClient;
  /** Makes a room for these origins and returns its id. */
  createRoom(name: string, origins: string[]): Promise<string>;
  /** Makes a pass and returns the text that an agent pastes. */
  createPass(roomId: string, agentName: string): Promise<string>;
  /** Ends the party as a power cut does and starts it again at the same address with what it had stored. */
  restartParty(): Promise<void>;
  close(): Promise<void>;
}

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'coview-stage-')));
  const adminSecret = options.adminSecret ?? randomBytes(24).toString('base64url');
  const start = (port: number) => startParty({ port, persistDir: join(folder, 'party'), adminSecret });
  let party = await start(options.port ?? 0);
  const admin = apiClient(party.url, adminSecret);
  const keysFile = join(folder, 'room-keys.json');

  return {
    get party() {
      return party;
    },
    admin,
    async createRoom(name, origins) {
      return (await admin.call('createRoom', { body: { name, origins } })).roomId;
    },
    async createPass(roomId, agentName) {
      const { passId, secret } = await admin.call('createPass', {
        params: { room: roomId },
        body: { agentName },
      });
      return formatPass({ partyUrl: party.url, roomId, passId, secret, roomKey: await roomKey(keysFile, roomId) });
    },
    async restartParty() {
      const { port } = party;
      await party.kill();
      party = await start(port);
    },
    async close() {
      await party.stop();
      if (!options.folder) await rm(folder, { recursive: true, force: true });
    },
  };
}
