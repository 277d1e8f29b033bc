import type { AgentState } from './agent-state.ts';

/** The states in which a session still runs. */
export type MeetingStage = Extract<AgentState, { type: 'waiting' | 'asking-in' | 'asking' | 'live' }>;

/** The two halves of a join code: the party knows the first, only the two ends know the second. */
export interface JoinCode {
  locator: string;
  secret: string;
  /** When it stops working. */
  expiresAt: number;
}

/**
 * What the two ends have agreed on. `tag`: shows the customer that this agent knows the code; null for one whom the customer let
 * in. All base64url.
 */
export type Agreed =
  | { type: 'sealed'; key: string; tag: string | null }
  /** The customer's page has no cryptography, and the room lets it take part. */
  | { type: 'open'; tag: string };

/**
 * All that one agent needs to come back to a session. It is kept in the browser's session storage, which is in memory,
 * goes when the browser closes and is shut to content scripts.
 */
export interface Meeting {
  partyUrl: string;
  roomId: string;
  roomName: string;
  agentName: string;
  sessionId: string;
  /** Null in a session that a colleague has begun. */
  code: JoinCode | null;
  startedAt: number;
  /** How to get in: a ticket the first time, from then on the newest resume token. */
  entry: { type: 'ticket'; ticket: string } | { type: 'resume'; token: string };
  stage: MeetingStage;
  /** Whether the room lets pages on plain http take part. */
  allowUnsealed: boolean;
  /** Null until the customer has proven the code. */
  agreed: Agreed | null;
  /** Which start of this agent's end the next one is: an epoch is never used twice (rule K4). */
  generation: number;
}
