import type { CloseReason } from '../../shared/protocol/close.ts';
import type { Participant, PartyControl } from '../../shared/protocol/control.ts';
import { closeWith, tell } from './delivery.ts';
import type { ParticipantRecord, SessionSocket } from './records.ts';
import type { Roster } from './roster.ts';

/** Which connection belongs to whom, and what everyone is told about it. */
export class Presence {
  constructor(
    private readonly sockets: () => Iterable<SessionSocket>,
    private readonly roster: Roster,
  ) {}

  /** Everyone, with who is connected. `without`: a connection that is just closing. */
  participants(without?: SessionSocket): Participant[] {
    const online = new Set<number>();
    for (const socket of this.sockets()) {
      if (socket.id !== without?.id && socket.state?.participant) online.add(socket.state.participant);
    }
    return this.roster.describe((number) => online.has(number));
  }

  announce(without?: SessionSocket): void {
    const participants = this.participants(without);
    this.tellThose(() => true, { type: 'participants', participants }, without);
  }

  tellThose(which: (record: ParticipantRecord) => boolean, message: PartyControl, without?: SessionSocket): void {
    for (const socket of this.sockets()) {
      const record = this.roster.get(socket.state?.participant);
      if (record && socket.id !== without?.id && which(record)) tell(socket, message);
    }
  }

  /** Closes the participant's connections for good. */
  closeSocketsOf(record: ParticipantRecord, reason: CloseReason): void {
    for (const socket of this.sockets()) {
      if (socket.state?.participant !== record.number) continue;
      socket.setState({ ...socket.state, participant: null });
      closeWith(socket, reason);
    }
  }

  /** Takes the participant out of the session: no resume token brings them back. */
  expel(record: ParticipantRecord, reason: CloseReason): void {
    this.roster.remove(record);
    this.closeSocketsOf(record, reason);
  }

  closeAll(reason: CloseReason): void {
    for (const socket of this.sockets()) closeWith(socket, reason);
  }
}
