import { createHmac, generateKeyPairSync, sign as signWith } from 'node:crypto';
import { toBase64url } from '../../shared/crypto/base64url.ts';

/** A ticket of the session that is attacked, and what a forger may have besides. */
export interface TicketParts {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  /** The key with which the party signs tickets of this session; forgers in earnest do not have it. */
  key: Uint8Array;
  nowSeconds: number;
  otherSessionId: string;
  otherRoomId: string;
  otherKey: Uint8Array;
}

const part = (value: object): string => toBase64url(new TextEncoder().encode(JSON.stringify(value)));

function signed(header: object, claims: object, key: Uint8Array, hash = 'sha256'): string {
  const data = `${part(header)}.${part(claims)}`;
  return `${data}.${toBase64url(createHmac(hash, key).update(data).digest())}`;
}

/** As the party itself would sign it. */
export const goodTicket = ({ header, claims, key }: TicketParts): string => signed(header, claims, key);

/** With the signature of the good one, whatever is in it now. */
const withOldSignature = (parts: TicketParts, header: object, claims: object): string =>
  `${part(header)}.${part(claims)}.${goodTicket(parts).split('.')[2]}`;

const rightlySigned =
  (change: (parts: TicketParts) => Record<string, unknown>) =>
  (parts: TicketParts): string =>
    signed(parts.header, { ...parts.claims, ...change(parts) }, parts.key);

function changedBit(ticket: string): string {
  const [header, claims, signature = ''] = ticket.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  bytes[7] = (bytes[7] ?? 0) ^ 1;
  return `${header}.${claims}.${toBase64url(bytes)}`;
}

function withOwnKey({ header, claims }: TicketParts): string {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const data = `${part({ ...header, alg: 'ES256', jwk: publicKey.export({ format: 'jwk' }) })}.${part(claims)}`;
  const signature = signWith('sha256', Buffer.from(data), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${data}.${toBase64url(signature)}`;
}

/** Every way to make a ticket that is none. Where the signature is right, only what the name says is wrong. */
export const FORGED_TICKETS: Record<string, (parts: TicketParts) => string> = {
  'expired, a second ago': rightlySigned(({ nowSeconds }) => ({ iat: nowSeconds - 30, exp: nowSeconds - 1 })),
  'expired, an hour ago': rightlySigned(({ nowSeconds }) => ({ iat: nowSeconds - 3_660, exp: nowSeconds - 3_600 })),
  'without an end': rightlySigned(() => ({ exp: undefined })),
  'with a longer life than a minute': rightlySigned(({ nowSeconds }) => ({
    iat: nowSeconds - 120,
    exp: 4_000_000_000,
  })),
  'issued in the future': rightlySigned(({ nowSeconds }) => ({ iat: nowSeconds + 3_600, exp: nowSeconds + 3_660 })),
  'not yet good': rightlySigned(({ nowSeconds }) => ({ nbf: nowSeconds + 3_600 })),
  'of an issuer that is another room': rightlySigned(({ otherRoomId }) => ({ iss: otherRoomId })),
  'for another session': rightlySigned(({ otherSessionId }) => ({ aud: otherSessionId })),
  'for a role that there is not': rightlySigned(() => ({ role: 'admin' })),
  'without a role': rightlySigned(() => ({ role: undefined })),
  'without a name of its own': rightlySigned(() => ({ jti: undefined })),
  'of another type': ({ header, claims, key }) => signed({ ...header, typ: 'JWT' }, claims, key),
  'with an extension that must be understood': ({ header, claims, key }) =>
    signed({ ...header, crit: ['urn:coview:test'], 'urn:coview:test': true }, claims, key),
  'with another role, old signature': (parts) =>
    withOldSignature(parts, parts.header, { ...parts.claims, role: 'customer' }),
  'with a longer life, old signature': (parts) =>
    withOldSignature(parts, parts.header, { ...parts.claims, exp: 4_000_000_000 }),
  'with one bit of its signature turned': (parts) => changedBit(goodTicket(parts)),
  'without a signature': (parts) => goodTicket(parts).replace(/[^.]+$/, ''),
  'of algorithm none': ({ header, claims }) => `${part({ ...header, alg: 'none' })}.${part(claims)}.`,
  'of algorithm None': ({ header, claims }) => `${part({ ...header, alg: 'None' })}.${part(claims)}.`,
  'of algorithm none, old signature': (parts) =>
    withOldSignature(parts, { ...parts.header, alg: 'none' }, parts.claims),
  'of another algorithm, right key': ({ header, claims, key }) =>
    signed({ ...header, alg: 'HS512' }, claims, key, 'sha512'),
  'signed with nothing': ({ header, claims }) => signed(header, claims, new Uint8Array(0)),
  'signed with zeros': ({ header, claims }) => signed(header, claims, new Uint8Array(32)),
  'signed with the key of another session': ({ header, claims, otherKey }) => signed(header, claims, otherKey),
  'signed with a key that it brings along': withOwnKey,
};
