/** What the party puts in front of a frame that it relays or replays (rule D1). */
export interface RelayPrefix {
  /** Place in the session's log, from 1; 0 for a volatile frame. */
  index: number;
  /** Everything up to this place is in storage: what a receiver names in its next `hello`. */
  storedIndex: number;
  /** Participant number of the sender. */
  sender: number;
}

export const RELAY_PREFIX_BYTES = 10;

/** A frame with the prefix in front: index (u32), storedIndex (u32), sender (u16), big-endian. */
export function encodeRelay(prefix: RelayPrefix, frame: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(RELAY_PREFIX_BYTES + frame.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, prefix.index);
  view.setUint32(4, prefix.storedIndex);
  view.setUint16(8, prefix.sender);
  bytes.set(frame, RELAY_PREFIX_BYTES);
  return bytes;
}

/** The prefix of relayed bytes, or undefined when they are too short to have one. */
export function decodeRelay(bytes: Uint8Array): RelayPrefix | undefined {
  if (bytes.length < RELAY_PREFIX_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, RELAY_PREFIX_BYTES);
  return { index: view.getUint32(0), storedIndex: view.getUint32(4), sender: view.getUint16(8) };
}
