import { parseClientControl } from '../../shared/protocol/client-control.ts';
import type { CloseReason } from '../../shared/protocol/close.ts';
import type { ClientControl } from '../../shared/protocol/control.ts';
import {
  CHECKPOINT_EVERY_BYTES,
  CODE_MISSES,
  HELLO_WITHIN_MS,
  MAX_CONNECTIONS,
  MAX_CONTROL_CHARS,
  MAX_LOG_BYTES,
  MAX_SILENT_CONNECTIONS,
} from '../../shared/protocol/limits.ts';
import type { SessionFacts } from '../room/session-calls.ts';
import type { Store } from '../store.ts';
import { nextDeadline, overdue } from './deadlines.ts';
import { closeWith, Delivery, deliver, tell } from './delivery.ts';
import { FrameIntake } from './frame-intake.ts';
import { enter, type Hello, isForeignPage } from './hello.ts';
import { type NewestSeqs, SessionLog } from './log.ts';
import { Presence } from './presence.ts';
import { Recording, UNRECORDED_MS } from './recording.ts';
import {
  META_KEY,
  type ParticipantRecord,
  participantKey,
  revokedKey,
  type SessionMeta,
  type SessionSocket,
} from './records.ts';
import { Roster } from './roster.ts';
import { factsOf } from './session-facts.ts';
import { upgradedMeta } from './upgraded-meta.ts';

/** Rule D6: a reloaded end may have sent this many frames that the party never stored; their numbers are not used again. */
const FRESH_SEQ_GAP = 65_536;

/** `recording`: the customer has said something of it. */
export type SessionNews = 'joined' | 'recording' | 'over';

export interface SessionHost {
  store: Store;
  sockets(): Iterable<SessionSocket>;
  now(): number;
  /** Lets the room know. Never rejects. */
  tellRoom(what: SessionNews): Promise<void>;
}

