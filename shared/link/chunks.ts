import { concatenated } from '../crypto/octets.ts';
import { HEADER_BYTES } from '../protocol/header.ts';
import { MAX_FRAME_BYTES, MAX_MESSAGE_BYTES } from '../protocol/limits.ts';

/** Room for what sealing adds (epoch, mark, tag). */
const SEAL_BYTES = 64;
const CHUNK_BYTES = MAX_FRAME_BYTES - HEADER_BYTES - SEAL_BYTES;
/** What does not become smaller by packing is padded, by up to an eighth. */
const MAX_PACKED_BYTES = MAX_MESSAGE_BYTES * (9 / 8);

/** The parts in which a packed message travels, in order (rule L2). */
export function splitMessage(body: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < body.length; at += CHUNK_BYTES) parts.push(body.subarray(at, at + CHUNK_BYTES));
  return parts;
}

interface OpenMessage {
  firstIndex: number;
  parts: Uint8Array[];
  sizeBytes: number;
}

/** Puts the parts of each sender's messages together again. */
export class Assembler {
  private readonly open = new Map<number, OpenMessage>();

  /**
   * The complete message, when `part` was its last. Undefined otherwise, also for parts whose beginning never came: a
   * sender that reloaded leaves its last message unfinished.
   */
  add(
    sender: number,
    index: number,
    part: Uint8Array,
    { first, last }: { first: boolean; last: boolean },
  ): Uint8Array | undefined {
    if (first && last) {
      this.open.delete(sender);
      return part;
    }
    if (first) this.open.set(sender, { firstIndex: index, parts: [], sizeBytes: 0 });
    const message = this.open.get(sender);
    if (!message) return undefined;
    message.parts.push(part);
    message.sizeBytes += part.length;
    if (message.sizeBytes > MAX_PACKED_BYTES) {
      this.open.delete(sender);
      return undefined;
    }
    if (!last) return undefined;
    this.open.delete(sender);
    return concatenated(...message.parts);
  }

  /** Log index before which no message is unfinished. */
  completeBefore(index: number): number {
    return Math.min(index, ...[...this.open.values()].map(({ firstIndex }) => firstIndex - 1));
  }
}
