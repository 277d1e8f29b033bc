import { decodeJoinMessage, encodeJoinMessage } from './join-message.ts';
import { type JoinPlace, JoinRun, type RunResult } from './join-run.ts';
import { areEqualOctets, type Octets } from './octets.ts';

/** Every answer that is confirmed lets whoever gave it test one guess of the secret: no more than these for one typed code. */
const RUNS = 3;

export type CustomerStep =
  /** To be sent to whoever answered. `key`: what the ends have in common if the other one knows the code. */
  | { type: 'confirm'; message: Octets; key: Octets; isSealed: boolean }
  /** To be sent to the agents, as a new beginning. */
  | { type: 'offer'; message: Octets }
  | { type: 'refused'; missesLeft: number }
  /** The other end has had its tries, or is not what it should be. */
  | { type: 'failed' };

/** The customer's side of proving a join code. The one who typed it speaks first and is the first to confirm. */
export class CustomerJoin {
  private run: JoinRun;
  private runsLeft = RUNS;
  private result: RunResult | undefined;
  private newest: Octets;

  constructor(
    private readonly secret: string,
    private readonly place: JoinPlace,
    private readonly sealed: boolean,
  ) {
    [this.run, this.newest] = this.offer();
  }

  /** Said to every agent who comes, and again when a connection was lost: it may not have arrived. */
  get message(): Octets {
    return this.newest;
  }

  hear(bytes: Uint8Array): CustomerStep | undefined {
    const message = decodeJoinMessage(bytes);
    switch (message?.type) {
      case 'answer':
        return this.answered(message.to, message.share);
      case 'refuse':
        return { type: 'refused', missesLeft: message.missesLeft };
      case 'again':
        // Before anything was confirmed there is nothing that an agent could not know.
        return this.result ? this.again() : undefined;
      default:
        return undefined;
    }
  }

  /** Whether the tag shows that the other end has the same key, and so knows the code. */
  isAgentTag(tag: Uint8Array): boolean {
    return this.result !== undefined && areEqualOctets(this.result.agentTag, tag);
  }

  private answered(to: Octets, share: Octets): CustomerStep | undefined {
    // An answer to an earlier offer, or a second one to this: the first has been used.
    if (this.result || !areEqualOctets(to, this.run.share)) return undefined;
    if (this.runsLeft === 0) return { type: 'failed' };
    this.runsLeft -= 1;
    this.result = this.run.finish(share);
    if (!this.result) return { type: 'failed' };
    const { customerTag, key } = this.result;
    this.newest = encodeJoinMessage({ type: 'confirm', to: share, tag: customerTag });
    return { type: 'confirm', message: this.newest, key, isSealed: this.sealed };
  }

  private again(): CustomerStep {
    if (this.runsLeft === 0) return { type: 'failed' };
    this.result = undefined;
    [this.run, this.newest] = this.offer();
    return { type: 'offer', message: this.newest };
  }

  private offer(): [JoinRun, Octets] {
    const run = new JoinRun(this.secret, this.place, 'customer', this.sealed);
    return [run, encodeJoinMessage({ type: 'offer', sealed: this.sealed, share: run.share })];
  }
}
