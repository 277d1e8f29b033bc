/**
 * Kinds of sealed message. The kind stands in the clear header: it is all the party needs to authorise and store one.
 * `durable` messages are numbered by their sender, stored in the session's log and acknowledged; `volatile` ones may be
 * dropped at any time.
 */
export const KINDS = {
  /** Engine snapshot (customer). */
  snapshot: { code: 1, durable: true, senders: ['customer'] },
  /** Engine patch (customer). */
  patch: { code: 2, durable: true, senders: ['customer'] },
  /** Where someone points: engine pointer from the customer, `AgentPointer` from an agent. */
  pointer: { code: 3, durable: false, senders: ['customer', 'agent'] },
  /** Proof of the join code, and its answer. */
  join: { code: 4, durable: false, senders: ['customer', 'agent'] },
  /** Consent, pause, introductions and requests between the two ends (`talk.ts`). */
  talk: { code: 5, durable: true, senders: ['customer', 'agent'] },
} as const satisfies Record<string, { code: number; durable: boolean; senders: readonly Role[] }>;

export type Role = 'customer' | 'agent';

export type Kind = keyof typeof KINDS;
