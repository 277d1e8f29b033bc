import type { CloseReason } from './close.ts';
import type { Role } from './kinds.ts';

/**
 * Text frames between one end and the party, in clear: who is there, what is stored, when it ends. Everything that one
 * end says to the other is a sealed binary message (`header.ts`).
 */
export interface Participant {
  id: string;
  role: Role;
  /** False while the participant's connection is lost but it may still come back. */
  online: boolean;
  /** Customers only: whether the agent has accepted the join code. */
  admitted: boolean;
}

/** Sent by an end. The first message is always `hello`. */
export type ClientControl =
  | { type: 'hello'; protocol: number; ticket?: string; resume?: string; lastIndex: number }
  /** Agent: the join code was right / wrong. The third refusal burns the code. */
  | { type: 'admit'; participant: string }
  | { type: 'refuse'; participant: string }
  | { type: 'end'; reason: 'ended-by-customer' | 'ended-by-agent' | 'declined' }
  | { type: 'ping' };

/** Sent by the party. */
export type PartyControl =
  | { type: 'welcome'; self: string; role: Role; resume: string; lastSeq: number; participants: Participant[] }
  | { type: 'participants'; participants: Participant[] }
  /** Everything up to `seq` from this sender is in storage. */
  | { type: 'ack'; seq: number }
  | { type: 'checkpoint-wanted' }
  | { type: 'ended'; reason: CloseReason }
  | { type: 'pong' };
