/** One frame in the session's log. */
export interface LogEntry {
  /** Place in the log, from 1. */
  index: number;
  /** Participant number of the sender. */
  sender: number;
  /** Ms since epoch at which the party received it. */
  receivedAt: number;
  frame: Uint8Array;
}

/** In front of every frame in a segment: sender (u16), receivedAt (f64), length (u32). */
const ENTRY_BYTES = 14;

export function entryBytes(entry: LogEntry): number {
  return ENTRY_BYTES + entry.frame.length;
}

/** Consecutive entries as one stored value; the key tells the index of the first. */
export function encodeSegment(entries: LogEntry[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + entryBytes(entry), 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { sender, receivedAt, frame } of entries) {
    view.setUint16(at, sender);
    view.setFloat64(at + 2, receivedAt);
    view.setUint32(at + 10, frame.length);
    bytes.set(frame, at + ENTRY_BYTES);
    at += ENTRY_BYTES + frame.length;
  }
  return bytes;
}

/** The entries of a segment that begins at `firstIndex`. */
export function decodeSegment(bytes: Uint8Array, firstIndex: number): LogEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: LogEntry[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = at + ENTRY_BYTES + view.getUint32(at + 10);
    entries.push({
      index: firstIndex + entries.length,
      sender: view.getUint16(at),
      receivedAt: view.getFloat64(at + 2),
      frame: bytes.subarray(at + ENTRY_BYTES, end),
    });
    at = end;
  }
  return entries;
}
