import type { CloseReason } from '../../shared/protocol/close.ts';
import { CODE_MISSES } from '../../shared/protocol/limits.ts';

/** Where a session stands, seen by the agent. The connection is a thing of its own: it comes and goes in every state. */
export type AgentState =
  /** The code is out, nobody has typed it yet. `missesLeft`: wrong codes that it still forgives. */
  | { type: 'waiting'; missesLeft: number }
  /** In a colleague's session: its customer is asked whether this agent may see the page too. */
  | { type: 'asking-in'; turnedAway: boolean }
  /** The customer typed the code and is asked whether the page may be seen. */
  | { type: 'asking' }
  | { type: 'live'; sinceAt: number; paused: boolean }
  /** Another panel of the same agent has taken the session over. */
  | { type: 'elsewhere' }
  | { type: 'ended'; reason: CloseReason; liveMs: number };

export type AgentEvent =
  /** The customer's proof of the join code is right. */
  | { type: 'proved' }
  | { type: 'missed'; missesLeft: number }
  /** The customer's answer to asking in. */
  | { type: 'let-in'; at: number }
  | { type: 'turned-away' }
  | { type: 'asked-again' }
  /** The party says that a customer is in this session (after a resume). */
  | { type: 'customer-present' }
  | { type: 'consent'; granted: boolean; at: number }
  | { type: 'paused'; paused: boolean }
  /** A message of the page itself came: the customer sends none before consent, and none while paused. */
  | { type: 'page-received'; at: number }
  | { type: 'closed'; reason: CloseReason; at: number };

export const FIRST_STAGE = { type: 'waiting', missesLeft: CODE_MISSES } as const satisfies AgentState;

/** The whole state machine: what `event` makes of `state`. An event that means nothing in a state changes nothing. */
export function nextState(state: AgentState, event: AgentEvent): AgentState {
  if (state.type === 'ended' || state.type === 'elsewhere') return state;
  switch (event.type) {
    case 'proved':
    case 'customer-present':
      return state.type === 'waiting' ? { type: 'asking' } : state;
    case 'let-in':
      return state.type === 'asking-in' ? { type: 'live', sinceAt: event.at, paused: false } : state;
    case 'turned-away':
    case 'asked-again':
      return state.type === 'asking-in' ? { type: 'asking-in', turnedAway: event.type === 'turned-away' } : state;
    case 'missed':
      return state.type === 'waiting' ? { type: 'waiting', missesLeft: event.missesLeft } : state;
    case 'consent':
      // A refusal ends the session; the reason arrives with the end itself.
      return state.type === 'asking' && event.granted ? { type: 'live', sinceAt: event.at, paused: false } : state;
    case 'page-received':
      return state.type === 'asking' ? { type: 'live', sinceAt: event.at, paused: false } : state;
    case 'paused':
      return state.type === 'live' ? { ...state, paused: event.paused } : state;
    case 'closed':
      if (event.reason === 'replaced') return { type: 'elsewhere' };
      return { type: 'ended', reason: event.reason, liveMs: state.type === 'live' ? event.at - state.sinceAt : 0 };
  }
}
