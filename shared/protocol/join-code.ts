import { randomCrockford, readCrockford } from './crockford.ts';

/** Locates a session within its room; the party knows it. */
export const LOCATOR_LENGTH = 2;
/** Thirty bits that only the two ends know. */
export const SECRET_LENGTH = 6;
const CODE_LENGTH = LOCATOR_LENGTH + SECRET_LENGTH;

/** A new secret, made in the agent's extension. */
export function generateSecret(): string {
  return randomCrockford(SECRET_LENGTH);
}

/** The code as it is shown and read out: `K7M4-QX2P`. */
export function formatJoinCode(locator: string, secret: string): string {
  const code = locator + secret;
  return `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`;
}

export type ParsedJoinCode =
  | { ok: true; locator: string; secret: string }
  /** `incomplete`: so far it could become a code. `malformed`: it holds a character no code has, or too many. */
  | { ok: false; fault: 'incomplete' | 'malformed' };

/** Reads what a customer typed or pasted: any case, with or without the hyphen, O for 0, I and L for 1. */
export function parseJoinCode(typed: string): ParsedJoinCode {
  const code = readCrockford(typed);
  if (code === undefined || code.length > CODE_LENGTH) return { ok: false, fault: 'malformed' };
  if (code.length < CODE_LENGTH) return { ok: false, fault: 'incomplete' };
  return { ok: true, locator: code.slice(0, LOCATOR_LENGTH), secret: code.slice(LOCATOR_LENGTH) };
}
