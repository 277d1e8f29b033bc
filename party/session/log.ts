import type { Header } from '../../shared/protocol/header.ts';
import { MAX_SEGMENT_BYTES } from '../../shared/protocol/limits.ts';
import type { Store } from '../store.ts';
import { decodeSegment, encodeSegment, entryBytes, type LogEntry } from './segment.ts';

const PREFIX = 'log/';
const HEAD_KEY = 'log-head';
/** Values of one atomic write; the platform takes 128 keys, some are left for what is written beside. */
const SEGMENTS_PER_WRITE = 64;
const SEGMENTS_PER_READ = 8;
const SEGMENTS_PER_DELETE = 32;

const segmentKey = (index: number): string => PREFIX + String(index).padStart(10, '0');

interface Head {
  stored: number;
  sizeBytes: number;
  /** Index of the first frame of the newest complete snapshot, 0: none. */
  checkpoint: number;
  sinceCheckpointBytes: number;
}

interface Pending {
  entry: LogEntry;
  /** Number that the sender gave the frame. */
  seq: number;
}

/** Newest sender's number by participant number. */
export type NewestSeqs = ReadonlyMap<number, number>;

/**
 * The ordered log of a session: append at once, durable a little later. Frames that arrive while a write is under way
 * go together into the next one, so a busy session costs few writes and a quiet one is acknowledged immediately.
 */
export class SessionLog {
  /** Index of the newest frame, stored or not. */
  head = 0;
  private state: Head = { stored: 0, sizeBytes: 0, checkpoint: 0, sinceCheckpointBytes: 0 };
  /** Appended and not yet durable. */
  private pending: Pending[] = [];
  private flushing: Promise<void> | undefined;
  /** Snapshots that are complete but not yet durable as a whole. */
  private completed: { first: number; last: number }[] = [];
  /** Indexes that begin a segment of their own. */
  private readonly cuts = new Set<number>();
  /** Where a snapshot of several frames began, by sender. */
  private readonly openSnapshots = new Map<number, number>();

  constructor(
    private readonly store: Store,
    /** What has to be written together with frames up to these numbers. */
    private readonly beside: (newest: NewestSeqs) => Record<string, unknown>,
    private readonly onStored: (newest: NewestSeqs) => void,
  ) {}

  async load(): Promise<void> {
    this.state = (await this.store.get<Head>(HEAD_KEY)) ?? this.state;
    this.head = this.state.stored;
  }

  get storedIndex(): number {
    return this.state.stored;
  }

  get sizeBytes(): number {
    return this.state.sizeBytes;
  }

  /** Bytes that a late joiner would read from the newest checkpoint on. */
  get sinceCheckpointBytes(): number {
    return this.state.sinceCheckpointBytes;
  }

  get hasCheckpoint(): boolean {
    return this.completed.length > 0 || this.state.checkpoint > 0;
  }

  /** Whether a newcomer could start at a snapshot, or at one that is still on its way. */
  get hasSnapshot(): boolean {
    return this.hasCheckpoint || this.openSnapshots.size > 0;
  }

  /** The frame of this index, and none before it, is the first of a segment. */
  cutBefore(index: number): void {
    this.cuts.add(index);
  }

  /** Deletes segments that begin before `index`. */
  deleteBefore(index: number): Promise<void> {
    return this.deleteSegments({ end: segmentKey(index) });
  }

  /** Deletes segments that begin at `index` or after it. */
  deleteFrom(index: number): Promise<void> {
    return this.deleteSegments({ start: segmentKey(index) });
  }

  private async deleteSegments(range: { start?: string; end?: string }): Promise<void> {
    for (;;) {
      const found = await this.store.list({ prefix: PREFIX, ...range, limit: SEGMENTS_PER_DELETE });
      if (found.size === 0) return;
      this.store.delete([...found.keys()]);
      await this.store.sync();
    }
  }

