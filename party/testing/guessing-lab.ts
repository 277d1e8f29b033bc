import * as v from 'valibot';
import type { RoomInfo } from '../../shared/api/resources.ts';
import { roomSettingsSchema } from '../../shared/api/room-settings.ts';
import type { ClientControl } from '../../shared/protocol/control.ts';
import { HEADER_BYTES } from '../../shared/protocol/header.ts';
import type { CreatedSession } from '../../shared/protocol/http.ts';
import { parsePartyControl } from '../../shared/protocol/party-control.ts';
import { decodeRelay, RELAY_PREFIX_BYTES } from '../../shared/protocol/relay.ts';
import { Room } from '../room/room.ts';
import type { SessionSocket, SocketState } from '../session/records.ts';
import { Session } from '../session/session.ts';
import { MemoryStore } from './memory-store.ts';
import { frame, hello, SHOP } from './session-lab.ts';

/** A connection to one of the sessions, by somebody who cares for little of what it says. */
class GuessingSocket implements SessionSocket {
  state: SocketState | null = null;
  isOpen = true;
  /** Own participant number, and whether the code turned out to be right. */
  self = 0;
  admitted = false;

  constructor(
    readonly id: string,
    private readonly open: OpenSession,
    private readonly onFrame: (sender: number, body: string) => void,
  ) {}

  setState(state: SocketState): void {
    this.state = state;
  }

  send(data: string | Uint8Array): void {
    if (typeof data !== 'string') {
      const sender = decodeRelay(data)?.sender ?? 0;
      this.onFrame(sender, new TextDecoder().decode(data.subarray(RELAY_PREFIX_BYTES + HEADER_BYTES)));
      return;
    }
    const message = parsePartyControl(data);
    if (message?.type === 'welcome') this.self = Number(message.self);
    if (message?.type === 'participants')
      this.admitted = message.participants.some(({ id, admitted }) => Number(id) === this.self && admitted);
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.open.sockets.delete(this);
    this.open.session.onClose(this);
  }

  say(message: ClientControl): Promise<void> {
    return this.open.session.onText(this, JSON.stringify(message));
  }
}

interface OpenSession {
  session: Session;
  sockets: Set<GuessingSocket>;
}

/** A session with a code, and the agent who waits for somebody to say its secret. */
export interface OpenCode {
  locator: string;
  sessionId: string;
  agent: { isOpen: boolean };
}

/**
 * A real room and real sessions on time that the test moves, for attacks of many guesses. The proof is the secret itself in
 * place of CPace, of which a run tests one guess as well (rule K3) but takes milliseconds.
 */
export class GuessingLab {
  now = 1_700_000_000_000;
  /** Secrets that an agent has compared and found wrong. */
  missed = 0;
  private readonly room: Room;
  private readonly sessions = new Map<string, OpenSession>();
  private readonly sleepers: { at: number; wake: () => void }[] = [];
  private readonly info: RoomInfo;
  private count = 0;

  private constructor() {
    const settings = v.parse(roomSettingsSchema, { name: 'Shop', origins: [SHOP] });
    this.info = { roomId: 'r'.repeat(12), createdAt: this.now, ...settings };
    this.room = new Room({
      store: new MemoryStore(),
      now: () => this.now,
      sleep: (delayMs) =>
        delayMs <= 0
          ? Promise.resolve()
          : new Promise((wake) => void this.sleepers.push({ at: this.now + delayMs, wake })),
      sessions: {
        create: async (meta) => {
          const sockets = new Set<GuessingSocket>();
          const session = new Session({
            store: new MemoryStore(),
            sockets: () => sockets,
            now: () => this.now,
            tellRoom: async () => undefined,
          });
          await session.create(meta);
          this.sessions.set(meta.sessionId, { session, sockets });
        },
        codeStatus: async (id) => this.sessions.get(id)?.session.codeStatus() ?? { open: false, misses: 0 },
        revokePass: async () => undefined,
        facts: async (id) => this.sessions.get(id)?.session.facts() ?? null,
        end: async () => undefined,
        deleteLog: async () => false,
        keepKey: async () => false,
        replaceKey: async () => false,
        keyOf: async () => undefined,
      },
      tell: async () => undefined,
    });
  }

  static async open(): Promise<GuessingLab> {
    const lab = new GuessingLab();
    await lab.room.configure(lab.info);
    return lab;
  }

  /** Time passes; whoever has waited long enough goes on. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    for (;;) {
      this.sleepers.sort((one, other) => one.at - other.at);
      const next = this.sleepers[0];
      if (!next || next.at > until) break;
      this.sleepers.shift();
      this.now = Math.max(this.now, next.at);
      next.wake();
      await settled();
    }
    this.now = until;
  }

  /** An agent opens a session, whose code has this secret. */
  async newCode(secret: string): Promise<OpenCode> {
    const pass = await this.room.passes.create({ agentName: 'Ana' }, this.now);
    const made = await this.room.createSession(pass, this.info);
    if (!made.ok) throw new Error(made.fault);
    const { sessionId, locator, ticket }: CreatedSession = made.answer;
    const agent: GuessingSocket = await this.connect(sessionId, null, (sender, said) => {
      if (said !== secret) this.missed++;
      void agent.say({ type: said === secret ? 'admit' : 'refuse', participant: String(sender) });
    });
    await agent.say(hello({ ticket }));
    return { locator, sessionId, agent };
  }

  /** Somebody types a code. One that is burnt by others meanwhile is `wrong`, too, although nobody compares the secret. */
  async guess(locator: string, secret: string, address: string): Promise<'right' | 'wrong' | 'rate-limited'> {
    const joined = await this.room.join(locator, address, this.info);
    if (!joined.ok) return joined.fault === 'rate-limited' ? 'rate-limited' : 'wrong';
    const { sessionId, ticket } = joined.answer;
    const socket = await this.connect(sessionId, SHOP, () => undefined);
    await socket.say(hello({ ticket }));
    const proof = new TextEncoder().encode(secret);
    const sent = frame({ kind: 'join', role: 'customer' }, proof.length);
    sent.set(proof, HEADER_BYTES);
    await this.sessions.get(sessionId)?.session.onFrame(socket, sent);
    // The agent has admitted or refused when the next control has been handled.
    if (socket.isOpen) await socket.say({ type: 'refuse', participant: '1' });
    const right = socket.admitted;
    socket.close();
    return right ? 'right' : 'wrong';
  }

  private async connect(
    sessionId: string,
    origin: string | null,
    onFrame: (sender: number, body: string) => void,
  ): Promise<GuessingSocket> {
    const open = this.sessions.get(sessionId);
    if (!open) throw new Error('no such session');
    const socket = new GuessingSocket(String(++this.count), open, onFrame);
    open.sockets.add(socket);
    await open.session.onConnect(socket, origin);
    return socket;
  }
}

/** What was started has either been done or waits for time to pass. */
export async function settled(): Promise<void> {
  for (let round = 0; round < 12; round++) {
    await crypto.subtle.digest('SHA-256', new Uint8Array());
    await new Promise((resume) => setImmediate(resume));
  }
}
