import type { CloseReason } from '../../shared/protocol/close.ts';
import type { RoomTerms } from '../../shared/protocol/control.ts';
import type { Role } from '../../shared/protocol/kinds.ts';

/** How the join code of a session stands. */
export type CodeState = 'open' | 'used' | 'burnt';

/** What a session is, as its room made it, and how it goes. Stored under `meta`. */
export interface SessionMeta {
  sessionId: string;
  roomId: string;
  /** Origins whose pages may take part as the customer. */
  origins: string[];
  /** What its ends are told of the room's policy. */
  terms: RoomTerms;
  /** Agents and supervisors at one time. */
  agentsLimit: number;
  ticketKey: string;
  createdAt: number;
  codeExpiresAt: number;
  idleLimitMs: number;
  lengthLimitMs: number;
  /** Whether the log is kept as a recording. */
  isRecorded: boolean;
  /** How long the log is kept after the end. */
  keepMs: number;
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
