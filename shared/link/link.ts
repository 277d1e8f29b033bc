import type { CloseReason } from '../protocol/close.ts';
import type { ClientControl, Participant, RoomTerms } from '../protocol/control.ts';
import type { Kind, Role } from '../protocol/kinds.ts';
import type { RecordingStanding } from '../protocol/recording.ts';

/** What the person can be told about the connection. */
export type LinkState =
  | { type: 'connecting' }
  | { type: 'online' }
  /** `sinceAt`: ms since epoch at which the connection was noticed dead (or never came about). */
  | { type: 'reconnecting'; sinceAt: number }
  | { type: 'closed'; reason: CloseReason };

/** One message from the other end: opened, in order, without gaps or duplicates for durable kinds. */
export interface ReceivedMessage {
  kind: Kind;
  checkpoint: boolean;
  from: { id: string; role: Role };
  body: Uint8Array;
}

export interface LinkEvents {
  onState(state: LinkState): void;
  onMessage(message: ReceivedMessage): void;
  onParticipants(participants: Participant[]): void;
  /** The party has granted a token with which this participant can come back after a reload. */
  onResumeToken(token: string): void;
  /** Another agent or a late joiner needs a checkpoint (customer side only). */
  onCheckpointWanted(): void;
  /**
   * Number of this participant, the wrong proofs that the join code still forgives, and the room's terms. Told before the
   * state is `online`.
   */
  onWelcome?(welcome: { self: string; missesLeft: number; terms: RoomTerms }): void;
  /** How the recording stands has changed since `onWelcome`. */
  onRecording?(standing: RecordingStanding): void;
  /** A customer's proof was refused (agents). */
  onMissed?(participant: string, missesLeft: number): void;
  /** A participant has shown that it hears us, within the last seconds: what comes from there is no recording. */
  onPresent?(participant: string): void;
}

export interface SendOptions {
  /** A receiver in step need not rebuild (kind `snapshot` only). */
  checkpoint?: boolean;
  /** Only for this participant; volatile kinds only. An agent's `join` must name the customer it answers. */
  to?: string;
}

/** A participant's connection to its session: ordered, resumed after loss, acknowledged after the durable write. */
export interface Link {
  /**
   * Seals, numbers, splits and queues one message. Durable kinds are kept until the party acknowledges them. Of volatile
   * ones only the newest of each kind and receiver is kept while the connection is lost or slow.
   */
  send(kind: Kind, body: Uint8Array, options?: SendOptions): void;
  /**
   * A clear message to the party itself (admit, refuse, end ...), kept until the connection is there. `end` is the last word:
   * what was not sent before it never is.
   */
  control(message: ClientControl): void;
  /** Bytes accepted by `send` and not yet acknowledged. */
  readonly backlogBytes: number;
  /** Log index up to which this end has everything: keep it over a reload and pass it to `openLink`. */
  readonly lastIndex: number;
  /** Stops without ending the session. */
  stop(): void;
}
