import type { PassInfo, RecordingInfo, RoomInfo, SessionInfo } from '../../shared/api/resources.ts';
import { randomId } from '../../shared/crypto/base64url.ts';
import type { CreatedSession, JoinedSession } from '../../shared/protocol/http.ts';
import type { HttpFault } from '../../shared/protocol/http-fault.ts';
import { EventOutbox } from '../event-outbox.ts';
import type { PartyEvent } from '../events.ts';
import { migrate } from '../migrations.ts';
import type { RecordingWord } from '../session/records.ts';
import type { Store } from '../store.ts';
import { type PageRequest, pageFrom, type StoredPage } from '../stored-page.ts';
import { newTicketKey, signTicket } from '../tickets.ts';
import { CodeBook } from './code-book.ts';
import { JoinLine } from './join-line.ts';
import { type BucketState, MissBucket } from './miss-bucket.ts';
import { Passes } from './passes.ts';
import { recordingOf } from './recording-info.ts';
import { ROOM_MIGRATIONS, STARTED_PREFIX, startedKey } from './room-migrations.ts';
import type { SessionCalls, SessionFacts } from './session-calls.ts';
import { firstMeta, shownNameOf } from './session-terms.ts';

/** What the room keeps of a session it made. */
interface SessionEntry {
  sessionId: string;
  ticketKey: string;
  createdAt: number;
  /** Attempts that took a miss from the room and may turn out right; null once settled. */
  attempts: number | null;
  /** Its end has been told. */
  over?: boolean;
  /** How much of what its customer said of the recording has been told. */
  wordsTold?: number;
}

export interface RoomHost {
  store: Store;
  now(): number;
  sleep(delayMs: number): Promise<void>;
  sessions: SessionCalls;
  /** Tells the audit log and the webhooks. */
  tell(event: PartyEvent): Promise<void>;
}

type Result<Answer> = { ok: true; answer: Answer } | { ok: false; fault: Exclude<HttpFault, 'party-unreachable'> };

const CONFIG_KEY = 'config';
const BUCKET_KEY = 'misses';
const SESSION_PREFIX = 'session/';
/** Beyond the longest session and the longest retention nobody asks for it. */
const FORGOTTEN_AFTER_MS = 366 * 24 * 60 * 60_000;
/** Sessions whose end is looked for when somebody calls. */
const SETTLE_ENDS_AT_ONCE = 20;
/** Every refused code takes at least this long, whatever the reason was. */
const REFUSAL_TAKES_MS = 250;
const SETTLE_AT_ONCE = 40;
const SETTLE_EVERY_MS = 5_000;

/** One room: its settings, passes, join codes and sessions. Knows nothing of PartyKit. */
export class Room {
  readonly passes: Passes;
  private readonly events: EventOutbox;
  private config: RoomInfo | undefined;
  private readonly codes: CodeBook;
  private bucket: MissBucket;
  private line: JoinLine;
  private settledAt = 0;

  constructor(private readonly host: RoomHost) {
    this.passes = new Passes(host.store);
    this.codes = new CodeBook(host.store);
    this.events = new EventOutbox(host.store, host.tell);
    this.bucket = new MissBucket(undefined, host.now());
    this.line = this.newLine();
  }

  async load(): Promise<void> {
    await migrate(this.host.store, ROOM_MIGRATIONS);
    this.config = await this.host.store.get<RoomInfo>(CONFIG_KEY);
    this.bucket = new MissBucket(await this.host.store.get<BucketState>(BUCKET_KEY), this.host.now());
    this.line = this.newLine();
  }

