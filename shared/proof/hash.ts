/**
 * Two hashes of 32 bits over the same numbers and strings, worked out together: the body and finish of MurmurHash3_x86_32
 * (Austin Appleby, public domain), the second lane with constants of MurmurHash3_x86_128. Strings are read as UTF-16
 * units, so lone surrogates count like any others.
 *
 * A check against faults, not against an attacker: whoever holds the page can say what he likes.
 */
export class Hash {
  high = 0;
  low = 0;
  private length = 0;

  begin(): this {
    this.high = 0x5bd1e995;
    this.low = 0x1b873593;
    this.length = 0;
    return this;
  }

  /** @param value integer; its low 32 bits count */
  number(value: number): this {
    let a = Math.imul(value, 0xcc9e2d51);
    a = Math.imul((a << 15) | (a >>> 17), 0x1b873593) ^ this.high;
    this.high = (Math.imul((a << 13) | (a >>> 19), 5) + 0xe6546b64) | 0;
    let b = Math.imul(value, 0x239b961b);
    b = Math.imul((b << 16) | (b >>> 16), 0xab0e9789) ^ this.low;
    this.low = (Math.imul((b << 18) | (b >>> 14), 5) + 0x38b34ae5) | 0;
    this.length++;
    return this;
  }

  /** Its length goes in as well, so that two strings are not taken for two others with the border elsewhere. */
  string(text: string): this {
    const { length } = text;
    this.number(length);
    for (let at = 0; at < length; at += 2) {
      this.number(text.charCodeAt(at) | (at + 1 < length ? text.charCodeAt(at + 1) << 16 : 0));
    }
    return this;
  }

  end(): this {
    this.high = finish(this.high ^ this.length);
    this.low = finish(this.low ^ this.length);
    return this;
  }
}

function finish(lane: number): number {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** A sum of hashes, lane by lane: the order of what is added does not matter, and what is taken away again leaves no trace. */
export class HashSum {
  high = 0;
  low = 0;

  add({ high, low }: { readonly high: number; readonly low: number }): this {
    this.high = (this.high + high) | 0;
    this.low = (this.low + low) | 0;
    return this;
  }

  subtract({ high, low }: { readonly high: number; readonly low: number }): this {
    this.high = (this.high - high) | 0;
    this.low = (this.low - low) | 0;
    return this;
  }

  clear(): void {
    this.high = 0;
    this.low = 0;
  }
}
