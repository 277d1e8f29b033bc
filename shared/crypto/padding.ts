import { concatenated, type Octets } from './octets.ts';

/** Everything small looks the same in steps of this size. */
const STEP_BYTES = 64;
const END = 0x80;

/**
 * The size in which a message of `length` bytes travels. Above 1 KiB the steps are those of Padmé (Nikitin et al.,
 * "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs"): never more than 12 % are added, and of
 * n bits of size only log log n are told.
 */
export function paddedLength(length: number): number {
  const exponent = Math.floor(Math.log2(Math.max(1, length)));
  const mantissaBits = Math.floor(Math.log2(Math.max(1, exponent))) + 1;
  const step = Math.max(STEP_BYTES, 2 ** (exponent - mantissaBits));
  return Math.ceil(length / step) * step;
}

/** The content, a byte that marks its end, zeros. */
export function padded(...content: Uint8Array[]): Octets {
  const exact = concatenated(...content, Uint8Array.of(END));
  const whole = new Uint8Array(paddedLength(exact.length));
  whole.set(exact);
  return whole;
}

/** Undefined when there is no mark. */
export function unpadded(whole: Octets): Octets | undefined {
  const end = whole.findLastIndex((byte) => byte !== 0);
  return whole[end] === END ? whole.subarray(0, end) : undefined;
}
