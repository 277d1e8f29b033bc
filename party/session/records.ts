import type { CloseReason } from '../../shared/protocol/close.ts';
import type { RoomTerms } from '../../shared/protocol/control.ts';
import type { Role } from '../../shared/protocol/kinds.ts';
import type { DecidedStanding } from '../../shared/protocol/recording.ts';

/** How the join code of a session stands. */
export type CodeState = 'open' | 'used' | 'burnt';

/** What of the log is the recording: one run of frames (rule A13). */
export interface RecordedRun {
  firstIndex: number;
  /** Null while it goes on. */
  lastIndex: number | null;
  /** How long the log was before its first frame, and with its last one. */
  beforeBytes: number;
  throughBytes: number | null;
}

/** What the customer has said of the recording. */
export interface RecordingWord {
  standing: Exclude<DecidedStanding, 'off'>;
  at: number;
}

/** What a session is, as its room made it, and how it goes. Stored under `meta`. */
export interface SessionMeta {
  sessionId: string;
  roomId: string;
  /** Origins whose pages may take part as the customer. */
  origins: string[];
  /** What its ends are told of the room's policy, and how its recording stands. */
  terms: RoomTerms;
  /** Agents and supervisors at one time. */
  agentsLimit: number;
  ticketKey: string;
  createdAt: number;
  codeExpiresAt: number;
  idleLimitMs: number;
  lengthLimitMs: number;
  /** What of the log is kept after the end; null: nothing is. */
  recorded: RecordedRun | null;
  /** One after the other. */
  recordingSaid: RecordingWord[];
  /** How long it is kept after the end. */
  keepMs: number;
  /** After the end: everything that is not recorded has been deleted. */
  trimmed: boolean;
  code: CodeState;
  misses: number;
  nextParticipant: number;
  lastActivityAt: number;
  ended: { reason: CloseReason; at: number } | null;
}

/** One participant. Stored under `participant/NUMBER`. */
export interface ParticipantRecord {
  number: number;
  role: Role;
  name: string | undefined;
  passId: string | undefined;
  /** A supervisor. */
  watches: boolean;
  admitted: boolean;
  /** Everything up to this number from this sender is in storage. */
  storedSeq: number;
  /** Hash of the resume token given last, and of the one it was given for: the last one may never have arrived. */
  resumeHashes: string[];
  /** Storage key of the ticket they came by, until they have shown that they know they are in. */
  unconfirmedTicket: string | null;
  /** A customer's newest proof, for an agent who is not here just now. */
  proof: Uint8Array | null;
}

/** What a connection carries over hibernation (at most about 1,900 bytes). */
export interface SocketState {
  origin: string | null;
  connectedAt: number;
  /** Number of the participant, once it said a valid hello. */
  participant: number | null;
}

/** A WebSocket as the session sees it. */
export interface SessionSocket {
  readonly id: string;
  readonly state: SocketState | null;
  setState(state: SocketState): void;
  send(data: string | Uint8Array): void;
  close(code: number, reason: string): void;
}

export const META_KEY = 'meta';
/** The session key, wrapped with the room key by an agent: opens the log once the session is over. */
export const RECORDING_KEY = 'recording-key';
/** There for every pass of the room that was revoked while the session went on. */
export const revokedKey = (passId: string): string => `revoked/${passId}`;
export const PARTICIPANT_PREFIX = 'participant/';
export const participantKey = (number: number): string => PARTICIPANT_PREFIX + String(number).padStart(5, '0');
