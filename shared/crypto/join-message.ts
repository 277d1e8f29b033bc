import { SHARE_BYTES } from './cpace.ts';
import { concatenated, type Octets } from './octets.ts';

export const TAG_BYTES = 64;

/**
 * What the two ends say to each other while they have no key yet; the party can read and change all of it. In this order:
 *
 *     customer -> agent   offer     a share
 *     agent -> customer   answer    a share, and which one it answers
 *     customer -> agent   confirm   the customer's tag: the agent now knows that the code was right
 *     agent -> customer   the agent's tag, inside the first sealed message
 */
export type JoinMessage =
  | { type: 'offer'; sealed: boolean; share: Octets }
  | { type: 'answer'; to: Octets; share: Octets }
  | { type: 'confirm'; to: Octets; tag: Octets }
  /** The agent: that was not the code. */
  | { type: 'refuse'; missesLeft: number }
  /** The agent: I do not know what you confirm (my panel was opened anew), begin again. */
  | { type: 'again' };

const OFFER = 1;
const OFFER_UNSEALED = 2;
const ANSWER = 3;
const CONFIRM = 4;
const REFUSE = 5;
const AGAIN = 6;

/** A byte for the type, then the fields, all of fixed length. */
export function encodeJoinMessage(message: JoinMessage): Octets {
  switch (message.type) {
    case 'offer':
      return concatenated(Uint8Array.of(message.sealed ? OFFER : OFFER_UNSEALED), message.share);
    case 'answer':
      return concatenated(Uint8Array.of(ANSWER), message.to, message.share);
    case 'confirm':
      return concatenated(Uint8Array.of(CONFIRM), message.to, message.tag);
    case 'refuse':
      return Uint8Array.of(REFUSE, message.missesLeft);
    case 'again':
      return Uint8Array.of(AGAIN);
  }
}

/** Undefined for anything else. */
export function decodeJoinMessage(bytes: Uint8Array): JoinMessage | undefined {
  const fields = bytes.slice(1) as Octets;
  const [first, second] = [fields.slice(0, SHARE_BYTES), fields.slice(SHARE_BYTES)];
  switch (bytes[0]) {
    case OFFER:
    case OFFER_UNSEALED:
      return fields.length === SHARE_BYTES ? { type: 'offer', sealed: bytes[0] === OFFER, share: fields } : undefined;
    case ANSWER:
      return second.length === SHARE_BYTES ? { type: 'answer', to: first, share: second } : undefined;
    case CONFIRM:
      return second.length === TAG_BYTES ? { type: 'confirm', to: first, tag: second } : undefined;
    case REFUSE:
      return fields.length === 1 ? { type: 'refuse', missesLeft: fields[0] ?? 0 } : undefined;
    case AGAIN:
      return fields.length === 0 ? { type: 'again' } : undefined;
    default:
      return undefined;
  }
}
