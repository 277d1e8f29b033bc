import { fromBase64url, toBase64url } from '../../shared/crypto/base64url.ts';
import { type Asking, askIn, isTurnedAway, takeOver } from '../../shared/crypto/hand-over.ts';
import type { Octets } from '../../shared/crypto/octets.ts';
import type { Participant } from '../../shared/protocol/control.ts';

/** What the customer answered. `key`: base64url. */
export type Answer = { type: 'let-in'; key: string } | { type: 'turned-away' };

/** An agent of the room asks the customer of a colleague's session to be let in. */
export class AskingIn {
  private asking: Asking | undefined;
  private askedOf: string | undefined;

  constructor(
    private readonly agentName: string,
    private readonly doorKey: () => Promise<string>,
    private readonly say: (message: Uint8Array, customer: string) => void,
  ) {}

  /** Asks a customer who has come, once until they go. */
  async meet(participants: readonly Participant[]): Promise<void> {
    const customer = participants.find(({ role, admitted, online }) => role === 'customer' && admitted && online);
    if (customer?.id === this.askedOf) return;
    this.askedOf = customer?.id;
    if (customer) await this.ask(customer.id);
  }

  async askAgain(): Promise<void> {
    if (this.askedOf !== undefined) await this.ask(this.askedOf);
  }

  /** Undefined when it is no answer to what was asked last. */
  async hear(message: Uint8Array): Promise<Answer | undefined> {
    const { asking } = this;
    if (!asking) return undefined;
    if (isTurnedAway(asking, message)) return { type: 'turned-away' };
    const key = await takeOver(await this.door(), asking, message);
    return key && { type: 'let-in', key: toBase64url(key) };
  }

  private async ask(customer: string): Promise<void> {
    const { asking, message } = await askIn(await this.door(), this.agentName);
    this.asking = asking;
    this.say(message, customer);
  }

  private async door(): Promise<Octets> {
    const key = fromBase64url(await this.doorKey());
    if (!key) throw new Error('the door key is damaged');
    return key as Octets;
  }
}
