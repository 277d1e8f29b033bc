import * as v from 'valibot';
import type { NewPass, RoomInfo } from '../../shared/api/resources.ts';
import { roomSettingsSchema } from '../../shared/api/room-settings.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/limits.ts';
import type { PartyEvent } from '../events.ts';
import { Room } from '../room/room.ts';
import { roomRoutes } from '../room/room-routes.ts';
import type { SessionFacts } from '../room/session-calls.ts';
import type { RecordingWord, SessionMeta } from '../session/records.ts';
import { MemoryStore } from './memory-store.ts';

export const SHOP = 'http://shop.test';

/** A room without PartyKit. Time passes when the room waits; its sessions are what the test says. */
export class RoomLab {
  now = 1_700_000_000_000;
  readonly room: Room;
  readonly store = new MemoryStore();
  readonly created: SessionMeta[] = [];
  readonly revoked: { sessionId: string; passId: string }[] = [];
  /** How the join codes stand, by session; `open` without a miss where nothing is said. */
  readonly codes = new Map<string, { open: boolean; misses: number }>();
  readonly info: RoomInfo = {
    roomId: 'r'.repeat(12),
    createdAt: this.now,
    ...v.parse(roomSettingsSchema, { name: 'Shop', origins: [SHOP] }),
  };

  /** Sessions that cannot be reached. */
  readonly unreachable = new Set<string>();

  /** Wrapped keys that were kept, by session. */
  readonly keys = new Map<string, string>();
  /** What was told to the audit log. */
  readonly told: PartyEvent[] = [];
  /** How sessions stand, for those that have ended. */
  readonly ended = new Map<string, Partial<SessionFacts>>();

  /** What customers said of the recording, by session. */
  readonly said = new Map<string, RecordingWord[]>();

  private held: Promise<void> | undefined;

  private constructor() {
    this.room = new Room({
      store: this.store,
      now: () => this.now,
      sleep: async (delayMs) => {
        await this.held;
        this.now += Math.max(0, delayMs);
      },
      sessions: {
        create: async (meta) => void this.created.push(meta),
        codeStatus: async (id) => this.codes.get(id) ?? { open: true, misses: 0 },
        revokePass: async (sessionId, passId) => {
          if (this.unreachable.has(sessionId)) throw new Error('unreachable');
          this.revoked.push({ sessionId, passId });
        },
        keepKey: async (sessionId, key) => {
          this.keys.set(sessionId, key);
          return true;
        },
        replaceKey: async (sessionId, key) => this.keys.has(sessionId) && this.keys.set(sessionId, key) !== undefined,
        keyOf: async (sessionId) => this.keys.get(sessionId),
        facts: async (sessionId) => this.factsOf(sessionId),
        end: async (sessionId) => {
          if (this.unreachable.has(sessionId)) throw new Error('unreachable');
          this.ended.set(sessionId, { reason: 'ended-by-admin' });
        },
        deleteLog: async (sessionId) => this.ended.has(sessionId),
      },
      tell: async (event) => void this.told.push(event),
    });
  }

  static async open(): Promise<RoomLab> {
    const lab = new RoomLab();
    await lab.room.configure(lab.info);
    return lab;
  }

  private factsOf(sessionId: string): SessionFacts {
    const end = this.ended.get(sessionId);
    const recordingSaid = this.said.get(sessionId) ?? [];
    const now = { agents: ['Ana'], customerOnline: false, sizeBytes: 0, keptUntil: null, recordingSaid };
    return end
      ? { ...now, agents: [], state: 'ended', endedAt: this.now, reason: 'ended-by-agent', ...end }
      : { ...now, state: 'waiting', endedAt: null, reason: null };
  }

  /** No wait is over until the returned function is called. */
  holdTime(): () => void {
    let release: () => void = () => undefined;
    this.held = new Promise((resolve) => {
      release = resolve;
    });
    return () => release();
  }

  /** An agent's bearer token. */
  async pass(agentName = 'Ana', more: Partial<NewPass> = {}): Promise<{ passId: string; token: string }> {
    const { passId, secret } = await this.room.passes.create({ agentName, ...more }, this.now);
    return { passId, token: `${passId}.${secret}` };
  }

  async session(token: string): Promise<{ sessionId: string; locator: string }> {
    const response = await this.request('sessions', { method: 'POST', headers: { authorization: `Bearer ${token}` } });
    return (await response.json()) as { sessionId: string; locator: string };
  }

  request(path: string, init: RequestInit): Promise<Response> {
    const url = `http://party/parties/room/${this.info.roomId}/${path}`;
    return Promise.resolve(roomRoutes(this.room).request(url, init));
  }

  /** What a customer at `address` is told, and how long it took. */
  async join(
    locator: string,
    address = '192.0.2.1',
    fields: { origin?: string; protocol?: unknown } = {},
  ): Promise<{ status: number; text: string; tookMs: number }> {
    const { origin = SHOP, protocol = PROTOCOL_VERSION } = fields;
    const begunAt = this.now;
    const response = await this.request('join', {
      method: 'POST',
      headers: { origin, 'cf-connecting-ip': address },
      body: JSON.stringify({ protocol, locator }),
    });
    return { status: response.status, text: await response.text(), tookMs: this.now - begunAt };
  }
}