  get now(): number {
    return this.host.now();
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

  async createSession(pass: PassInfo, config: RoomInfo): Promise<Result<CreatedSession>> {
    const now = this.host.now();
    const sessionId = randomId(16);
    const code = await this.codes.open(sessionId, now);
    if (!code) return { ok: false, fault: 'room-busy' };
    const ticketKey = newTicketKey();
    await this.forgetOldSessions(now);
    await this.host.sessions.create(
      firstMeta(config, { sessionId, ticketKey, createdAt: now, codeExpiresAt: code.expiresAt }),
    );
    const entry: SessionEntry = { sessionId, ticketKey, createdAt: now, attempts: 0 };
    this.host.store.put({ [SESSION_PREFIX + sessionId]: entry, [startedKey(now, sessionId)]: sessionId });
    await this.host.store.sync();
    void this.events.add(this.eventOf('session.started', sessionId, agentOf(pass)));
    const ticket = await this.agentTicket(pass, entry, config);
    const { locator, expiresAt } = code;
    const roomName = shownNameOf(config);
    const { allowUnsealed } = config.policy;
    const { agentName } = pass;
    return { ok: true, answer: { sessionId, locator, ticket, expiresAt, roomName, agentName, allowUnsealed } };
  }

  async ticketFor(pass: PassInfo, sessionId: string, config: RoomInfo): Promise<Result<{ ticket: string }>> {
    const entry = await this.entry(sessionId);
    if (!entry) return { ok: false, fault: 'not-found' };
    void this.events.add(this.eventOf('session.entered', sessionId, agentOf(pass)));
    return { ok: true, answer: { ticket: await this.agentTicket(pass, entry, config) } };
  }

  /** Rule K10: keeps the wrapped key of a session beside its log. */
  async keepKey(sessionId: string, key: string): Promise<Result<Record<string, never>>> {
    const isKept = (await this.entry(sessionId)) !== undefined && (await this.host.sessions.keepKey(sessionId, key));
    return isKept ? { ok: true, answer: {} } : { ok: false, fault: 'not-found' };
  }

  /** What opens a recording. Whoever asks for it is logged before they have it. */
  async keyOf(pass: PassInfo, sessionId: string): Promise<Result<{ key: string }>> {
    const key = await this.wrappedKey(sessionId);
    if (key === undefined) return { ok: false, fault: 'not-found' };
    await this.events.add(this.eventOf('recording.opened', sessionId, agentOf(pass)));
    return { ok: true, answer: { key } };
  }

  /** Undefined while the session goes on, and where none was kept. */
  async wrappedKey(sessionId: string): Promise<string | undefined> {
    return (await this.entry(sessionId)) && this.host.sessions.keyOf(sessionId);
  }

  /** For a new room key. False where there is none to be replaced. */
  async replaceKey(sessionId: string, key: string): Promise<boolean> {
    return (await this.entry(sessionId)) !== undefined && this.host.sessions.replaceKey(sessionId, key);
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
    return {
      ok: true,
      answer: { sessionId, ticket, roomName: shownNameOf(config), allowUnsealed: config.policy.allowUnsealed },
    };
  }

  /**
   * Every session is told: the pass may have taken part in any. False when there is no such pass. Rejects when a session
   * could not be told, after all others were; revoking again tells them all again.
   */
  async revoke(passId: string): Promise<boolean> {
    if (!(await this.passes.revoke(passId, this.host.now()))) return false;
    await this.host.store.sync();
    await this.tellSessions('of a revoked pass', (sessionId) => this.host.sessions.revokePass(sessionId, passId));
    return true;
  }

  /** All others are told first; then it rejects for those that could not be. */
  private async tellSessions(what: string, tell: (sessionId: string) => Promise<unknown>): Promise<void> {
    const faults: unknown[] = [];
    for (const { sessionId, over } of await this.sessionEntries()) {
      if (!over) await tell(sessionId).catch((fault: unknown) => faults.push(fault));
    }
    if (faults.length > 0) throw new AggregateError(faults, `${faults.length} sessions were not told ${what}`);
  }

  /** Sessions of this room, the newest first. `liveOnly`: those that are over are left out, so a page may be short. */
  async listSessions(page: PageRequest, liveOnly: boolean): Promise<StoredPage<SessionInfo>> {
    const { items, next } = await this.entriesPage(page);
    const found: SessionInfo[] = [];
    for (const { sessionId, createdAt, over } of items) {
      if (liveOnly && over) continue;
      const facts = await this.settleEnd(sessionId);
      if (!facts || (liveOnly && facts.state === 'ended')) continue;
      const { state, endedAt, reason, agents, customerOnline } = facts;
      found.push({ sessionId, roomId: this.roomId, state, createdAt, endedAt, reason, agents, customerOnline });
    }
    return { items: found, next };
  }

  async listRecordings(page: PageRequest): Promise<StoredPage<RecordingInfo>> {
    const { items, next } = await this.entriesPage(page);
    const found: RecordingInfo[] = [];
    for (const { sessionId, createdAt } of items) {
      const facts = await this.settleEnd(sessionId);
      if (!facts || facts.endedAt === null || facts.keptUntil === null) continue;
      found.push({ sessionId, roomId: this.roomId, createdAt, ...recordingOf(facts, facts.endedAt, facts.keptUntil) });
    }
    return { items: found, next };
  }

  /** False when the room has no such session. */
  async endSession(sessionId: string): Promise<boolean> {
    if (!(await this.entry(sessionId))) return false;
    await this.host.sessions.end(sessionId);
    await this.settleEnd(sessionId);
    return true;
  }

  async deleteRecording(sessionId: string): Promise<'deleted' | 'not-found' | 'session-live'> {
    const facts = (await this.entry(sessionId)) ? await this.settleEnd(sessionId) : null;
    if (!facts) return 'not-found';
    if (!(await this.host.sessions.deleteLog(sessionId))) return 'session-live';
    return facts.keptUntil === null ? 'not-found' : 'deleted';
  }

  /** Ends and deletes everything that the room has. Rejects, and keeps the room, when a session could not be told. */
  async remove(): Promise<void> {
    await this.tellSessions('that the room is deleted', (sessionId) => this.host.sessions.end(sessionId));
    for (const { sessionId } of await this.sessionEntries()) {
      await this.settleEnd(sessionId);
      await this.host.sessions.deleteLog(sessionId);
    }
    await this.events.flush();
    this.config = undefined;
    await this.host.store.deleteAll();
  }

  /** A session lets its room know that a customer was let in. */
  async onJoined(sessionId: string): Promise<void> {
    const customer = { type: 'customer', id: sessionId, name: null } as const;
    if (await this.entry(sessionId)) await this.events.add(this.eventOf('session.joined', sessionId, customer));
  }

  /**
   * Looks for sessions that have ended by themselves: an instance that an alarm woke cannot call its room, so their ends are
   * told when somebody calls the room next.
   */
  async settleEnds(): Promise<void> {
    await this.events.flush();
    const open = (await this.sessionEntries()).filter(({ over }) => !over).slice(0, SETTLE_ENDS_AT_ONCE);
    for (const { sessionId } of open) await this.settleEnd(sessionId);
  }

  /** How a session stands; its end, and what its customer said of the recording, is told the first time that it is seen. */
  async settleEnd(sessionId: string): Promise<SessionFacts | null> {
    const facts = await this.host.sessions.facts(sessionId);
    const entry = await this.entry(sessionId);
    if (!entry || entry.over) return facts;
    const wordsTold = await this.tellWords(entry, facts?.recordingSaid ?? []);
    if (facts && facts.state !== 'ended') return facts;
    this.host.store.put({ [SESSION_PREFIX + sessionId]: { ...entry, wordsTold, over: true } });
    const party = { type: 'party', id: this.roomId, name: null } as const;
    const ended = this.eventOf('session.ended', sessionId, party, { reason: facts?.reason ?? 'session-unknown' });
    await this.events.add({ ...ended, at: facts?.endedAt ?? ended.at });
    if (facts?.keptUntil)
      await this.events.add(this.eventOf('recording.ready', sessionId, party, { sizeBytes: facts.sizeBytes }));
    return facts;
  }

  private async tellWords(entry: SessionEntry, said: RecordingWord[]): Promise<number> {
    const { sessionId, wordsTold = 0 } = entry;
    const untold = said.slice(wordsTold);
    if (untold.length > 0) this.host.store.put({ [SESSION_PREFIX + sessionId]: { ...entry, wordsTold: said.length } });
    const customer = { type: 'customer', id: sessionId, name: null } as const;
    for (const { standing, at } of untold) {
      const action = standing === 'on' ? 'recording.agreed' : `recording.${standing}`;
      await this.events.add({ ...this.eventOf(action, sessionId, customer), at });
    }
    return Math.max(wordsTold, said.length);
  }

  private get roomId(): string {
    return this.config?.roomId ?? '';
  }

  private eventOf(
    action: string,
    sessionId: string,
    actor: PartyEvent['actor'],
    detail: PartyEvent['detail'] = {},
  ): PartyEvent {
    return { at: this.host.now(), actor, action, roomId: this.roomId, subject: sessionId, detail };
  }

  private entry(sessionId: string): Promise<SessionEntry | undefined> {
    return this.host.store.get<SessionEntry>(SESSION_PREFIX + sessionId);
  }

  private async entriesPage(page: PageRequest): Promise<StoredPage<SessionEntry>> {
    const { items, next } = await pageFrom<string>(this.host.store, STARTED_PREFIX, { ...page, newestFirst: true });
    const entries = await Promise.all(items.map((sessionId) => this.entry(sessionId)));
    return { items: entries.filter((entry) => entry !== undefined), next };
  }

  private async openSession(locator: string): Promise<SessionEntry | undefined> {
    const sessionId = await this.codes.find(locator, this.host.now());
    if (sessionId === undefined) return undefined;
    const status = await this.host.sessions.codeStatus(sessionId);
    if (status.open) return this.host.store.get<SessionEntry>(SESSION_PREFIX + sessionId);
    this.codes.close(locator);
    return undefined;
  }

  private agentTicket(pass: PassInfo, entry: SessionEntry, config: RoomInfo): Promise<string> {
    const { passId, agentName } = pass;
    const watches = pass.role === 'supervisor';
    const claims = {
      sessionId: entry.sessionId,
      roomId: config.roomId,
      role: 'agent',
      passId,
      agentName,
      watches,
    } as const;
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

  private async forgetOldSessions(now: number): Promise<void> {
    const end = startedKey(now - FORGOTTEN_AFTER_MS, '');
    const old = await this.host.store.list<string>({ prefix: STARTED_PREFIX, end, limit: 64 });
    if (old.size > 0) this.host.store.delete([...old].flatMap(([key, sessionId]) => [key, SESSION_PREFIX + sessionId]));
  }

  private newLine(): JoinLine {
    return new JoinLine(this.bucket, this.host.now, this.host.sleep);
  }
}

const agentOf = ({ passId, agentName }: PassInfo): PartyEvent['actor'] => ({
  type: 'agent',
  id: passId,
  name: agentName,
});
