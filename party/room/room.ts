import { randomToken } from '../../shared/crypto/base64url.ts';
import type { CreatedSession, JoinedSession } from '../../shared/protocol/http.ts';
import type { HttpFault } from '../../shared/protocol/http-fault.ts';
import type { SessionMeta } from '../session/records.ts';
import type { Store } from '../store.ts';
import { newTicketKey, signTicket } from '../tickets.ts';
import { CodeBook } from './code-book.ts';
import { JoinLine } from './join-line.ts';
import { type BucketState, MissBucket } from './miss-bucket.ts';
import { Passes } from './passes.ts';
import type { PassRecord, RoomInfo } from './room-config.ts';

/** What the room keeps of a session it made. */
interface SessionEntry {
  sessionId: string;
  ticketKey: string;
  createdAt: number;
  /** Attempts that took a miss from the room and may turn out right; null once settled. */
  attempts: number | null;
}

/** How a room reaches its sessions. */
export interface SessionCalls {
  create(meta: SessionMeta): Promise<void>;
  codeStatus(sessionId: string): Promise<{ open: boolean; misses: number }>;
  revokePass(sessionId: string, passId: string): Promise<void>;
  /** False when there is no such session any more. */
  keepKey(sessionId: string, key: string): Promise<boolean>;
  /** Undefined while the session goes on, and when none was kept. */
  keyOf(sessionId: string): Promise<string | undefined>;
}

export interface RoomHost {
  store: Store;
  now(): number;
  sleep(delayMs: number): Promise<void>;
  sessions: SessionCalls;
}

type Result<Answer> = { ok: true; answer: Answer } | { ok: false; fault: Exclude<HttpFault, 'party-unreachable'> };

const CONFIG_KEY = 'config';
const BUCKET_KEY = 'misses';
const SESSION_PREFIX = 'session/';
const MINUTE_MS = 60_000;
/** Every refused code takes at least this long, whatever the reason was. */
const REFUSAL_TAKES_MS = 250;
const SETTLE_AT_ONCE = 40;
const SETTLE_EVERY_MS = 5_000;

/** One room: its settings, passes, join codes and sessions. Knows nothing of PartyKit. */
export class Room {
  readonly passes: Passes;
  private config: RoomInfo | undefined;
  private readonly codes: CodeBook;
  private bucket: MissBucket;
  private line: JoinLine;
  private settledAt = 0;

  constructor(private readonly host: RoomHost) {
    this.passes = new Passes(host.store);
    this.codes = new CodeBook(host.store);
    this.bucket = new MissBucket(undefined, host.now());
    this.line = this.newLine();
  }

  async load(): Promise<void> {
    const stored = await this.host.store.get<RoomInfo>(CONFIG_KEY);
    // Rooms of before there was a choice are sealed.
    this.config = stored && { ...stored, allowUnsealed: stored.allowUnsealed ?? false };
    this.bucket = new MissBucket(await this.host.store.get<BucketState>(BUCKET_KEY), this.host.now());
    this.line = this.newLine();
  }

  get info(): RoomInfo | undefined {
    return this.config;
  }

  /** Made or changed by an admin. */
  async configure(config: RoomInfo): Promise<void> {
    this.config = config;
    this.host.store.put({ [CONFIG_KEY]: config });
    await this.host.store.sync();
  }

  async createSession(pass: PassRecord, config: RoomInfo): Promise<Result<CreatedSession>> {
    const now = this.host.now();
    const sessionId = randomToken(16);
    const code = await this.codes.open(sessionId, now);
    if (!code) return { ok: false, fault: 'room-busy' };
    const ticketKey = newTicketKey();
    await this.forgetOldSessions(config, now);
    await this.host.sessions.create({
      sessionId,
      roomId: config.roomId,
      origins: config.origins,
      ticketKey,
      createdAt: now,
      codeExpiresAt: code.expiresAt,
      idleLimitMs: config.idleMinutes * MINUTE_MS,
      lengthLimitMs: config.lengthMinutes * MINUTE_MS,
      keepMs: config.keepMinutes * MINUTE_MS,
      code: 'open',
      misses: 0,
      nextParticipant: 1,
      lastActivityAt: now,
      ended: null,
    });
    const entry: SessionEntry = { sessionId, ticketKey, createdAt: now, attempts: 0 };
    this.host.store.put({ [SESSION_PREFIX + sessionId]: entry });
    await this.host.store.sync();
    const ticket = await this.agentTicket(pass, entry, config);
    const { locator, expiresAt } = code;
    const { name: roomName, allowUnsealed } = config;
    const { agentName } = pass;
    return { ok: true, answer: { sessionId, locator, ticket, expiresAt, roomName, agentName, allowUnsealed } };
  }

  async ticketFor(pass: PassRecord, sessionId: string, config: RoomInfo): Promise<Result<{ ticket: string }>> {
    const entry = await this.host.store.get<SessionEntry>(SESSION_PREFIX + sessionId);
    if (!entry) return { ok: false, fault: 'not-found' };
    return { ok: true, answer: { ticket: await this.agentTicket(pass, entry, config) } };
  }

