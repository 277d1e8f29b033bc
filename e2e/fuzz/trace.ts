import { createDecoder, type Decoder } from '../../shared/codec/decode.ts';
import type { EngineMessage } from '../../shared/tree/message.ts';
import type { Mutation } from './playground.ts';

/** As many lines as a person reads. */
const MOST_LINES = 120;
const MOST_UNITS = 4000;

/** What a program did and what the capture sent, in order: for whoever looks for the cause of a difference. */
export class Trace {
  private readonly lines: string[] = [];
  private readonly decoder = createDecoder();
  /** Documents inside frames have tables of their own. */
  private readonly inner = new Map<number, Decoder>();

  note(line: string): void {
    this.lines.push(line.slice(0, MOST_UNITS));
    if (this.lines.length > MOST_LINES) this.lines.shift();
  }

  mutation(mutation: Mutation): void {
    this.note(`   does ${mutation.source ?? String(mutation).replace(/\s+/g, ' ')}`);
  }

  message(bytes: Uint8Array): void {
    this.decoded('   sends', this.decoder, bytes);
  }

  toString(): string {
    return this.lines.join('\n');
  }

  private decoded(before: string, decoder: Decoder, bytes: Uint8Array): void {
    if (bytes.length === 0) {
      this.note(`${before} nothing`);
      return;
    }
    const message: EngineMessage = decoder.decode(bytes);
    if (message.type === 'frame') {
      const inner = this.inner.get(message.frame) ?? createDecoder();
      this.inner.set(message.frame, inner);
      this.decoded(`${before} in frame ${message.frame}`, inner, message.message);
      return;
    }
    this.note(`${before} ${JSON.stringify(message)}`);
  }
}
