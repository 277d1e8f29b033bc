import type { CloseReason } from '../protocol/close.ts';
import type { Kind, Role } from '../protocol/kinds.ts';
import type { ClientControl, Participant } from '../protocol/control.ts';

/** What the person can be told about the connection. */
export type LinkState =
  | { type: 'connecting' }
  | { type: 'online' }
  /** `sinceAt`: ms since epoch at which the connection was noticed dead. */
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
}

/** A participant's connection to its session: ordered, resumed after loss, acknowledged after the durable write. */
export interface Link {
  /** Seals, numbers, splits and queues one message. Durable kinds are kept until the party acknowledges them. */
  send(kind: Kind, body: Uint8Array, flags?: { checkpoint?: boolean }): void;
  /** A clear message to the party itself (admit, refuse, end ...). */
  control(message: ClientControl): void;
  /** Bytes accepted by `send` and not yet acknowledged. */
  readonly backlogBytes: number;
  /** Stops without ending the session. */
  stop(): void;
}