/** One co-browsing session: who takes part, what they sent, when it ends. Knows nothing of PartyKit. */
export class Session {
  private meta: SessionMeta | undefined;
  private readonly roster: Roster;
  private readonly presence: Presence;
  private readonly log: SessionLog;
  readonly recording: Recording;
  private readonly delivery: Delivery;
  private readonly intake: FrameIntake;
  /** The customer was asked for a checkpoint that has not come yet. */
  private checkpointAsked = false;
  /** Controls and revocations are handled one after another: each may have to wait for storage. */
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly host: SessionHost) {
    const sockets = (): Iterable<SessionSocket> => host.sockets();
    this.roster = new Roster(host.store);
    this.presence = new Presence(sockets, this.roster);
    this.log = new SessionLog(
      host.store,
      (newest) => this.recordsWith(newest),
      (newest) => this.acknowledge(newest),
    );
    this.recording = new Recording(host, this.log, () => this.meta);
    this.delivery = new Delivery(sockets, this.roster, this.log);
    this.intake = new FrameIntake(this.log, this.delivery, this.roster);
  }

  async load(): Promise<void> {
    this.meta = upgradedMeta(await this.host.store.get<SessionMeta>(META_KEY));
    await this.roster.load();
    await this.log.load();
    this.recording.load();
  }

  /** Called by the room, once; false when the session is there already. */
  async create(meta: SessionMeta): Promise<boolean> {
    if (this.meta) return false;
    this.meta = meta;
    await this.save();
    return true;
  }

  /** How the join code stands, for the room. */
  codeStatus(): { open: boolean; misses: number } {
    const { meta } = this;
    const open = meta?.code === 'open' && !meta.ended && this.host.now() < meta.codeExpiresAt;
    return { open, misses: meta?.misses ?? 0 };
  }

  get identity(): Pick<SessionMeta, 'roomId' | 'sessionId'> | undefined {
    return this.meta;
  }

  /** How it stands, for the room; null when it has been deleted. */
  facts(): SessionFacts | null {
    return this.meta ? factsOf(this.meta, this.presence.participants(), this.recording.sizeBytes) : null;
  }

  endByAdmin(): Promise<void> {
    return this.inLine(() => this.end('ended-by-admin'));
  }

  /** Deletes everything of a session that is over; false while it goes on. */
  async deleteLog(): Promise<boolean> {
    if (this.meta && !this.meta.ended) return false;
    this.meta = undefined;
    await this.host.store.deleteAll();
    return true;
  }

  /** A pass was revoked: its agents leave, and with the last agent the session. */
  revokePass(passId: string): Promise<void> {
    // In line with every hello: whoever is half in by a ticket of this pass is in the roster, or sees that it is revoked.
    return this.inLine(() => this.revoke(passId));
  }

  private async revoke(passId: string): Promise<void> {
    if (!this.meta || this.meta.ended) return;
    this.host.store.put({ [revokedKey(passId)]: this.host.now() });
    const revoked = this.roster.all().filter((record) => record.passId === passId);
    if (revoked.length === 0) return this.host.store.sync();
    for (const record of revoked) this.presence.expel(record, 'pass-revoked');
    if (!this.roster.all().some(({ role }) => role === 'agent')) return this.end('pass-revoked');
    await this.save();
    this.presence.announce();
  }

  async onConnect(socket: SessionSocket, origin: string | null): Promise<void> {
    if (!this.meta) return closeWith(socket, 'session-unknown');
    if (this.meta.ended) return closeWith(socket, this.meta.ended.reason);
    if (isForeignPage(origin, this.meta)) return closeWith(socket, 'origin-refused');
    const others = [...this.host.sockets()].filter(({ id, state }) => id !== socket.id && state);
    const silent = this.silentOf(others);
    if (others.length - silent.length >= MAX_CONNECTIONS) return closeWith(socket, 'rate-limited');
    // Anyone may connect, so those who say nothing must not keep out those who have something to say.
    const [oldest] = silent;
    if (oldest && silent.length >= MAX_SILENT_CONNECTIONS) closeWith(oldest, 'rate-limited');
    socket.setState({ origin, connectedAt: this.host.now(), participant: null });
    await this.schedule();
  }

  async onText(socket: SessionSocket, text: string): Promise<void> {
    const sender = this.roster.get(socket.state?.participant);
    const isWithinRate = this.intake.isWithinRate(socket, sender?.role ?? 'silent', text.length, this.host.now());
    if (!isWithinRate) return closeWith(socket, 'rate-limited');
    const message = text.length <= MAX_CONTROL_CHARS ? parseClientControl(text) : undefined;
    if (!message) return closeWith(socket, 'message-invalid');
    if (sender) this.roster.confirm(sender);
    if (message.type === 'ping') return tell(socket, { type: 'pong' });
    // Not in line: what comes after it must find it in force.
    const handled =
      message.type === 'record'
        ? this.onRecord(socket, sender, message.wanted)
        : this.inLine(() => this.onControl(socket, message));
    await handled.catch((error: unknown) => console.error('control', error));
  }

  private inLine(handle: () => Promise<void>): Promise<void> {
    const handled = this.queue.then(handle);
    this.queue = handled.catch(() => undefined);
    return handled;
  }

  async onFrame(socket: SessionSocket, frame: Uint8Array): Promise<void> {
    const sender = this.roster.get(socket.state?.participant);
    if (!this.meta || !sender) return closeWith(socket, 'refused');
    // The end is being written down: whoever speaks meanwhile hears of it like the others.
    if (this.meta.ended) return closeWith(socket, this.meta.ended.reason);
    this.roster.confirm(sender);
    const now = this.host.now();
    const taken = this.intake.take(socket, sender, frame, now);
    if (!taken.ok) return closeWith(socket, taken.reason);
    if (taken.stored !== 'pulse') this.meta.lastActivityAt = now;
    if (taken.stored === 'already') tell(socket, { type: 'ack', seq: sender.storedSeq });
    if (taken.stored !== 'later') return;
    if (this.log.sizeBytes > MAX_LOG_BYTES) return this.end('length-limit');
    if (this.log.sinceCheckpointBytes > CHECKPOINT_EVERY_BYTES) this.askForCheckpoint();
    else this.checkpointAsked = false;
    await this.flushLog();
  }

  onClose(socket: SessionSocket): void {
    this.delivery.forget(socket);
    this.intake.forget(socket);
    if (socket.state?.participant && this.meta && !this.meta.ended) this.presence.announce(socket);
  }

  async onAlarm(): Promise<void> {
    if (!this.meta) return;
    const now = this.host.now();
    if (this.meta.ended && now >= this.meta.ended.at + this.meta.keepMs) {
      this.meta = undefined;
      return this.host.store.deleteAll();
    }
    await this.trim();
    for (const socket of this.silentOf(this.host.sockets())) {
      if (now >= (socket.state?.connectedAt ?? 0) + HELLO_WITHIN_MS) closeWith(socket, 'refused');
    }
    const reason = overdue(this.meta, now);
    if (reason) return this.end(reason);
    await this.schedule();
  }

  private async onControl(
    socket: SessionSocket,
    message: Exclude<ClientControl, { type: 'ping' | 'record' }>,
  ): Promise<void> {
    if (!this.meta) return closeWith(socket, 'session-unknown');
    if (message.type === 'hello') return this.onHello(socket, message, this.meta);
    const sender = this.roster.get(socket.state?.participant);
    if (!sender) return closeWith(socket, 'refused');
    if (this.meta.ended) return closeWith(socket, this.meta.ended.reason);
    if (message.type === 'end') return this.onEnd(socket, sender, message.reason);
    if (sender.role !== 'agent' || sender.watches) return closeWith(socket, 'message-invalid');
    const customer = this.roster.get(Number(message.participant));
    // Another agent was faster, or the customer has left.
    if (customer?.role !== 'customer' || customer.admitted || this.meta.code !== 'open') return;
    if (message.type === 'admit') await this.admit(customer, this.meta);
    else await this.refuse(customer, this.meta);
  }

  /** Rule A13: the word of an admitted customer, and of nobody else. */
  private async onRecord(socket: SessionSocket, sender: ParticipantRecord | undefined, wanted: boolean): Promise<void> {
    const { meta } = this;
    if (!meta || meta.ended || !sender) return closeWith(socket, 'refused');
    if (sender.role !== 'customer') return closeWith(socket, 'message-invalid');
    if (!sender.admitted) return closeWith(socket, 'refused');
    const decided = this.recording.decide(meta, wanted);
    if (decided === 'refused') return closeWith(socket, 'message-invalid');
    if (decided === 'unchanged') return;
    await this.flushLog();
    await this.save();
    const { recording: standing } = meta.terms;
    this.presence.tellThose(({ admitted }) => admitted, { type: 'recording', standing });
    // Nobody could watch it without a picture to begin with.
    if (standing === 'on' && this.log.hasSnapshot) this.askForCheckpoint();
    void this.host.tellRoom('recording');
  }

  private async onHello(socket: SessionSocket, hello: Hello, meta: SessionMeta): Promise<void> {
    const { state } = socket;
    if (!state || state.participant !== null) return closeWith(socket, 'message-invalid');
    const entry = await enter(hello, state.origin, {
      meta,
      roster: this.roster,
      store: this.host.store,
      now: this.host.now(),
      agentsOnline: () => this.presence.participants().filter(({ role, online }) => role === 'agent' && online).length,
    });
    if (!entry.ok) return closeWith(socket, entry.reason);
    const { participant, returning } = entry;
    this.presence.closeSocketsOf(participant, 'replaced');
    this.intake.begin(participant, hello.fresh && returning ? FRESH_SEQ_GAP : 0);
    this.delivery.hold(socket);
    socket.setState({ ...state, participant: participant.number });
    const resume = await this.roster.renewResumeToken(participant, entry.token);
    await this.save();
    tell(socket, {
      type: 'welcome',
      self: String(participant.number),
      role: participant.role,
      resume,
      lastSeq: participant.storedSeq,
      participants: this.presence.participants(),
      missesLeft: CODE_MISSES - meta.misses,
      terms: meta.terms,
    });
    const newcomer = hello.fresh && hello.lastIndex === 0;
    const reached = newcomer ? this.log.newcomerIndex : hello.lastIndex;
    await this.delivery.catchUp(socket, participant, participant.admitted ? reached : this.log.head);
    this.presence.announce();
    if (participant.role === 'agent') this.greetAgent(socket, newcomer);
  }

  private greetAgent(socket: SessionSocket, newcomer: boolean): void {
    for (const record of this.roster.all()) {
      if (!record.admitted && record.proof) deliver(socket, this.delivery.volatile(record, record.proof));
    }
    if (newcomer && !this.log.hasCheckpoint) this.askForCheckpoint();
  }

  private askForCheckpoint(): void {
    if (this.checkpointAsked) return;
    this.checkpointAsked = true;
    this.presence.tellThose(({ role, admitted }) => role === 'customer' && admitted, { type: 'checkpoint-wanted' });
  }

  private async onEnd(socket: SessionSocket, sender: ParticipantRecord, reason: CloseReason): Promise<void> {
    const fits = reason === 'not-authentic' || (reason === 'ended-by-agent') === (sender.role === 'agent');
    if (!fits || sender.watches) return closeWith(socket, 'message-invalid');
    if (sender.admitted) return this.end(reason);
    // Whoever has not proved the code can leave, not end the session of others.
    this.presence.expel(sender, reason);
    this.presence.announce();
  }

  private async admit(customer: ParticipantRecord, meta: SessionMeta): Promise<void> {
    meta.code = 'used';
    customer.admitted = true;
    customer.proof = null;
    this.roster.save(customer);
    for (const other of this.roster.all()) if (!other.admitted) this.presence.expel(other, 'refused');
    await this.save();
    this.presence.announce();
    void this.host.tellRoom('joined');
  }

  private async refuse(customer: ParticipantRecord, meta: SessionMeta): Promise<void> {
    const missesLeft = Math.max(0, CODE_MISSES - ++meta.misses);
    const participant = String(customer.number);
    this.presence.tellThose(({ role }) => role === 'agent', { type: 'missed', participant, missesLeft });
    if (missesLeft === 0) {
      meta.code = 'burnt';
      return this.end('code-used-up');
    }
    this.presence.expel(customer, 'refused');
    await this.save();
    this.presence.announce();
  }

  private async end(reason: CloseReason): Promise<void> {
    if (!this.meta || this.meta.ended) return;
    this.meta.ended = { reason, at: this.host.now() };
    if (!this.meta.recorded) this.meta.keepMs = Math.min(this.meta.keepMs, UNRECORDED_MS);
    await this.flushLog();
    await this.save();
    this.presence.closeAll(reason);
    void this.host.tellRoom('over');
    await this.trim();
  }

  /** A party that stops in the middle of it finds its alarm due when it starts again. */
  private async trim(): Promise<void> {
    const { meta } = this;
    if (!meta?.ended || meta.trimmed) return;
    await this.recording.trim();
    meta.trimmed = true;
    await this.save();
  }

  private async flushLog(): Promise<void> {
    try {
      await this.log.flush();
    } catch (error) {
      // Nothing unacknowledged is lost: both ends come back and send it again.
      console.error('log', error);
      for (const socket of this.host.sockets()) socket.close(1011, 'storage');
    }
  }

  private recordsWith(newest: NewestSeqs): Record<string, unknown> {
    const records: Record<string, unknown> = { [META_KEY]: { ...this.meta } };
    for (const [number, seq] of newest) {
      const record = this.roster.get(number);
      if (record) records[participantKey(number)] = { ...record, storedSeq: Math.max(record.storedSeq, seq) };
    }
    return records;
  }

  private acknowledge(newest: NewestSeqs): void {
    for (const [number, seq] of newest) {
      const record = this.roster.get(number);
      if (record) record.storedSeq = Math.max(record.storedSeq, seq);
    }
    for (const socket of this.host.sockets()) {
      const seq = newest.get(socket.state?.participant ?? 0);
      if (seq !== undefined) tell(socket, { type: 'ack', seq });
    }
  }

  /** Resolves when what the session is has become durable. */
  private async save(): Promise<void> {
    if (this.meta) this.host.store.put({ [META_KEY]: { ...this.meta } });
    await this.schedule();
    await this.host.store.sync();
  }

  private async schedule(): Promise<void> {
    if (!this.meta) return;
    const [oldest] = this.silentOf(this.host.sockets());
    await this.host.store.setAlarm(nextDeadline(this.meta, oldest?.state?.connectedAt));
  }

  /** Those who have not been welcomed, oldest first. */
  private silentOf(sockets: Iterable<SessionSocket>): SessionSocket[] {
    const since = ({ state }: SessionSocket): number => state?.connectedAt ?? 0;
    return [...sockets]
      .filter(({ state }) => state?.participant === null)
      .sort((one, other) => since(one) - since(other));
  }
}
