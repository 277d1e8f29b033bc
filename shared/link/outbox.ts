import { MAX_UNACKED_BYTES } from '../protocol/limits.ts';

interface Frame {
  seq: number;
  bytes: Uint8Array;
}

/** Durable frames from numbering to acknowledgement, in order (rules L7, D3). */
export class Outbox {
  private frames: Frame[] = [];
  /** How many of `frames`, from the front, went out on the present connection. */
  private sent = 0;
  private sentBytes = 0;
  private totalBytes = 0;
  private newest = 0;

  get sizeBytes(): number {
    return this.totalBytes;
  }

  /** Number of the newest frame that was ever here, 0: none. */
  get newestSeq(): number {
    return this.newest;
  }

  /** Nothing waits for the connection. */
  get isDrained(): boolean {
    return this.sent === this.frames.length;
  }

  push(seq: number, bytes: Uint8Array): void {
    this.frames.push({ seq, bytes });
    this.newest = seq;
    this.totalBytes += bytes.length;
  }

  /** Everything up to `seq` is durable at the party. */
  acknowledge(seq: number): void {
    let count = 0;
    for (const frame of this.frames) {
      if (frame.seq > seq) break;
      if (count++ < this.sent) this.sentBytes -= frame.bytes.length;
      this.totalBytes -= frame.bytes.length;
    }
    this.frames.splice(0, count);
    this.sent = Math.max(0, this.sent - count);
  }

  /** A new connection: what was on the way on the old one may not have arrived. */
  rewind(): void {
    this.sent = 0;
    this.sentBytes = 0;
  }

  /** Sends what may be on the way at one time. */
  pump(send: (bytes: Uint8Array) => void): void {
    for (; this.sent < this.frames.length && this.sentBytes < MAX_UNACKED_BYTES; this.sent++) {
      const frame = this.frames[this.sent];
      if (!frame) return;
      this.sentBytes += frame.bytes.length;
      send(frame.bytes);
    }
  }
}
