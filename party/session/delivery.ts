import { CLOSE_CODES, type CloseReason, mayReconnectAfter } from '../../shared/protocol/close.ts';
import type { PartyControl } from '../../shared/protocol/control.ts';
import { decodeHeader, type Header } from '../../shared/protocol/header.ts';
import { encodeRelay } from '../../shared/protocol/relay.ts';
import type { SessionLog } from './log.ts';
import type { ParticipantRecord, SessionSocket } from './records.ts';
import { isFor, type Roster } from './roster.ts';
import type { LogEntry } from './segment.ts';

/** Brings frames to those they are for: live ones at once, missed ones in order before any live one (rule D2). */
export class Delivery {
  /** Connections that still read from the log: live frames reach them through it. */
  private readonly catchingUp = new Set<string>();

  constructor(
    private readonly sockets: () => Iterable<SessionSocket>,
    private readonly roster: Roster,
    private readonly log: SessionLog,
  ) {}

  /** `index` 0: a volatile frame, which is never read later. */
  relay(sender: ParticipantRecord, header: Header, frame: Uint8Array, index: number): void {
    const prefix = { index, storedIndex: this.log.storedIndex, sender: sender.number };
    let relayed: Uint8Array | undefined;
    for (const socket of this.sockets()) {
      const receiver = this.roster.get(socket.state?.participant);
      if (!receiver || this.catchingUp.has(socket.id) || !isFor(receiver, sender, header)) continue;
      relayed ??= encodeRelay(prefix, frame);
      deliver(socket, relayed);
    }
  }

  /** A volatile frame as its receivers get it. */
  volatile(sender: ParticipantRecord, frame: Uint8Array): Uint8Array {
    return encodeRelay({ index: 0, storedIndex: this.log.storedIndex, sender: sender.number }, frame);
  }

  /** To be called before the connection gets its participant, so that no live frame overtakes. */
  hold(socket: SessionSocket): void {
    this.catchingUp.add(socket.id);
  }

  forget(socket: SessionSocket): void {
    this.catchingUp.delete(socket.id);
  }

  /** Sends what `receiver` missed after `lastIndex`; from then on it is live. */
  async catchUp(socket: SessionSocket, receiver: ParticipantRecord, lastIndex: number): Promise<void> {
    let reached = Math.min(lastIndex, this.log.head);
    let before: number;
    do {
      before = reached;
      for await (const entry of this.log.storedAfter(reached)) {
        this.replay(socket, receiver, entry);
        reached = entry.index;
      }
    } while (reached < this.log.storedIndex && reached > before);
    for (const entry of this.log.pendingAfter(reached)) this.replay(socket, receiver, entry);
    this.catchingUp.delete(socket.id);
  }

  private replay(socket: SessionSocket, receiver: ParticipantRecord, entry: LogEntry): void {
    const decoded = decodeHeader(entry.frame);
    if (!decoded.ok) return;
    const sender = { number: entry.sender, role: decoded.header.role };
    if (!isFor(receiver, sender, decoded.header)) return;
    const prefix = { index: entry.index, storedIndex: this.log.storedIndex, sender: entry.sender };
    deliver(socket, encodeRelay(prefix, entry.frame));
  }
}

/** Sends and forgets a connection that closed meanwhile: its end comes back and asks for what it missed. */
export function deliver(socket: SessionSocket, data: string | Uint8Array): void {
  try {
    socket.send(data);
  } catch {
    // Closed between two events; `onClose` follows.
  }
}

export function tell(socket: SessionSocket, message: PartyControl): void {
  deliver(socket, JSON.stringify(message));
}

/**
 * Rule C1: says why in a message before the close code. The close event reaches a browser only when the runtime ends the
 * connection below it, which takes seconds, and never when the connection is half dead. Refusing the upgrade instead
 * would look like a lost network to a browser.
 */
export function closeWith(socket: SessionSocket, reason: CloseReason): void {
  if (!mayReconnectAfter(reason)) tell(socket, { type: 'ended', reason });
  socket.close(CLOSE_CODES[reason], reason);
}
