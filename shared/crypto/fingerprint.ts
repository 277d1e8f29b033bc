import { derived, type SessionKey } from './key-schedule.ts';

const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aiou';
const WORDS = 3;

/**
 * Words for a session key that two people can read to each other: the same words are the same key. Each stands for 16 bits
 * (consonants 4, vowels 2); no list of words has to be carried along.
 */
export async function fingerprintOf(sessionKey: SessionKey): Promise<string> {
  const view = new DataView((await derived(sessionKey, 'fingerprint', new Uint8Array(), WORDS * 2)).buffer);
  return Array.from({ length: WORDS }, (_, at) => wordOf(view.getUint16(at * 2))).join(' ');
}

function wordOf(bits: number): string {
  const consonant = (shift: number) => CONSONANTS.charAt((bits >> shift) & 15);
  const vowel = (shift: number) => VOWELS.charAt((bits >> shift) & 3);
  return consonant(12) + vowel(10) + consonant(6) + vowel(4) + consonant(0);
}
