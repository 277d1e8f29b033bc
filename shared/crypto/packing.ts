import { deflated, inflated } from './compression.ts';
import type { Octets } from './octets.ts';
import { padded, unpadded } from './padding.ts';

/** Smaller ones gain little and wait longer. */
const COMPRESS_FROM_BYTES = 1024;
const PLAIN = 0;
const DEFLATED = 1;

/** A message as it is sealed: smaller where that pays, and in a size that tells little of its own. */
export async function pack(message: Octets): Promise<Octets> {
  if (message.length < COMPRESS_FROM_BYTES) return padded(Uint8Array.of(PLAIN), message);
  const smaller = await deflated(message);
  return smaller.length < message.length
    ? padded(Uint8Array.of(DEFLATED), smaller)
    : padded(Uint8Array.of(PLAIN), message);
}

/** Rejects when it was not packed so, or holds more than `mostBytes`. */
export async function unpack(packed: Octets, mostBytes: number): Promise<Octets> {
  const content = unpadded(packed);
  if (content?.[0] === PLAIN) return content.slice(1);
  if (content?.[0] === DEFLATED) return inflated(content.subarray(1), mostBytes);
  throw new TypeError('not a packed message');
}
