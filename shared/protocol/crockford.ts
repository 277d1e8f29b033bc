/** Crockford's base32: digits and letters that cannot be taken for one another when read aloud or typed. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `count` characters drawn evenly from the alphabet. */
export function randomCrockford(count: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(count));
  // 256 is a multiple of 32: the remainder is even.
  return Array.from(bytes, (byte) => CROCKFORD.charAt(byte % 32)).join('');
}

/**
 * What a person typed, as characters of the alphabet: any case, blanks and hyphens dropped, O as 0, I and L as 1.
 * Undefined when something else is left.
 */
export function readCrockford(typed: string): string | undefined {
  const read = typed
    .toUpperCase()
    .replace(/[\s\-\u2010-\u2015\u2212]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]*$/.test(read) ? read : undefined;
}
