import type { ByteReader, ByteWriter } from './bytes.ts';
import { DecodeError } from './decode-error.ts';
import { STRING_CODES } from './format.ts';
import { ENGINE_LIMITS } from './limits.ts';

/**
 * Strings of a message. New ones are joined into one heap at its end, so that they are converted in one native call
 * and compress together; short ones enter a table that lives from snapshot to snapshot, and are named by index later.
 */
export class StringWriter {
  private readonly table = new Map<string, number>();
  private heap = '';

  /** Writes a reference to `value`; its length stands beside the reference, its text in the heap. */
  write(body: ByteWriter, value: string): void {
    const length = value.length;
    if (length > ENGINE_LIMITS.internedLength) {
      body.u8(STRING_CODES.literal);
    } else {
      const index = this.table.get(value);
      if (index !== undefined) {
        body.varint(index + STRING_CODES.firstIndex);
        return;
      }
      if (this.table.size < ENGINE_LIMITS.tableEntries) {
        this.table.set(value, this.table.size);
        body.u8(STRING_CODES.interned);
      } else {
        body.u8(STRING_CODES.literal);
      }
    }
    body.varint(length);
    this.heap += value;
  }

  /** Appends the heap of this message to `out` and begins a new one. */
  finish(out: ByteWriter): void {
    const wellFormed = this.heap.isWellFormed();
    out.u8(wellFormed ? 0 : 1);
    out.raw(wellFormed ? new TextEncoder().encode(this.heap) : utf16Bytes(this.heap));
    this.heap = '';
  }

  /** Forgets everything: both ends do so at each snapshot. */
  reset(): void {
    this.table.clear();
    this.heap = '';
  }
}

/** The other half of `StringWriter`. */
export class StringReader {
  private readonly table: string[] = [];
  private heap = '';
  private at = 0;

  /** Takes the heap of a message, before its body is read. */
  begin(encoding: number, bytes: Uint8Array): void {
    if (encoding === 0) this.heap = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    else if (encoding === 1) this.heap = utf16Text(bytes);
    else throw new DecodeError('unknown-code');
    this.at = 0;
  }

  read(body: ByteReader, maxLength: number): string {
    const code = body.varint();
    if (code >= STRING_CODES.firstIndex) {
      const known = this.table[code - STRING_CODES.firstIndex];
      if (known === undefined) throw new DecodeError('bad-reference');
      return known;
    }
    const length = body.varint();
    if (length > maxLength) throw new DecodeError('too-long');
    if (this.at + length > this.heap.length) throw new DecodeError('truncated');
    const value = this.heap.slice(this.at, this.at + length);
    this.at += length;
    if (code === STRING_CODES.interned) {
      if (length > ENGINE_LIMITS.internedLength || this.table.length >= ENGINE_LIMITS.tableEntries) {
        throw new DecodeError('too-long');
      }
      this.table.push(value);
    }
    return value;
  }

  /** Every character of the heap must have been used: what is left over would be a place to hide bytes. */
  finish(): void {
    if (this.at !== this.heap.length) throw new DecodeError('trailing-bytes');
  }

  reset(): void {
    this.table.length = 0;
  }
}

/** Text with lone surrogates (half an emoji in a text node) has no UTF-8 form. */
function utf16Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[i * 2] = unit & 255;
    bytes[i * 2 + 1] = unit >> 8;
  }
  return bytes;
}

function utf16Text(bytes: Uint8Array): string {
  if (bytes.length % 2 !== 0) throw new DecodeError('truncated');
  const parts: string[] = [];
  const units = new Uint16Array(bytes.length / 2);
  for (let i = 0; i < units.length; i++) units[i] = (bytes[i * 2] ?? 0) | ((bytes[i * 2 + 1] ?? 0) << 8);
  for (let i = 0; i < units.length; i += 8192) parts.push(String.fromCharCode(...units.subarray(i, i + 8192)));
  return parts.join('');
}