  /** Rule K10: keeps the wrapped key of a session beside its log, or another in its place. */
  async keepKey(sessionId: string, key: string): Promise<Result<Record<string, never>>> {
    const isOurs = (await this.host.store.get<SessionEntry>(SESSION_PREFIX + sessionId)) !== undefined;
    if (!isOurs || !(await this.host.sessions.keepKey(sessionId, key))) return { ok: false, fault: 'not-found' };
    return { ok: true, answer: {} };
  }

  async keyOf(sessionId: string): Promise<Result<{ key: string }>> {
    const isOurs = (await this.host.store.get<SessionEntry>(SESSION_PREFIX + sessionId)) !== undefined;
    const key = isOurs ? await this.host.sessions.keyOf(sessionId) : undefined;
    return key === undefined ? { ok: false, fault: 'not-found' } : { ok: true, answer: { key } };
  }

  /** A customer typed a code. `address`: where the attempt comes from, if the platform tells. */
  async join(locator: string, address: string | undefined, config: RoomInfo): Promise<Result<JoinedSession>> {
    if (this.bucket.isLow(this.host.now())) await this.settle();
    const passed = await this.line.enter(address);
    if (!passed) return { ok: false, fault: 'rate-limited' };
    const startedAt = this.host.now();
    this.host.store.put({ [BUCKET_KEY]: this.bucket.state });
    const entry = await this.openSession(locator);
    if (!entry) {
      this.line.note(address);
      await this.host.sleep(startedAt + REFUSAL_TAKES_MS - this.host.now());
      return { ok: false, fault: 'code-wrong' };
    }
    this.host.store.put({ [SESSION_PREFIX + entry.sessionId]: { ...entry, attempts: (entry.attempts ?? 0) + 1 } });
    await this.host.store.sync();
    const { sessionId, ticketKey } = entry;
    const claims = { sessionId, roomId: config.roomId, role: 'customer' } as const;
    const ticket = await signTicket(claims, ticketKey, this.host.now());
    return { ok: true, answer: { sessionId, ticket, roomName: config.name, allowUnsealed: config.allowUnsealed } };
  }

  /**
   * Every session is told: the pass may have taken part in any. False when there is no such pass. Rejects when a session
   * could not be told, after all others were; revoking again tells them all again.
   */
  async revoke(passId: string): Promise<boolean> {
    if (!(await this.passes.revoke(passId, this.host.now()))) return false;
    await this.host.store.sync();
    const faults: unknown[] = [];
    for (const { sessionId } of await this.sessionEntries()) {
      await this.host.sessions.revokePass(sessionId, passId).catch((fault: unknown) => faults.push(fault));
    }
    if (faults.length > 0)
      throw new AggregateError(faults, `${faults.length} sessions were not told of a revoked pass`);
    return true;
  }

  private async openSession(locator: string): Promise<SessionEntry | undefined> {
    const sessionId = await this.codes.find(locator, this.host.now());
    if (sessionId === undefined) return undefined;
    const status = await this.host.sessions.codeStatus(sessionId);
    if (status.open) return this.host.store.get<SessionEntry>(SESSION_PREFIX + sessionId);
    this.codes.close(locator);
    return undefined;
  }

  private agentTicket(pass: PassRecord, entry: SessionEntry, config: RoomInfo): Promise<string> {
    const { passId, agentName } = pass;
    const claims = { sessionId: entry.sessionId, roomId: config.roomId, role: 'agent', passId, agentName } as const;
    return signTicket(claims, entry.ticketKey, this.host.now());
  }

  /** Gives back what right codes took from the room's misses, once their sessions know how often they were wrong. */
  private async settle(): Promise<void> {
    const now = this.host.now();
    if (now < this.settledAt + SETTLE_EVERY_MS) return;
    this.settledAt = now;
    const entries = (await this.sessionEntries()).filter((entry) => entry.attempts).slice(-SETTLE_AT_ONCE);
    for (const entry of entries) {
      const status = await this.host.sessions.codeStatus(entry.sessionId);
      if (status.open) continue;
      this.bucket.giveBack(Math.max(0, (entry.attempts ?? 0) - status.misses));
      this.host.store.put({ [SESSION_PREFIX + entry.sessionId]: { ...entry, attempts: null } });
    }
  }

  private async sessionEntries(): Promise<SessionEntry[]> {
    return [...(await this.host.store.list<SessionEntry>({ prefix: SESSION_PREFIX })).values()];
  }

  private async forgetOldSessions(config: RoomInfo, now: number): Promise<void> {
    const oldestMs = (config.lengthMinutes + config.keepMinutes) * MINUTE_MS;
    const old = (await this.sessionEntries()).filter(({ createdAt }) => createdAt + oldestMs < now).slice(0, 128);
    if (old.length > 0) this.host.store.delete(old.map(({ sessionId }) => SESSION_PREFIX + sessionId));
  }

  private newLine(): JoinLine {
    return new JoinLine(this.bucket, this.host.now, this.host.sleep);
  }
}
