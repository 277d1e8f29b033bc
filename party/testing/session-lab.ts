import { reasonOfCode } from '../../shared/protocol/close.ts';
import type { ClientControl, PartyControl } from '../../shared/protocol/control.ts';
import { encodeHeader, type Header } from '../../shared/protocol/header.ts';
import { KINDS, type Role } from '../../shared/protocol/kinds.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/limits.ts';
import { parsePartyControl } from '../../shared/protocol/party-control.ts';
import { decodeRelay, RELAY_PREFIX_BYTES, type RelayPrefix } from '../../shared/protocol/relay.ts';
import { wholeLog } from '../session/recording.ts';
import type { SessionMeta, SessionSocket, SocketState } from '../session/records.ts';
import { Session } from '../session/session.ts';
import { newTicketKey, signTicket } from '../tickets.ts';
import { MemoryStore } from './memory-store.ts';

export const SHOP = 'http://shop.test';
const MINUTE_MS = 60_000;

/** A frame as an end would send it; the body says nothing. */
export function frame(header: Partial<Header> & Pick<Header, 'kind' | 'role'>, sizeBytes = 1): Uint8Array {
  const volatile = !KINDS[header.kind].durable;
  const whole: Header = { checkpoint: false, volatile, first: true, last: true, seq: 1, to: 0, ...header };
  return Uint8Array.from([...encodeHeader(whole), ...new Uint8Array(sizeBytes).fill(header.seq ?? 1)]);
}

/** A connection, and what the party said on it. */
export class LabSocket implements SessionSocket {
  state: SocketState | null = null;
  readonly heard: PartyControl[] = [];
  readonly frames: { prefix: RelayPrefix; frame: Uint8Array }[] = [];
  /** In the order in which they came: controls and frames. */
  readonly order: ('control' | 'frame')[] = [];
  closedFor: string | undefined;

  constructor(
    readonly id: string,
    private readonly lab: SessionLab,
  ) {}

  setState(state: SocketState): void {
    this.state = state;
  }

  send(data: string | Uint8Array): void {
    if (this.closedFor !== undefined) throw new Error('closed');
    if (typeof data === 'string') {
      const message = parsePartyControl(data);
      if (!message) throw new Error(`not a control: ${data}`);
      this.heard.push(message);
      this.order.push('control');
      return;
    }
    const prefix = decodeRelay(data);
    if (!prefix) throw new Error('not relayed');
    this.frames.push({ prefix, frame: data.slice(RELAY_PREFIX_BYTES) });
    this.order.push('frame');
  }

  close(code: number): void {
    this.closedFor ??= reasonOfCode(code) ?? String(code);
    this.lab.closed(this);
  }

  say(message: ClientControl | string): Promise<void> {
    return this.lab.session.onText(this, typeof message === 'string' ? message : JSON.stringify(message));
  }

  give(bytes: Uint8Array): Promise<void> {
    return this.lab.session.onFrame(this, bytes);
  }

  welcome(): Extract<PartyControl, { type: 'welcome' }> {
    const found = this.heard.find((message) => message.type === 'welcome');
    if (!found) throw new Error(`no welcome, but ${JSON.stringify(this.heard)}`);
    return found;
  }
}

/** One session without PartyKit: its storage, its clock and its connections in the hands of a test. */
export class SessionLab {
  now = 1_700_000_000_000;
  readonly meta: SessionMeta;
  session: Session;
  readonly sockets = new Set<LabSocket>();
  /** What the room was told. */
  readonly told: string[] = [];
  private count = 0;

  private constructor(readonly store: MemoryStore) {
    this.session = this.newSession();
    this.meta = {
      sessionId: 's'.repeat(22),
      roomId: 'room',
      origins: [SHOP],
      terms: {
        floor: { mask: [], block: [], ignore: [], private: false },
        assetOrigins: [],
        agentsMay: ['point'],
        branding: {},
        languages: [],
        recording: 'on',
      },
      agentsLimit: 30,
      recorded: wholeLog(),
      recordingSaid: [],
      trimmed: false,
      ticketKey: newTicketKey(),
      createdAt: this.now,
      codeExpiresAt: this.now + 10 * MINUTE_MS,
      idleLimitMs: 30 * MINUTE_MS,
      lengthLimitMs: 60 * MINUTE_MS,
      keepMs: MINUTE_MS,
      code: 'open',
      misses: 0,
      nextParticipant: 1,
      lastActivityAt: this.now,
      ended: null,
    };
  }

  static async open(changed: Partial<SessionMeta> = {}): Promise<SessionLab> {
    const lab = new SessionLab(new MemoryStore());
    Object.assign(lab.meta, changed);
    await lab.session.create(structuredClone(lab.meta));
    return lab;
  }

  /** The instance is gone and another takes its place; connections stay, as they do over hibernation. */
  async hibernate(): Promise<void> {
    this.session = this.newSession();
    await this.session.load();
  }

  async connect(origin: string | null = null): Promise<LabSocket> {
    const socket = new LabSocket(String(++this.count), this);
    this.sockets.add(socket);
    await this.session.onConnect(socket, origin);
    return socket;
  }

  ticket(role: Role, passId?: string, watches?: boolean): Promise<string> {
    const { sessionId, roomId, ticketKey } = this.meta;
    return signTicket({ sessionId, roomId, role, passId, watches }, ticketKey, this.now);
  }

  /** Connects by ticket. */
  async enter(role: Role, passId?: string, watches?: boolean): Promise<LabSocket> {
    const socket = await this.connect(role === 'customer' ? SHOP : null);
    await socket.say(hello({ ticket: await this.ticket(role, passId, watches) }));
    return socket;
  }

  /** An agent and an admitted customer. */
  async meet(): Promise<{ agent: LabSocket; customer: LabSocket }> {
    const agent = await this.enter('agent');
    const customer = await this.enter('customer');
    await agent.say({ type: 'admit', participant: customer.welcome().self });
    return { agent, customer };
  }

  closed(socket: LabSocket): void {
    if (!this.sockets.delete(socket)) return;
    this.session.onClose(socket);
  }

  /** Time passes, and the platform calls when it was asked to. */
  async pass(ms: number): Promise<void> {
    this.now += ms;
    if (this.store.alarmAt !== undefined && this.store.alarmAt <= this.now) await this.session.onAlarm();
  }

  private newSession(): Session {
    return new Session({
      store: this.store,
      sockets: () => [...this.sockets],
      now: () => this.now,
      tellRoom: async (what) => void this.told.push(what),
    });
  }
}

export function hello(
  fields: Partial<Extract<ClientControl, { type: 'hello' }>>,
): Extract<ClientControl, { type: 'hello' }> {
  return { type: 'hello', protocol: PROTOCOL_VERSION, lastIndex: 0, fresh: true, ...fields };
}
