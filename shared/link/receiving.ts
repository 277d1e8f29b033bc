import type { Seal } from '../crypto/seal.ts';
import { decodeHeader, HEADER_BYTES, type Header } from '../protocol/header.ts';
import { KINDS } from '../protocol/kinds.ts';
import { MAX_MESSAGE_BYTES } from '../protocol/limits.ts';
import { decodeRelay, RELAY_PREFIX_BYTES, type RelayPrefix } from '../protocol/relay.ts';
import { Assembler } from './chunks.ts';
import type { ReceivedMessage } from './link.ts';
import { Sequence } from './sequence.ts';

/** The way in: from relayed frames to whole messages, in order, each durable one once. */
export class Receiving {
  private readonly assembler = new Assembler();
  private readonly opening: Sequence;
  private readonly unpacking: Sequence;
  private complete: number;

  /** @param onPresent told who has heard this end since it began */
  constructor(
    private readonly seal: Seal,
    /** Log index up to which this end has everything already. */
    lastIndex: number,
    private readonly deliver: (message: ReceivedMessage) => void,
    private readonly onPresent: (sender: string) => void,
    onError: (error: unknown) => void,
  ) {
    this.complete = lastIndex;
    this.opening = new Sequence(onError);
    this.unpacking = new Sequence(onError);
  }

  /** Log index up to which everything was delivered and is durable: where to go on after a lost connection. */
  get lastIndex(): number {
    return this.complete;
  }

  /** A connection begins. What came on the one before may still be being opened. */
  connected(): void {
    this.opening.run(
      () => Promise.resolve(),
      () => this.seal.connected(),
    );
  }

  /** False when the bytes are no frame. */
  take(bytes: Uint8Array): boolean {
    const prefix = decodeRelay(bytes);
    const decoded = decodeHeader(bytes, RELAY_PREFIX_BYTES);
    if (!prefix || !decoded.ok) return false;
    const { header } = decoded;
    const clear = bytes.subarray(RELAY_PREFIX_BYTES, RELAY_PREFIX_BYTES + HEADER_BYTES);
    const body = bytes.subarray(RELAY_PREFIX_BYTES + HEADER_BYTES);
    // What agrees on the key must not wait for what is sealed with it.
    if (KINDS[header.kind].sealed) {
      this.opening.run(
        () => this.seal.open(clear, header, prefix.sender, body),
        (part) => this.opened(prefix, header, part),
      );
    } else this.tell(prefix, header, body);
    return true;
  }

  /** @param part undefined: it was here already */
  private opened(prefix: RelayPrefix, header: Header, part: Uint8Array | undefined): void {
    const { sender, index, storedIndex } = prefix;
    const packed = part && (header.volatile ? part : this.assembler.add(sender, index, part, header));
    this.unpacking.run(
      async () => packed && this.seal.unpack(packed, MAX_MESSAGE_BYTES),
      (body) => {
        if (body) this.tell(prefix, header, body);
        // Whatever is stored when a volatile frame is relayed was relayed before it.
        this.note(header.volatile ? storedIndex : Math.min(index, storedIndex));
      },
    );
  }

  private tell({ sender }: RelayPrefix, { kind, checkpoint, role }: Header, body: Uint8Array): void {
    const id = String(sender);
    if (kind !== 'pulse') this.deliver({ kind, checkpoint, from: { id, role }, body });
    else if (this.seal.hearPulse(role, sender, body)) this.onPresent(id);
  }

  private note(index: number): void {
    this.complete = Math.max(this.complete, this.assembler.completeBefore(index));
  }
}
