import { API_BASE, AUDIT_EXPORT_PATH } from '../../shared/api/routes.ts';
import type { DeliveryFault } from '../../shared/api/webhook-resources.ts';
import { Admin } from '../admin/admin.ts';
import { Room } from '../room/room.ts';
import { onRoomCall } from '../room/room-calls.ts';
import { roomRoutes } from '../room/room-routes.ts';
import type { SessionFacts } from '../room/session-calls.ts';
import { onWebhookCall } from '../webhooks/webhook-calls.ts';
import { Webhooks } from '../webhooks/webhooks.ts';
import { MemoryStore } from './memory-store.ts';

/** What tests look at in answers. */
export interface Json {
  [field: string]: unknown;
  token: string;
  tokenId: string;
  brokenAt: number | null;
  roomId: string;
  passId: string;
  secret: string;
  sessionId: string;
  type: string;
  next: string | null;
  items: Json[];
}

/** What the API answered. */
export interface ApiAnswer {
  status: number;
  headers: Headers;
  text: string;
  json: Json;
}

/** An installation without PartyKit: the admin and its rooms in memory; sessions are what the test says. */
export class AdminLab {
  now = 1_700_000_000_000;
  readonly store: MemoryStore;
  readonly printed: string[] = [];
  readonly rooms = new Map<string, Room>();
  /** How sessions stand that have ended. */
  readonly ended = new Map<string, Partial<SessionFacts>>();
  /** Sessions that cannot be reached. */
  readonly unreachable = new Set<string>();
  readonly revoked: string[] = [];
  /** Wrapped keys of recordings, by session. */
  readonly keys = new Map<string, string>();
  readonly admin: Admin;
  /** What webhooks were sent, and what their receivers answer. */
  readonly sent: { url: string; headers: Record<string, string>; body: string }[] = [];
  answers: () => number | DeliveryFault = () => 200;
  readonly webhookStore = new MemoryStore();
  readonly webhooks = new Webhooks({
    store: this.webhookStore,
    now: () => this.now,
    post: async (url, headers, body) => {
      this.sent.push({ url, headers, body });
      return this.answers();
    },
    selfHosted: false,
  });
  webhooksReachable = true;
  token = '';

  private constructor(deploySecret: string | undefined, stored: ReadonlyMap<string, unknown>) {
    this.store = new MemoryStore(stored);
    this.admin = new Admin({
      store: this.store,
      now: () => this.now,
      callRoom: async (roomId, call) => onRoomCall(await this.room(roomId), structuredClone(call), this.now),
      callWebhooks: async (call) => {
        if (!this.webhooksReachable) throw new Error('unreachable');
        return onWebhookCall(this.webhooks, structuredClone(call));
      },
      deploySecret,
      print: (text) => void this.printed.push(text),
    });
  }

  static async open(
    options: { deploySecret?: string; stored?: ReadonlyMap<string, unknown>; setUp?: boolean } = {},
  ): Promise<AdminLab> {
    const lab = new AdminLab(options.deploySecret, options.stored ?? new Map());
    await lab.admin.load();
    if (options.setUp !== false && !options.deploySecret) {
      const { json } = await lab.ask('POST', '/setup', { secret: lab.setupSecret(), name: 'Root' });
      lab.token = json.token;
    }
    return lab;
  }

  /** As it was printed. */
  setupSecret(): string {
    return /setup-\S+/.exec(this.printed.at(-1) ?? '')?.[0] ?? '';
  }

  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    const response = await this.admin.api.request(`http://party${API_BASE}${path}`, {
      method,
      headers: { ...(this.token && { authorization: `Bearer ${this.token}` }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json$/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : {} };
  }

  exportAudit(): Promise<ApiAnswer> {
    return this.ask('GET', AUDIT_EXPORT_PATH);
  }

  async newRoom(fields: object = {}): Promise<string> {
    return (await this.ask('POST', '/rooms', { name: 'Shop', origins: ['https://shop.example'], ...fields })).json
      .roomId;
  }

  /** An agent of the room opens a session. */
  async newSession(roomId: string): Promise<{ sessionId: string; passId: string }> {
    const { json: pass } = await this.ask('POST', `/rooms/${roomId}/passes`, { agentName: 'Ana' });
    const room = await this.room(roomId);
    const response = await roomRoutes(room).request(`http://party/parties/room/${roomId}/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${pass.passId}.${pass.secret}` },
    });
    const { sessionId } = (await response.json()) as { sessionId: string };
    return { sessionId, passId: pass.passId };
  }

  async room(roomId: string): Promise<Room> {
    const known = this.rooms.get(roomId);
    if (known) return known;
    const reach = (sessionId: string): void => {
      if (this.unreachable.has(sessionId)) throw new Error('unreachable');
    };
    const room = new Room({
      store: new MemoryStore(),
      now: () => this.now,
      sleep: async () => undefined,
      sessions: {
        create: async () => undefined,
        codeStatus: async () => ({ open: true, misses: 0 }),
        revokePass: async (sessionId, passId) => {
          reach(sessionId);
          this.revoked.push(`${sessionId} ${passId}`);
        },
        facts: async (sessionId) => {
          const end = this.ended.get(sessionId);
          const facts: SessionFacts = {
            ...{ state: 'waiting', endedAt: null, reason: null, agents: ['Ana'] },
            ...{ customerOnline: false, sizeBytes: 0, keptUntil: null, recordingSaid: [] },
          };
          return end
            ? { ...facts, state: 'ended', endedAt: this.now, reason: 'ended-by-agent', agents: [], ...end }
            : facts;
        },
        end: async (sessionId) => {
          reach(sessionId);
          this.ended.set(sessionId, { reason: 'ended-by-admin' });
        },
        keepKey: async () => true,
        replaceKey: async (sessionId, key) => this.keys.has(sessionId) && this.keys.set(sessionId, key) !== undefined,
        keyOf: async (sessionId) => this.keys.get(sessionId),
        deleteLog: async (sessionId) => this.ended.has(sessionId),
      },
      tell: (event) => this.admin.onEvent(event),
    });
    await room.load();
    this.rooms.set(roomId, room);
    return room;
  }
}
