import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concatenated, lengthPrefixed, type Octets, octetsOf, randomOctets } from './octets.ts';

/*
 * CPace (draft-irtf-cfrg-cpace-21), suite CPACE-RISTR255-SHA512, initiator and responder known. Two ends that share a short
 * secret agree on a strong key. Whoever stands between them learns nothing about the secret by listening, and by taking part
 * can test one guess in each run. Names in brackets are the draft's; `testing/cpace-vectors.ts` holds its vectors.
 */

/** What both ends have to have in common. */
export interface CpaceInput {
  /** [PRS] */
  secret: Octets;
  /** Where they meet and who they are. [CI] */
  channel: Octets;
  /** [sid] */
  session: Octets;
}

/** What one end sends: its public share [Y] and data that is authenticated with it [AD]. */
export interface CpaceMessage {
  share: Octets;
  data: Octets;
}

export const SHARE_BYTES = 32;
/** Input block of SHA-512. [s_in_bytes] */
const BLOCK_BYTES = 128;
const SUITE = octetsOf('CPaceRistretto255');
const KEY_LABEL = octetsOf('CPaceRistretto255_ISK');

const { Point } = ristretto255;
type Point = InstanceType<typeof Point>;

/** Element derivation of RFC 9496, 4.3.4. The type has it optional because other groups have none. */
const deriveElement = ristretto255_hasher.deriveToCurve as NonNullable<typeof ristretto255_hasher.deriveToCurve>;

/** The padding keeps the secret in a hash block of its own, whatever its length. [generator_string] */
export function generatorString({ secret, channel, session }: CpaceInput): Octets {
  const filled = lengthPrefixed(SUITE, secret).length + 1;
  const padding = new Uint8Array(Math.max(0, BLOCK_BYTES - filled));
  return lengthPrefixed(SUITE, secret, padding, channel, session);
}

/** [calculate_generator] */
export function generatorOf(input: CpaceInput): Point {
  return deriveElement(sha512(generatorString(input)));
}

/** A private scalar: 252 random bits. [sample_scalar] */
export function drawScalar(): Octets {
  const scalar = randomOctets(32);
  scalar[31] = (scalar[31] ?? 0) & 0x0f;
  return scalar;
}

/** The share of an end that drew `scalar`. [scalar_mult] */
export function shareOf(input: CpaceInput, scalar: Octets): Octets {
  return Uint8Array.from(generatorOf(input).multiply(Point.Fn.fromBytes(scalar)).toBytes());
}

/** The secret point; undefined for a share that is no element, or the neutral one: then abort. [scalar_mult_vfy] */
export function secretPoint(scalar: Octets, share: Uint8Array): Octets | undefined {
  let other: Point;
  try {
    other = Point.fromBytes(share);
  } catch {
    return undefined;
  }
  return other.is0() ? undefined : Uint8Array.from(other.multiply(Point.Fn.fromBytes(scalar)).toBytes());
}

/** The key that both ends have when they began with the same input and saw the same messages. [ISK, transcript_ir] */
export function intermediateKey(
  session: Octets,
  point: Octets,
  initiator: CpaceMessage,
  responder: CpaceMessage,
): Octets {
  const transcript = lengthPrefixed(initiator.share, initiator.data, responder.share, responder.data);
  return Uint8Array.from(sha512(concatenated(lengthPrefixed(KEY_LABEL, session, point), transcript)));
}
