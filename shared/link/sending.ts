import { concatenated } from '../crypto/octets.ts';
import type { Seal } from '../crypto/seal.ts';
import { encodeHeader, type Header, TO_ALL } from '../protocol/header.ts';
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
    for (const [key, message] of this.volatile) {
      const { outlet, self } = this;
      if (!outlet || !self || !this.isClear(outlet)) return;
      this.volatile.delete(key);
      this.dart(message, outlet, self.role);
    }
  }

  /** A sign of life for one participant of the other side; only when everything that it speaks of has gone out. */
  pulse(role: Role, receiver: string): void {
    const { outlet, self, outbox } = this;
    if (!outlet || !self || !this.isClear(outlet)) return;
    const body = this.seal.pulse(role, Number(receiver), outbox.newestSeq);
    this.dart({ kind: 'pulse', body, options: { to: receiver } }, outlet, self.role);
  }

  private isClear({ bufferedBytes }: Outlet): boolean {
    return this.outbox.isDrained && bufferedBytes <= MAX_BUFFERED_FOR_VOLATILE_BYTES;
  }

  /** Sends a volatile message on this connection or never. */
  private dart({ kind, body, options }: Message, outlet: Outlet, role: Role): void {
    const header = { ...this.headerOf(kind, options, role, ++this.volatileSeq), volatile: true };
    if (!KINDS[kind].sealed) {
      outlet.send(concatenated(encodeHeader(header), body));
      return;
    }
    this.sealing.run(
      async () => this.closed(header, await this.seal.pack(body)),
      (frame) => {
        if (outlet === this.outlet) outlet.send(frame);
      },
    );
  }

  private frame({ kind, body, options }: Message, role: Role): void {
    this.sealing.run(
      () => this.seal.pack(body),
      (packed) => {
        const parts = splitMessage(packed);
        parts.forEach((part, at) => {
          const numbered = this.headerOf(kind, options, role, ++this.seq);
          const header = { ...numbered, first: at === 0, last: at === parts.length - 1 };
          this.sealing.run(
            () => this.closed(header, part),
            (frame) => {
              if (header.last) this.acceptedBytes -= body.length;
              this.outbox.push(header.seq, frame);
              this.pump();
            },
          );
        });
      },
    );
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

  private async closed(header: Header, part: Uint8Array): Promise<Uint8Array> {
    const clear = encodeHeader(header);
    return concatenated(clear, await this.seal.seal(clear, header, part));
  }

  private pump(): void {
    const { outlet } = this;
    if (outlet) this.outbox.pump((frame) => outlet.send(frame));
  }
}
