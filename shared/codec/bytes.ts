import { DecodeError } from './decode-error.ts';

/** Grows as needed; numbers are unsigned LEB128 ("varint") unless said otherwise. */
export class ByteWriter {
  private bytes = new Uint8Array(4096);
  length = 0;

  u8(value: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = value;
  }

  /** Unsigned integer below 2^32. */
  varint(value: number): void {
    if (this.length + 5 > this.bytes.length) this.grow(5);
    const bytes = this.bytes;
    let rest = value;
    while (rest > 127) {
      bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    bytes[this.length++] = rest;
  }

  /** Signed integer of 31 bits, small magnitudes first. */
  zigzag(value: number): void {
    this.varint(((value << 1) ^ (value >> 31)) >>> 0);
  }

  raw(source: Uint8Array): void {
    if (this.length + source.length > this.bytes.length) this.grow(source.length);
    this.bytes.set(source, this.length);
    this.length += source.length;
  }

  /** The bytes written so far: a view, valid until the next write. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  reset(): void {
    this.length = 0;
    if (this.bytes.length > 1 << 20) this.bytes = new Uint8Array(4096);
  }

  private grow(needed: number): void {
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + needed));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

/** The other half of `ByteWriter`; throws `DecodeError` instead of reading past the end. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get remaining(): number {
    return this.bytes.length - this.at;
  }

  u8(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw new DecodeError('truncated');
    this.at++;
    return value;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) {
        if (value > 0xffffffff) throw new DecodeError('number-too-large');
        return value;
      }
    }
    throw new DecodeError('number-too-large');
  }

  zigzag(): number {
    const value = this.varint();
    return (value >>> 1) ^ -(value & 1);
  }

  raw(length: number): Uint8Array {
    if (length > this.remaining) throw new DecodeError('truncated');
    const part = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return part;
  }
}
