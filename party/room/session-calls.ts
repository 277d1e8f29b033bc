import type { CloseReason } from '../../shared/protocol/close.ts';
import type { RecordingWord, SessionMeta } from '../session/records.ts';

/** How a session stands, as it tells its room. */
export interface SessionFacts {
  state: 'waiting' | 'live' | 'ended';
  endedAt: number | null;
  reason: CloseReason | null;
  agents: string[];
  customerOnline: boolean;
  /** Of what is recorded. */
  sizeBytes: number;
  /** When the recording is deleted by itself; null while the session goes on, and where nothing is recorded. */
  keptUntil: number | null;
  recordingSaid: RecordingWord[];
}

/** How a room reaches its sessions. */
export interface SessionCalls {
  create(meta: SessionMeta): Promise<void>;
  codeStatus(sessionId: string): Promise<{ open: boolean; misses: number }>;
  revokePass(sessionId: string, passId: string): Promise<void>;
  /** False when there is no such session any more. */
  keepKey(sessionId: string, key: string): Promise<boolean>;
  /** False while the session goes on, and when none was kept. */
  replaceKey(sessionId: string, key: string): Promise<boolean>;
  /** Undefined while the session goes on, and when none was kept. */
  keyOf(sessionId: string): Promise<string | undefined>;
  /** Null: the session has been deleted. */
  facts(sessionId: string): Promise<SessionFacts | null>;
  end(sessionId: string): Promise<void>;
  /** False while the session goes on. */
  deleteLog(sessionId: string): Promise<boolean>;
}
