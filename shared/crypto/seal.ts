import type { FrameFacts } from './frame-seal.ts';
import type { Role } from './key-schedule.ts';

/** Closes and opens the frames of one end, as the link sees it. `SessionSeal` is the real one. */
export interface Seal {
  /** A message as it is split into frames. */
  pack(message: Uint8Array): Promise<Uint8Array>;
  /** Rejects when it was not packed so, or holds more than `mostBytes`. */
  unpack(packed: Uint8Array, mostBytes: number): Promise<Uint8Array>;
  /** `header` is bound to the body as associated data; `facts` is what it says. */
  seal(header: Uint8Array, facts: FrameFacts, part: Uint8Array): Promise<Uint8Array>;
  /** Undefined for a frame that is here already. Rejects with a `SealFault` for one that is not to be trusted. */
  open(header: Uint8Array, facts: FrameFacts, sender: number, body: Uint8Array): Promise<Uint8Array | undefined>;
  /** A connection begins: what came on an earlier one may come again. */
  connected(): void;
  /** A sign of life for another end. `sent`: newest durable frame that has gone out before it. */
  pulse(role: Role, receiver: number, sent: number): Uint8Array;
  /** Throws a `SealFault` when something is missing. True when the sender has heard this end since it started. */
  hearPulse(role: Role, sender: number, pulse: Uint8Array): boolean;
}
