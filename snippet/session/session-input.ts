import type { RecordingStanding } from '../../shared/protocol/recording.ts';
import type { EndReason, SessionErrorCode } from '../api/errors.ts';

/** Everything that can happen to the customer's session. */
export type SessionInput =
  | { type: 'open' }
  | { type: 'join'; code: string }
  /** The party knows the code's session. */
  | { type: 'found' }
  /** The attempt to join came to nothing. */
  | { type: 'join-failed'; error: SessionErrorCode }
  /** The connection works, for the first time or again. */
  | { type: 'online' }
  | { type: 'offline'; sinceAt: number }
  | { type: 'closed'; reason: EndReason }
  /** An agent is there, for the first time or again: only then is there somebody to prove the code to. */
  | { type: 'agent-came' }
  /** The agent's answer to a wrong code. */
  | { type: 'refused'; attemptsLeft: number }
  /** By an agent who has shown that it knows the code. `fingerprint`: see `CoviewState`. */
  | {
      type: 'introduced';
      agentName: string;
      roomName: string;
      fingerprint: string | null;
      recording: RecordingStanding;
    }
  /** `record`: what the customer has answered where the room asks for it. */
  | { type: 'consent'; granted: boolean; record: boolean }
  /** How the recording stands, as the party says. */
  | { type: 'recording'; standing: RecordingStanding }
  | { type: 'stop-recording' }
  /** Another agent of the room wants to see the page too. */
  | { type: 'asks-in'; agentName: string }
  | { type: 'let-in'; granted: boolean }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'end' }
  | { type: 'checkpoint-wanted' }
  /** The page cannot be followed: neither could a second capture. */
  | { type: 'capture-failed' }
  /** A session of the page before (reload, navigation), agreed to there. */
  | {
      type: 'restore';
      agentName: string;
      roomName: string;
      fingerprint: string | null;
      paused: boolean;
      nowAt: number;
    }
  /** The customer has read why it ended. */
  | { type: 'dismiss' };

/** Why a customer's side ends a session. */
export type FarewellReason = Extract<EndReason, 'ended-by-customer' | 'declined' | 'capture-failed'>;

/** What the machine asks of the world. */
export type SessionEffect =
  | { type: 'join'; locator: string; secret: string }
  | { type: 'prove' }
  | { type: 'tell-consent'; granted: boolean }
  | { type: 'tell-paused'; paused: boolean }
  | { type: 'tell-recording'; wanted: boolean }
  | { type: 'answer-asking'; granted: boolean }
  | { type: 'start-capture' }
  | { type: 'stop-capture' }
  | { type: 'take-checkpoint' }
  /** Makes the session survive a reload, with what is true now. */
  | { type: 'save' }
  /** Leaves nothing of the session in the tab's storage. */
  | { type: 'forget' }
  /** Tells the party that the session is over, then lets the connection go. */
  | { type: 'end'; reason: FarewellReason }
  | { type: 'drop-link' }
  | { type: 'report'; error: SessionErrorCode };
