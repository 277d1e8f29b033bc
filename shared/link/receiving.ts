import type { Seal } from '../crypto/seal.ts';
import { decodeHeader, HEADER_BYTES, type Header } from '../protocol/header.ts';
import { decodeRelay, RELAY_PREFIX_BYTES, type RelayPrefix } from '../protocol/relay.ts';
import { Assembler } from './chunks.ts';
import type { ReceivedMessage } from './link.ts';
import { Sequence } from './sequence.ts';

/** The way in: from relayed frames to whole messages, in order, each durable one once. */
export class Receiving {
  private readonly assembler = new Assembler();
  private readonly opening: Sequence;
  /** Number of the newest durable frame taken, by sender. */
  private readonly lastSeqs = new Map<number, number>();
  private complete: number;

  constructor(
    private readonly seal: Seal,
    /** Log index up to which this end has everything already. */
    lastIndex: number,
    private readonly deliver: (message: ReceivedMessage) => void,
    onError: (error: unknown) => void,
  ) {
    this.complete = lastIndex;
    this.opening = new Sequence(onError);
  }

  /** Log index up to which everything was delivered and is durable: where to go on after a lost connection. */
  get lastIndex(): number {
    return this.complete;
  }

  /** False when the bytes are no frame. */
  take(bytes: Uint8Array): boolean {
    const prefix = decodeRelay(bytes);
    const decoded = decodeHeader(bytes, RELAY_PREFIX_BYTES);
    if (!prefix || !decoded.ok) return false;
    const { header } = decoded;
    if (!header.volatile) {
      // Sent again after a lost connection, or stored by a party that came back (rule D3).
      if (header.seq <= (this.lastSeqs.get(prefix.sender) ?? 0)) return true;
      this.lastSeqs.set(prefix.sender, header.seq);
    }
    const clear = bytes.subarray(RELAY_PREFIX_BYTES, RELAY_PREFIX_BYTES + HEADER_BYTES);
    const sealed = bytes.subarray(RELAY_PREFIX_BYTES + HEADER_BYTES);
    this.opening.run(
      () => this.seal.open(clear, sealed),
      (part) => this.opened(prefix, header, part),
    );
    return true;
  }

  private opened(prefix: RelayPrefix, header: Header, part: Uint8Array): void {
    const from = { id: String(prefix.sender), role: header.role };
    const { kind, checkpoint, volatile } = header;
    const body = volatile ? part : this.assembler.add(prefix.sender, prefix.index, part, header);
    if (body) this.deliver({ kind, checkpoint, from, body });
    // Whatever is stored when a volatile frame is relayed was relayed before it.
    this.note(volatile ? prefix.storedIndex : Math.min(prefix.index, prefix.storedIndex));
  }

  private note(index: number): void {
    this.complete = Math.max(this.complete, this.assembler.completeBefore(index));
  }
}
