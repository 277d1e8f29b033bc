import { hmac } from '@noble/hashes/hmac.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { type CpaceInput, type CpaceMessage, drawScalar, intermediateKey, secretPoint, shareOf } from './cpace.ts';
import { concatenated, lengthPrefixed, type Octets, octetsOf } from './octets.ts';

/** Everything that both ends know about where they meet: a run between ends that differ in any of it fails. */
export interface JoinPlace {
  protocol: number;
  roomId: string;
  sessionId: string;
  /** The half of the join code that the party knows. */
  locator: string;
}

/** What a run ends in: the key, and with which tag each end shows the other that it has it. */
export interface RunResult {
  key: Octets;
  customerTag: Octets;
  agentTag: Octets;
}

const MAC_LABEL = octetsOf('CPaceMac');

/** One end's part in one run of CPace. Its scalar serves once: a second answer to one share would be a second guess for free. */
export class JoinRun {
  readonly share: Octets;
  private scalar: Octets | undefined;
  private readonly input: CpaceInput;

  constructor(
    secret: string,
    place: JoinPlace,
    private readonly role: 'customer' | 'agent',
    /** Whether bodies will be sealed: the customer says so, and nobody between can change it. */
    private readonly sealed: boolean,
  ) {
    this.input = inputOf(secret, place);
    this.scalar = drawScalar();
    this.share = shareOf(this.input, this.scalar);
  }

  /** Undefined when the other end's share is not one, or came second. */
  finish(otherShare: Octets): RunResult | undefined {
    const { scalar } = this;
    this.scalar = undefined;
    const point = scalar && secretPoint(scalar, otherShare);
    if (!point) return undefined;
    const mine = this.role === 'customer';
    const customer: CpaceMessage = { share: mine ? this.share : otherShare, data: customerData(this.sealed) };
    const agent: CpaceMessage = { share: mine ? otherShare : this.share, data: octetsOf('agent') };
    const { session } = this.input;
    const key = intermediateKey(session, point, customer, agent);
    const macKey = sha512(concatenated(MAC_LABEL, session, key));
    // The roles in `data` differ, so that no tag can be sent back as the answer to itself.
    const tagOf = ({ share, data }: CpaceMessage) => Uint8Array.from(hmac(sha512, macKey, lengthPrefixed(share, data)));
    return { key, customerTag: tagOf(customer), agentTag: tagOf(agent) };
  }
}

const customerData = (sealed: boolean): Octets => octetsOf(sealed ? 'customer' : 'customer, unsealed');

function inputOf(secret: string, { protocol, roomId, sessionId, locator }: JoinPlace): CpaceInput {
  const channel = ['coview', String(protocol), 'customer', 'agent', roomId, locator];
  return {
    secret: octetsOf(secret),
    channel: lengthPrefixed(...channel.map(octetsOf)),
    session: octetsOf(sessionId),
  };
}
