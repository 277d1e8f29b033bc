import type { CloseReason } from './close.ts';
import type { Role } from './kinds.ts';
import type { RecordingStanding } from './recording.ts';

/**
 * Text frames between one end and the party, in clear: who is there, what is stored, when it ends. Everything that one
 * end says to the other is a sealed binary message (`header.ts`). Checked by `client-control.ts` and `party-control.ts`.
 */
export interface Participant {
  /** Decimal number from 1, never used again in the session. */
  id: string;
  role: Role;
  /** False while the participant's connection is lost but it may still come back. */
  online: boolean;
  /** Customers only: whether the agent has accepted the join code. Always true for agents. */
  admitted: boolean;
  /** Agents only, from their pass. */
  name?: string | undefined;
}

/** How a room looks to customers. What the widget cannot use it leaves out. */
export interface Branding {
  /** `#rrggbb` */
  colour?: string | undefined;
  /** Address of a picture, https only. */
  logo?: string | undefined;
}

/** What the room's admin has decided for a session. */
export interface RoomTerms {
  /** Hidden whatever the site says. */
  floor: { mask: string[]; block: string[]; ignore: string[]; private: boolean };
  /** Where an agent's browser may load pictures and fonts of the page from. */
  assetOrigins: string[];
  /** What agents may ask for at most. */
  agentsMay: string[];
  branding: Branding;
  /** Which of its languages the customer's widget speaks, the one for everybody else first; none: all of them. */
  languages: string[];
  /** The only term that changes while the session goes on, by the customer's word alone. */
  recording: RecordingStanding;
}

/** Sent by an end. The first message is always `hello`, which the link sends by itself. */
export type ClientControl =
  /**
   * `ticket` on the first connection, `resume` on every later one. `lastIndex`: log index up to which this end has
   * everything. `fresh`: this end remembers nothing (a reload): its numbering starts anew above everything it may have
   * used, and with `lastIndex` 0 it is a newcomer, who starts at the newest checkpoint.
   */
  | {
      type: 'hello';
      protocol: number;
      ticket?: string | undefined;
      resume?: string | undefined;
      lastIndex: number;
      fresh: boolean;
    }
  /** Agent: the join code was right / wrong. The third refusal burns the code. */
  | { type: 'admit'; participant: string }
  | { type: 'refuse'; participant: string }
  /** Customer: whether the session may be recorded; a no also stops what is being recorded. */
  | { type: 'record'; wanted: boolean }
  | { type: 'end'; reason: 'ended-by-customer' | 'ended-by-agent' | 'declined' | 'capture-failed' | 'not-authentic' }
  | { type: 'ping' };

/** Sent by the party. */
export type PartyControl =
  | {
      type: 'welcome';
      self: string;
      role: Role;
      /** Shown in the next `hello`; replaces the one before. */
      resume: string;
      /** Numbering of this end's frames goes on after this. */
      lastSeq: number;
      participants: Participant[];
      /** Wrong proofs that the join code still forgives. */
      missesLeft: number;
      terms: RoomTerms;
    }
  | { type: 'participants'; participants: Participant[] }
  /** Everything up to `seq` from this sender is in storage. */
  | { type: 'ack'; seq: number }
  | { type: 'checkpoint-wanted' }
  /** How the recording stands from now on. */
  | { type: 'recording'; standing: RecordingStanding }
  /** `participant` was refused; that many misses are left. */
  | { type: 'missed'; participant: string; missesLeft: number }
  | { type: 'ended'; reason: CloseReason }
  | { type: 'pong' };
