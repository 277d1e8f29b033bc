/** Bytes that no other thread can change: what WebCrypto takes. */
export type Octets = Uint8Array<ArrayBuffer>;

export function octetsOf(text: string): Octets {
  return new TextEncoder().encode(text);
}

export function randomOctets(count: number): Octets {
  return crypto.getRandomValues(new Uint8Array(count));
}

export function concatenated(...parts: Uint8Array[]): Octets {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Each part with its length in front (LEB128), one after the other: `lv_cat` of the CPace draft. No two lists of parts have the
 * same encoding, so what is hashed or authenticated cannot be read in two ways.
 */
export function lengthPrefixed(...parts: Uint8Array[]): Octets {
  return concatenated(...parts.flatMap((part) => [lengthOf(part), part]));
}

function lengthOf({ length }: Uint8Array): Uint8Array {
  const septets: number[] = [];
  for (let rest = length; septets.length === 0 || rest > 0; rest >>>= 7) septets.push(rest & 127);
  return Uint8Array.from(septets, (septet, at) => (at < septets.length - 1 ? septet | 128 : septet));
}

/** Takes as long for a difference at the end as for one at the beginning: a tag is not to be found byte by byte. */
export function areEqualOctets(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at++) difference |= (one[at] ?? 0) ^ (other[at] ?? 0);
  return difference === 0;
}
