import type { RecordingStanding } from '../../shared/protocol/recording.ts';
import type { PrivacyOptions } from '../privacy/privacy-options.ts';
import type { CoviewError, EndReason, SessionErrorCode } from './errors.ts';

/** Ends a subscription. Calling it twice is harmless. */
export type Stop = () => void;

export interface CoviewOptions extends PrivacyOptions {
  /** Id of the room, from its admin. */
  room: string;
  /** Address of the party, for example `https://coview.example`. With the script tag: the script's own origin. */
  party: string;
}

/** The other end. `agentName` (several names, when others were let in) and `roomName` come from the agent and are what the customer is shown. */
export interface Peer {
  agentName: string;
  roomName: string;
  /** Words for the key that both ends have: the agent sees the same. Null when nothing is sealed (plain http). */
  fingerprint: string | null;
  /** Another agent who asks the customer to be let in. */
  asksIn: string | null;
  /** `on` while the session is recorded. */
  recording: RecordingStanding;
}

/**
 * What is going on.
 *
 *     idle -> entering-code -> connecting -> proving -> asking-consent -> live <-> paused
 *                                                                          \-> reconnecting -> live | paused
 *     any of them -> ended -> idle
 */
export type CoviewState =
  | { type: 'idle' }
  /** The code field is open. `error`: why the last code did not work. `attemptsLeft`: null while none was used up. */
  | { type: 'entering-code'; error: SessionErrorCode | null; attemptsLeft: number | null }
  /** Looking for the agent who gave the code. */
  | { type: 'connecting' }
  /** The agent's side checks the code. */
  | { type: 'proving' }
  /** Nothing of the page has left it so far. */
  | ({ type: 'asking-consent' } & Peer)
  | ({ type: 'live' } & Peer)
  /** Nothing leaves the page. */
  | ({ type: 'paused' } & Peer)
  /** The connection is lost and tried again. `paused`: what the session returns to. `sinceAt`: ms since epoch. */
  | ({ type: 'reconnecting'; paused: boolean; sinceAt: number } & Peer)
  | { type: 'ended'; reason: EndReason };

/** Names of events and what their listeners are given. */
export interface CoviewEvents {
  state: CoviewState;
  error: CoviewError;
}

/**
 * Co-browsing on this page. No method throws: what goes wrong is told to listeners of `error`.
 * The script tag offers the same by name: `coview('join', 'K7M4-QX2P')` is `coview.join('K7M4-QX2P')`.
 */
export interface Coview {
  /** Shows the field in which the customer types the agent's code. */
  open(): void;
  /** Joins with a code that the page asked for itself. The customer is still asked for consent. */
  join(code: string): void;
  /** Ends the session, or closes what is open before one. */
  end(): void;
  /** Nothing leaves the page until `resume`. */
  pause(): void;
  resume(): void;
  /** Listeners of `state` are not told the state of now: read `state`. */
  on<Name extends keyof CoviewEvents>(event: Name, listener: (detail: CoviewEvents[Name]) => void): Stop;
  readonly state: CoviewState;
}
