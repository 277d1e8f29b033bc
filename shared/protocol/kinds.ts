export type Role = 'customer' | 'agent';

/**
 * Kinds of message. The kind stands in the clear header: it is all the party needs to authorise and store one.
 * `durable` messages are numbered by their sender, stored in the session's log and acknowledged; `volatile` ones may be
 * dropped at any time. `beforeAdmission`: a customer may send it before the agent has accepted the join code. `sealed`:
 * closed with the session's key; what is said before there is one cannot be.
 * PROTOCOL.md holds the same table; a test compares them.
 */
export const KINDS = {
  /** Engine snapshot. */
  snapshot: { code: 1, durable: true, senders: ['customer'], beforeAdmission: false, sealed: true },
  /** Engine patch. */
  patch: { code: 2, durable: true, senders: ['customer'], beforeAdmission: false, sealed: true },
  /** Where someone points: engine pointer from the customer, `AgentPointer` from an agent. */
  pointer: { code: 3, durable: false, senders: ['customer', 'agent'], beforeAdmission: false, sealed: true },
  /** What agrees on the key: proof of the join code (`shared/crypto/join-message.ts`), and asking in. */
  join: { code: 4, durable: false, senders: ['customer', 'agent'], beforeAdmission: true, sealed: false },
  /** Consent, pause, introductions and requests between the two ends (`talk.ts`). */
  talk: { code: 5, durable: true, senders: ['customer', 'agent'], beforeAdmission: false, sealed: true },
  /** What a mirror that differs from the page asks for (rule P4). One that is lost is asked again. */
  repair: { code: 6, durable: false, senders: ['agent'], beforeAdmission: false, sealed: true },
  /** Part of a picture or font from the customer; from an agent, the names of those that are missing. */
  asset: { code: 7, durable: true, senders: ['customer', 'agent'], beforeAdmission: false, sealed: true },
  /** A sign of life: what should have arrived by now, and which start of the other end was heard (rule K8). */
  pulse: { code: 10, durable: false, senders: ['customer', 'agent'], beforeAdmission: false, sealed: true },
} as const satisfies Record<
  string,
  { code: number; durable: boolean; senders: readonly Role[]; beforeAdmission: boolean; sealed: boolean }
>;

export type Kind = keyof typeof KINDS;

export const KIND_NAMES = Object.keys(KINDS) as Kind[];

/** The kind with this code on the wire, if there is one. */
export function kindOfCode(code: number): Kind | undefined {
  return KIND_NAMES.find((kind) => KINDS[kind].code === code);
}

/** Rule R1: whether this role may send this kind. */
export function maySend(role: Role, kind: Kind): boolean {
  const senders: readonly Role[] = KINDS[kind].senders;
  return senders.includes(role);
}
