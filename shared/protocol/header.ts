import { KINDS, type Kind, kindOfCode, type Role } from './kinds.ts';
import { PROTOCOL_VERSION } from './limits.ts';

/** Size of the clear header in front of every sealed body. */
export const HEADER_BYTES = 10;

/** Addressed to everyone on the other side. */
export const TO_ALL = 0;

/**
 * The clear part of a frame (rule H2). A message is one frame or several in a row from the same sender: `first` is set on
 * its first frame and `last` on its last.
 */
export interface Header {
  kind: Kind;
  /** A receiver in step need not rebuild (kind `snapshot` only). */
  checkpoint: boolean;
  volatile: boolean;
  first: boolean;
  last: boolean;
  role: Role;
  /** Counts the sender's durable frames, from 1; volatile frames have a count of their own. */
  seq: number;
  /** Number of the only participant it is meant for, or `TO_ALL`. Volatile frames only: to others it would be a hole. */
  to: number;
}

const CHECKPOINT = 1;
const VOLATILE = 2;
const FIRST = 4;
const LAST = 8;
const ALL_FLAGS = CHECKPOINT | VOLATILE | FIRST | LAST;
const ROLE_CODES = { customer: 1, agent: 2 } as const;

/** Bytes: version, kind, flags, role, seq (u32), to (u16); integers are big-endian. */
export function encodeHeader(header: Header): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  bytes[0] = PROTOCOL_VERSION;
  bytes[1] = KINDS[header.kind].code;
  bytes[2] =
    (header.checkpoint ? CHECKPOINT : 0) |
    (header.volatile ? VOLATILE : 0) |
    (header.first ? FIRST : 0) |
    (header.last ? LAST : 0);
  bytes[3] = ROLE_CODES[header.role];
  view.setUint32(4, header.seq);
  view.setUint16(8, header.to);
  return bytes;
}

export type HeaderFault = 'protocol-unsupported' | 'message-invalid';

/** Reads the header at `offset`; anything it does not know is a fault (rules H1, H3). */
export function decodeHeader(
  bytes: Uint8Array,
  offset = 0,
): { ok: true; header: Header } | { ok: false; fault: HeaderFault } {
  const invalid = { ok: false, fault: 'message-invalid' } as const;
  if (bytes.length < offset + HEADER_BYTES) return invalid;
  if (bytes[offset] !== PROTOCOL_VERSION) return { ok: false, fault: 'protocol-unsupported' };
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, HEADER_BYTES);
  const kind = kindOfCode(view.getUint8(1));
  const flags = view.getUint8(2);
  const roleCode = view.getUint8(3);
  const role = roleCode === ROLE_CODES.customer ? 'customer' : roleCode === ROLE_CODES.agent ? 'agent' : undefined;
  const seq = view.getUint32(4);
  if (!kind || !role || flags & ~ALL_FLAGS || seq === 0) return invalid;
  const header: Header = {
    kind,
    checkpoint: (flags & CHECKPOINT) !== 0,
    volatile: (flags & VOLATILE) !== 0,
    first: (flags & FIRST) !== 0,
    last: (flags & LAST) !== 0,
    role,
    seq,
    to: view.getUint16(8),
  };
  const fits =
    header.volatile !== KINDS[kind].durable &&
    (!header.volatile || (header.first && header.last)) &&
    (header.volatile || header.to === TO_ALL) &&
    (!header.checkpoint || kind === 'snapshot');
  return fits ? { ok: true, header } : invalid;
}
