import { decodeJoinMessage, encodeJoinMessage } from './join-message.ts';
import { type JoinPlace, JoinRun, type RunResult } from './join-run.ts';
import { areEqualOctets, type Octets } from './octets.ts';

/** A stranger with the locator can make the panel compute; not without end. */
const ANSWERS = 60;

export type AgentStep =
  /** To be sent to the customer who spoke. */
  | { type: 'say'; message: Octets }
  /** The customer knows the code. `tag` is to be sent in the first sealed message. */
  | { type: 'proved'; key: Octets; tag: Octets; sealed: boolean }
  | { type: 'missed'; missesLeft: number };

interface Pending {
  share: Octets;
  sealed: boolean;
  result: RunResult;
}

/**
 * The agent's side of proving a join code. It answers every offer and learns by the customer's tag whether the code was
 * right; a customer who has not shown it gets nothing that a guess could be compared with, so that every guess is counted.
 */
export class AgentJoin {
  /** The newest run of each customer. */
  private readonly pending = new Map<string, Pending>();
  private answersLeft = ANSWERS;

  /** @param missesLeft wrong codes still forgiven: counted here, because the party's count is only what the party says */
  constructor(
    private readonly secret: string,
    private readonly place: JoinPlace,
    private missesLeft: number,
    private readonly allowUnsealed: boolean,
  ) {}

  /** @param customer participant number */
  hear(customer: string, bytes: Uint8Array): AgentStep | undefined {
    const message = decodeJoinMessage(bytes);
    if (message?.type === 'offer') return this.answer(customer, message.share, message.sealed);
    if (message?.type !== 'confirm') return undefined;
    const pending = this.pending.get(customer);
    // Our answer to which this belongs went with an earlier panel, or another offer has taken its place.
    if (!pending || !areEqualOctets(pending.share, message.to)) {
      return { type: 'say', message: encodeJoinMessage({ type: 'again' }) };
    }
    this.pending.delete(customer);
    const { key, customerTag, agentTag } = pending.result;
    if (areEqualOctets(customerTag, message.tag)) {
      return { type: 'proved', key, tag: agentTag, sealed: pending.sealed };
    }
    this.missesLeft = Math.max(0, this.missesLeft - 1);
    // Runs that were under way at the same time would be further guesses.
    if (this.missesLeft === 0) this.pending.clear();
    return { type: 'missed', missesLeft: this.missesLeft };
  }

  private answer(customer: string, offered: Octets, sealed: boolean): AgentStep | undefined {
    if ((!sealed && !this.allowUnsealed) || this.answersLeft === 0 || this.missesLeft === 0) return undefined;
    this.answersLeft -= 1;
    const run = new JoinRun(this.secret, this.place, 'agent', sealed);
    const result = run.finish(offered);
    // No valid share: not a customer's end. It has learned nothing.
    if (!result) return undefined;
    this.pending.set(customer, { share: run.share, sealed, result });
    return { type: 'say', message: encodeJoinMessage({ type: 'answer', to: offered, share: run.share }) };
  }
}
