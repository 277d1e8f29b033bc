import { standingAfter } from '../../shared/protocol/recording.ts';
import type { Store } from '../store.ts';
import type { SessionLog } from './log.ts';
import { RECORDING_KEY, type RecordedRun, type SessionMeta } from './records.ts';

/** What has not been recorded is kept for as long as an end that lost its connection may come back to hear how it ended. */
export const UNRECORDED_MS = 5 * 60_000;

/** Everything, from the first frame on. */
export const wholeLog = (): RecordedRun => ({ firstIndex: 1, lastIndex: null, beforeBytes: 0, throughBytes: null });

interface RecordingHost {
  store: Store;
  now(): number;
}

/** What of a session is kept after it: the frames that its customer knows to be recorded, and what opens them. */
export class Recording {
  constructor(
    private readonly host: RecordingHost,
    private readonly log: SessionLog,
    private readonly meta: () => SessionMeta | undefined,
  ) {}

  /** After a start: no stored value may hold frames of both sides of where the recording begins or ends. */
  load(): void {
    const { run } = this;
    if (run) this.log.cutBefore(run.firstIndex);
    if (run && run.lastIndex !== null) this.log.cutBefore(run.lastIndex + 1);
  }

  /** Rule A13: the customer's word, in force for everything that comes after it. */
  decide(meta: SessionMeta, wanted: boolean): 'refused' | 'unchanged' | 'changed' {
    const standing = standingAfter(meta.terms.recording, wanted);
    if (standing === undefined) return 'refused';
    if (standing === meta.terms.recording || standing === 'off') return 'unchanged';
    const { head, sizeBytes } = this.log;
    if (standing === 'on')
      meta.recorded = { firstIndex: head + 1, lastIndex: null, beforeBytes: sizeBytes, throughBytes: null };
    else if (meta.recorded) meta.recorded = { ...meta.recorded, lastIndex: head, throughBytes: sizeBytes };
    this.log.cutBefore(head + 1);
    meta.terms = { ...meta.terms, recording: standing };
    meta.recordingSaid = [...meta.recordingSaid, { standing, at: this.host.now() }];
    return 'changed';
  }

  get sizeBytes(): number {
    const { run } = this;
    return run ? (run.throughBytes ?? this.log.sizeBytes) - run.beforeBytes : 0;
  }

  /** After the end: deletes what is not recorded. */
  async trim(): Promise<void> {
    const { run } = this;
    if (!run) return this.log.deleteFrom(1);
    await this.log.deleteBefore(run.firstIndex);
    if (run.lastIndex !== null) await this.log.deleteFrom(run.lastIndex + 1);
  }

  /**
   * Rule K10: the first that comes, of a session that is recorded. Another in its place would make the recording unreadable,
   * and every pass of the room may send one. False when the session is gone.
   */
  async keepKey(key: string): Promise<boolean> {
    if (!this.meta()) return false;
    if (!this.run || (await this.host.store.get<string>(RECORDING_KEY)) !== undefined) return true;
    await this.put(key);
    return true;
  }

  /** For an admin, once the session is over. False where there is none to be replaced. */
  async replaceKey(key: string): Promise<boolean> {
    if ((await this.key()) === undefined) return false;
    await this.put(key);
    return true;
  }

  /** Not while the session goes on: until then only the customer lets somebody in. */
  async key(): Promise<string | undefined> {
    return this.meta()?.ended ? this.host.store.get<string>(RECORDING_KEY) : undefined;
  }

  private get run(): RecordedRun | null {
    return this.meta()?.recorded ?? null;
  }

  private put(key: string): Promise<void> {
    this.host.store.put({ [RECORDING_KEY]: key });
    return this.host.store.sync();
  }
}