  append(header: Header, sender: number, frame: Uint8Array, receivedAt: number): LogEntry {
    const entry = { index: ++this.head, sender, receivedAt, frame };
    this.pending.push({ entry, seq: header.seq });
    this.state.sizeBytes += entryBytes(entry);
    this.state.sinceCheckpointBytes += entryBytes(entry);
    if (header.kind === 'snapshot') this.noteSnapshot(header, entry);
    return entry;
  }

  private noteSnapshot(header: Header, { index, sender, frame }: LogEntry): void {
    if (header.first) this.openSnapshots.set(sender, index);
    const beganAt = this.openSnapshots.get(sender);
    if (!header.last || beganAt === undefined) return;
    this.openSnapshots.delete(sender);
    this.completed.push({ first: beganAt, last: index });
    this.state.sinceCheckpointBytes = frame.length;
  }

  /** Resolves when everything appended before the call is durable. */
  async flush(): Promise<void> {
    const upTo = this.head;
    while (this.state.stored < upTo) {
      this.flushing ??= this.writeOnce().finally(() => {
        this.flushing = undefined;
      });
      await this.flushing;
    }
  }

  private async writeOnce(): Promise<void> {
    const { written, segments } = this.nextSegments();
    const stored = written.at(-1)?.entry.index;
    if (stored === undefined) return;
    const newest = new Map(written.map(({ entry, seq }) => [entry.sender, seq]));
    const checkpoint = this.completed.findLast(({ last }) => last <= stored)?.first ?? this.state.checkpoint;
    this.store.put({ ...segments, ...this.beside(newest), [HEAD_KEY]: { ...this.state, stored, checkpoint } });
    await this.store.sync();
    this.state.stored = stored;
    this.state.checkpoint = checkpoint;
    this.completed = this.completed.filter(({ last }) => last > stored);
    this.pending = this.pending.slice(written.length);
    this.onStored(newest);
  }

  private nextSegments(): { written: Pending[]; segments: Record<string, Uint8Array> } {
    const written: Pending[] = [];
    const segments: Record<string, Uint8Array> = {};
    let segment: LogEntry[] = [];
    let sizeBytes = 0;
    const close = (): void => {
      const first = segment[0];
      if (first) segments[segmentKey(first.index)] = encodeSegment(segment);
      segment = [];
      sizeBytes = 0;
    };
    for (const one of this.pending) {
      const { index } = one.entry;
      if (sizeBytes + entryBytes(one.entry) > MAX_SEGMENT_BYTES || this.cuts.has(index)) close();
      if (Object.keys(segments).length === SEGMENTS_PER_WRITE) break;
      segment.push(one.entry);
      written.push(one);
      sizeBytes += entryBytes(one.entry);
    }
    close();
    return { written, segments };
  }

  /** Where a newcomer starts: just before the newest checkpoint. */
  get newcomerIndex(): number {
    const checkpoint = this.completed.at(-1)?.first ?? this.state.checkpoint;
    return Math.max(0, checkpoint - 1);
  }

  /** Stored entries after `index`, in order, up to what is stored when the read gets there. */
  async *storedAfter(index: number): AsyncGenerator<LogEntry> {
    let next = index + 1;
    while (next <= this.state.stored) {
      const start = await this.segmentHolding(next);
      if (start === undefined) return;
      const segments = await this.store.list<Uint8Array>({ prefix: PREFIX, start, limit: SEGMENTS_PER_READ });
      for (const [key, bytes] of segments) {
        for (const entry of decodeSegment(bytes, Number(key.slice(PREFIX.length)))) {
          if (entry.index < next) continue;
          yield entry;
          next = entry.index + 1;
        }
      }
    }
  }

  /** Appended entries after `index` that are not yet stored: served from memory, at once. */
  pendingAfter(index: number): LogEntry[] {
    return this.pending.map(({ entry }) => entry).filter((entry) => entry.index > index);
  }

  private async segmentHolding(index: number): Promise<string | undefined> {
    const found = await this.store.list({ prefix: PREFIX, end: segmentKey(index + 1), reverse: true, limit: 1 });
    return found.keys().next().value;
  }
}
