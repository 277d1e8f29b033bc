import type { Seal } from '../crypto/seal.ts';
import { encodeHeader, HEADER_BYTES, type Header, TO_ALL } from '../protocol/header.ts';
import { KINDS, type Kind, type Role } from '../protocol/kinds.ts';
import { MAX_BUFFERED_FOR_VOLATILE_BYTES } from '../protocol/limits.ts';
import { splitMessage } from './chunks.ts';
import type { SendOptions } from './link.ts';
import { Outbox } from './outbox.ts';
import { Sequence } from './sequence.ts';

interface Message {
  kind: Kind;
  body: Uint8Array;
  options: SendOptions;
}

/** Where frames go while a connection is there. */
export interface Outlet {
  send(frame: Uint8Array): void;
  readonly bufferedBytes: number;
}

/** The way out: from messages to numbered, sealed frames, and again after a lost connection. */
export class Sending {
  private readonly outbox = new Outbox();
  private readonly sealing: Sequence;
  /** Messages from before the party told who we are and where our numbering starts. */
  private early: Message[] = [];
  private acceptedBytes = 0;
  /** Newest volatile message by kind and receiver. */
  private readonly volatile = new Map<string, Message>();
  private self: { role: Role } | undefined;
  private seq = 0;
  private volatileSeq = 0;
  private outlet: Outlet | undefined;

  constructor(
    private readonly seal: Seal,
    onError: (error: unknown) => void,
  ) {
    this.sealing = new Sequence(onError);
  }

  get backlogBytes(): number {
    return this.acceptedBytes + this.outbox.sizeBytes;
  }

  send(kind: Kind, body: Uint8Array, options: SendOptions): void {
    const message = { kind, body, options };
    if (KINDS[kind].durable) {
      this.acceptedBytes += body.length;
      if (this.self) this.frame(message, this.self.role);
      else this.early.push(message);
    } else {
      this.volatile.set(`${kind} ${options.to ?? TO_ALL}`, message);
      this.flushVolatile();
    }
  }

  /** A connection is there and welcome. `lastSeq`: what the party has of us. */
  connect(outlet: Outlet, role: Role, lastSeq: number): void {
    this.outlet = outlet;
    if (this.self) {
      this.outbox.acknowledge(lastSeq);
      this.outbox.rewind();
    } else {
      this.self = { role };
      this.seq = lastSeq;
      this.volatileSeq = lastSeq;
      for (const message of this.early) this.frame(message, role);
      this.early = [];
    }
    this.pump();
    this.flushVolatile();
  }

  disconnect(): void {
    this.outlet = undefined;
  }

  acknowledge(seq: number): void {
    this.outbox.acknowledge(seq);
    this.pump();
    this.flushVolatile();
  }

  /** Volatile messages go when there is nothing more important and the connection is not slow (rule L8). */
  flushVolatile(): void {
    const { outlet, self } = this;
    if (!outlet || !self || !this.outbox.isDrained || outlet.bufferedBytes > MAX_BUFFERED_FOR_VOLATILE_BYTES) return;
    for (const [key, { kind, body, options }] of this.volatile) {
      this.volatile.delete(key);
      const header = this.headerOf(kind, options, self.role, ++this.volatileSeq);
      this.sealed({ ...header, volatile: true }, body, (frame) => this.outlet?.send(frame));
    }
  }

  private frame({ kind, body, options }: Message, role: Role): void {
    const parts = splitMessage(body);
    parts.forEach((part, at) => {
      const header = this.headerOf(kind, options, role, ++this.seq);
      this.sealed({ ...header, first: at === 0, last: at === parts.length - 1 }, part, (frame) => {
        this.acceptedBytes -= part.length;
        this.outbox.push(header.seq, frame);
        this.pump();
      });
    });
  }

  private headerOf(kind: Kind, { checkpoint, to }: SendOptions, role: Role, seq: number): Header {
    return {
      kind,
      checkpoint: checkpoint === true && kind === 'snapshot',
      volatile: false,
      first: true,
      last: true,
      role,
      seq,
      to: to === undefined ? TO_ALL : Number(to),
    };
  }

  private sealed(header: Header, body: Uint8Array, use: (frame: Uint8Array) => void): void {
    const clear = encodeHeader(header);
    this.sealing.run(
      () => this.seal.seal(clear, body),
      (sealed) => {
        const frame = new Uint8Array(HEADER_BYTES + sealed.length);
        frame.set(clear);
        frame.set(sealed, HEADER_BYTES);
        use(frame);
      },
    );
  }

  private pump(): void {
    const { outlet } = this;
    if (outlet) this.outbox.pump((frame) => outlet.send(frame));
  }
}
