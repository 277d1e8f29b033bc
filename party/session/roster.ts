import { randomToken } from '../../shared/crypto/base64url.ts';
import type { Participant } from '../../shared/protocol/control.ts';
import { type Header, TO_ALL } from '../../shared/protocol/header.ts';
import { hashOf } from '../secrets.ts';
import type { Store } from '../store.ts';
import { PARTICIPANT_PREFIX, type ParticipantRecord, participantKey } from './records.ts';

/** Everyone who takes or took part in a session. */
export class Roster {
  private readonly byNumber = new Map<number, ParticipantRecord>();

  constructor(private readonly store: Store) {}

  async load(): Promise<void> {
    const records = await this.store.list<ParticipantRecord>({ prefix: PARTICIPANT_PREFIX });
    for (const record of records.values()) this.byNumber.set(record.number, record);
  }

  get(number: number | null | undefined): ParticipantRecord | undefined {
    return typeof number === 'number' ? this.byNumber.get(number) : undefined;
  }

  all(): ParticipantRecord[] {
    return [...this.byNumber.values()];
  }

  add(record: ParticipantRecord): void {
    this.byNumber.set(record.number, record);
    this.save(record);
  }

  save(record: ParticipantRecord): void {
    this.store.put({ [participantKey(record.number)]: record });
  }

  /** They said something after the welcome, so it arrived: their ticket has done its work. */
  confirm(record: ParticipantRecord): void {
    if (record.unconfirmedTicket === null) return;
    record.unconfirmedTicket = null;
    this.save(record);
  }

  remove(record: ParticipantRecord): void {
    this.byNumber.delete(record.number);
    this.store.delete([participantKey(record.number)]);
  }

  /** The participant to whom this resume token was given. */
  async byResumeToken(token: string): Promise<ParticipantRecord | undefined> {
    const hash = await hashOf(token);
    return this.all().find((record) => record.resumeHashes.includes(hash));
  }

  /** Rule J5: a new resume token; the one it replaces stays good until the new one is used, in case that never arrives. */
  async renewResumeToken(record: ParticipantRecord, usedToken: string | undefined): Promise<string> {
    const token = randomToken(32);
    const used = usedToken === undefined ? [] : [await hashOf(usedToken)];
    record.resumeHashes = [await hashOf(token), ...used];
    this.save(record);
    return token;
  }

  /** As told to the others. */
  describe(isOnline: (number: number) => boolean): Participant[] {
    return this.all().map(({ number, role, admitted, name }) => ({
      id: String(number),
      role,
      online: isOnline(number),
      admitted,
      name,
    }));
  }
}

/** Rule R3: whether `receiver` gets a frame of `sender`. */
export function isFor(
  receiver: ParticipantRecord,
  sender: Pick<ParticipantRecord, 'number' | 'role'>,
  header: Pick<Header, 'kind' | 'to'>,
): boolean {
  if (receiver.number === sender.number) return false;
  if (header.to !== TO_ALL && header.to !== receiver.number) return false;
  if (header.kind === 'join') return receiver.role !== sender.role;
  return receiver.admitted && (receiver.role === 'agent' || sender.role === 'agent');
}
