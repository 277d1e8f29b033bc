import { openEnd, type TestEnd } from '../../party/testing/end.ts';
import { createDecoder } from '../../shared/codec/decode.ts';
import { isJoinProof } from '../../shared/crypto/join-proof.ts';
import { createSession } from '../../shared/protocol/http.ts';
import { formatJoinCode, generateSecret } from '../../shared/protocol/join-code.ts';
import type { Pass } from '../../shared/protocol/pass.ts';
import { type AgentPointer, decodeJoin, decodeTalk, encodeTalk, type Talk } from '../../shared/protocol/talk.ts';
import type { EngineMessage } from '../../shared/tree/message.ts';

/** An agent without an extension: makes a session, checks the proof, and reads what comes. */
export interface NodeAgent {
  code: string;
  end: TestEnd;
  /** Everything of the page so far, decoded. */
  page(): EngineMessage[];
  talk(): Talk[];
  /** Kinds of what the customer sent, in order, without pointers. */
  kinds(): string[];
  point(pointer: AgentPointer): void;
  stop(): void;
}

export async function startNodeAgent(pass: Pass): Promise<NodeAgent> {
  const created = await createSession(pass);
  if (!created.ok) throw new Error(created.fault);
  const { sessionId, locator, ticket, agentName, roomName } = created.answer;
  const secret = generateSecret();
  const end = openEnd({ partyUrl: pass.partyUrl, sessionId, entry: { type: 'ticket', ticket } });
  let misses = 0;
  let read = 0;
  const answer = async (participant: string, proof: string) => {
    const admitted = await isJoinProof(proof, secret, sessionId);
    if (!admitted) misses += 1;
    end.link.control({ type: admitted ? 'admit' : 'refuse', participant });
    end.link.send('join', encodeTalk({ type: 'result', admitted, missesLeft: 3 - misses }), { to: participant });
    if (admitted) end.link.send('talk', encodeTalk({ type: 'introduce', agentName, roomName }));
  };
  const timer = setInterval(() => {
    for (; read < end.messages.length; read += 1) {
      const message = end.messages[read];
      const join = message?.kind === 'join' ? decodeJoin(message.body) : undefined;
      if (message && join?.type === 'proof') void answer(message.from.id, join.proof);
    }
  }, 20);
  const bodies = (...kinds: string[]) =>
    end.messages.filter((message) => message.from.role === 'customer' && kinds.includes(message.kind));
  return {
    code: formatJoinCode(locator, secret),
    end,
    page() {
      const decoder = createDecoder();
      return bodies('snapshot', 'patch').map((message) => decoder.decode(message.body));
    },
    talk: () => bodies('talk').flatMap((message) => decodeTalk(message.body) ?? []),
    kinds: () => bodies('snapshot', 'patch', 'talk').map((message) => message.kind),
    point: (pointer) => end.link.send('pointer', encodeTalk(pointer)),
    stop() {
      clearInterval(timer);
      end.link.stop();
    },
  };
}
