import { AgentJoin } from '../../shared/crypto/agent-join.ts';
import { CustomerJoin } from '../../shared/crypto/customer-join.ts';
import { sessionKeyFrom } from '../../shared/crypto/key-schedule.ts';
import { FIRST_START, SessionSeal } from '../../shared/crypto/session-seal.ts';
import { encodeHeader, type Header } from '../../shared/protocol/header.ts';

const PLACE = { protocol: 1, roomId: 'abcdefghjkmn', sessionId: 's'.repeat(22), locator: 'K7' };
const SECRET = 'M4QX2P';
const PATCH: Omit<Header, 'seq'> = {
  kind: 'patch',
  role: 'customer',
  to: 0,
  checkpoint: false,
  volatile: false,
  first: true,
  last: true,
};
/** The browser's clock is too coarse for one message. */
const BATCH = 25;

/** Median wall time of packing and sealing one patch of `sizeBytes`, one after the other as the link does it. */
export async function sealPatchMs(sizeBytes: number, batches: number): Promise<number[]> {
  const seal = new SessionSeal('customer', FIRST_START);
  seal.unlock(crypto.getRandomValues(new Uint8Array(32)));
  const patch = new Uint8Array(sizeBytes).map((_, at) => (at * 7919 + (at >> 3)) % 251);
  const taken: number[] = [];
  let seq = 0;
  for (let batch = 0; batch < batches; batch++) {
    const startedAt = performance.now();
    for (let count = 0; count < BATCH; count++) {
      const header: Header = { ...PATCH, seq: ++seq };
      await seal.seal(encodeHeader(header), header, await seal.pack(patch));
    }
    taken.push((performance.now() - startedAt) / BATCH);
  }
  return taken;
}

export interface ProofTimes {
  /** On the customer's page: all steps together, and the longest of them. */
  customerMs: number;
  longestMs: number;
  agentMs: number;
}

/** One proof of a code between two ends in this page, as it is the first time: nothing is compiled yet. */
export async function proveCode(): Promise<ProofTimes> {
  const customerSteps: number[] = [];
  const agentSteps: number[] = [];
  const timed = async <Value>(steps: number[], act: () => Value | Promise<Value>): Promise<Value> => {
    const startedAt = performance.now();
    const value = await act();
    steps.push(performance.now() - startedAt);
    return value;
  };
  const customer = await timed(customerSteps, () => new CustomerJoin(SECRET, PLACE, true));
  const agent = new AgentJoin(SECRET, PLACE, 3, false);
  const answer = await timed(agentSteps, () => agent.hear('2', customer.message));
  if (answer?.type !== 'say') throw new Error('no answer');
  const confirmation = await timed(customerSteps, () => customer.hear(answer.message));
  if (confirmation?.type !== 'confirm') throw new Error('no confirmation');
  await timed(customerSteps, () => sessionKeyFrom(confirmation.key));
  const proved = await timed(agentSteps, () => agent.hear('2', confirmation.message));
  if (proved?.type !== 'proved' || !customer.isAgentTag(proved.tag)) throw new Error('not proved');
  await timed(agentSteps, () => sessionKeyFrom(proved.key));
  const sum = (steps: readonly number[]) => steps.reduce((total, step) => total + step, 0);
  return { customerMs: sum(customerSteps), longestMs: Math.max(...customerSteps), agentMs: sum(agentSteps) };
}
