import type { AgentState } from './agent-state.ts';

/** The states in which a session still runs. */
export type MeetingStage = Extract<AgentState, { type: 'waiting' | 'asking' | 'live' }>;

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
  /** The join code's two halves: the party knows the first, only the two ends know the second. */
  locator: string;
  secret: string;
  /** When the code stops working. */
  expiresAt: number;
  startedAt: number;
  /** How to get in: a ticket the first time, from then on the newest resume token. */
  entry: { type: 'ticket'; ticket: string } | { type: 'resume'; token: string };
  stage: MeetingStage;
}
