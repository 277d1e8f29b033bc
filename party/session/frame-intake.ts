import type { CloseReason } from '../../shared/protocol/close.ts';
import { decodeHeader, HEADER_BYTES, type Header } from '../../shared/protocol/header.ts';
import { KINDS, maySend } from '../../shared/protocol/kinds.ts';
import { MAX_FRAME_BYTES, MAX_JOIN_BYTES, RATES } from '../../shared/protocol/limits.ts';
import type { Delivery } from './delivery.ts';
import type { SessionLog } from './log.ts';
import { RateBucket } from './rate-bucket.ts';
import type { ParticipantRecord, SessionSocket } from './records.ts';
import type { Roster } from './roster.ts';

/**
 * `later`: it is in the log and will be acknowledged. `already`: sent again needlessly. `never`: volatile. `pulse`: that too,
 * and nobody did anything.
 */
type Taken = { ok: true; stored: 'later' | 'already' | 'never' | 'pulse' } | { ok: false; reason: CloseReason };

const refused = (reason: CloseReason): Taken => ({ ok: false, reason });

/** Whose rate counts: `silent` before the welcome. */
type Pace = keyof typeof RATES;

interface Buckets {
  pace: Pace;
  frames: RateBucket;
  bytes: RateBucket;
}

/** Checks every frame from outside against who sent it, then relays it and puts it into the log (rules R1 to R4, L1, L9). */
export class FrameIntake {
  /** Number of the newest durable frame taken from each participant, stored or not. */
  private readonly lastSeqs = new Map<number, number>();
  /** Connections whose proof was kept. */
  private readonly proven = new Set<string>();
  private readonly buckets = new Map<string, Buckets>();

  constructor(
    private readonly log: SessionLog,
    private readonly delivery: Delivery,
    private readonly roster: Roster,
  ) {}

  take(socket: SessionSocket, sender: ParticipantRecord, frame: Uint8Array, now: number): Taken {
    if (frame.length > MAX_FRAME_BYTES) return refused('message-too-large');
    const decoded = decodeHeader(frame);
    if (!decoded.ok) return refused(decoded.fault);
    const { header } = decoded;
    // The role in the header is only a claim; what counts is who said hello on this connection.
    if (header.role !== sender.role || !maySend(sender.role, header.kind)) return refused('message-invalid');
    // A supervisor proves nothing and points at nothing: what they say is who they are.
    if (sender.watches && header.kind === 'pointer') return refused('message-invalid');
    if (header.kind === 'join' && frame.length > HEADER_BYTES + MAX_JOIN_BYTES) return refused('message-too-large');
    if (!sender.admitted && !KINDS[header.kind].beforeAdmission) return refused('refused');
    if (!this.isWithinRate(socket, sender.role, frame.length, now)) return refused('rate-limited');
    return header.volatile ? this.pass(socket, sender, header, frame) : this.store(sender, header, frame, now);
  }

  /** A participant starts or comes back. `gap`: numbers to leave out because they may have been used and lost. */
  begin(participant: ParticipantRecord, gap: number): void {
    const last = Math.max(participant.storedSeq, this.lastSeqs.get(participant.number) ?? 0);
    if (gap > 0) participant.storedSeq = last + gap;
    this.lastSeqs.set(participant.number, last + gap);
  }

  forget(socket: SessionSocket): void {
    this.buckets.delete(socket.id);
    this.proven.delete(socket.id);
  }

  private pass(socket: SessionSocket, sender: ParticipantRecord, header: Header, frame: Uint8Array): Taken {
    if (header.kind === 'join' && !sender.admitted && !this.proven.has(socket.id)) {
      // An agent may be away for a moment: whoever comes next gets it. One write for each connection, whatever it sends.
      this.proven.add(socket.id);
      sender.proof = frame;
      this.roster.save(sender);
    }
    this.delivery.relay(sender, header, frame, 0);
    return { ok: true, stored: header.kind === 'pulse' ? 'pulse' : 'never' };
  }

  private store(sender: ParticipantRecord, header: Header, frame: Uint8Array, now: number): Taken {
    const last = this.lastSeqs.get(sender.number) ?? sender.storedSeq;
    if (header.seq <= last) return { ok: true, stored: header.seq <= sender.storedSeq ? 'already' : 'later' };
    // A connection keeps order, so a hole means that an end has lost count: better to start again than to go on wrongly.
    if (header.seq !== last + 1) return refused('message-invalid');
    this.lastSeqs.set(sender.number, header.seq);
    const entry = this.log.append(header, sender.number, frame, now);
    this.delivery.relay(sender, header, frame, entry.index);
    return { ok: true, stored: 'later' };
  }

  /** Takes what came, a frame or a control, out of the connection's bucket; false when there is not enough. */
  isWithinRate(socket: SessionSocket, pace: Pace, sizeBytes: number, now: number): boolean {
    let buckets = this.buckets.get(socket.id);
    if (buckets?.pace !== pace) {
      const rate = RATES[pace];
      buckets = {
        pace,
        frames: new RateBucket({ burst: rate.burstFrames, perSecond: rate.framesPerSecond }, now),
        bytes: new RateBucket({ burst: rate.burstBytes, perSecond: rate.bytesPerSecond }, now),
      };
      this.buckets.set(socket.id, buckets);
    }
    return buckets.frames.take(1, now) && buckets.bytes.take(sizeBytes, now);
  }
}
