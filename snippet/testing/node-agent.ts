import { openEnd, type TestEnd } from '../../party/testing/end.ts';
import { createDecoder } from '../../shared/codec/decode.ts';
import { AgentJoin } from '../../shared/crypto/agent-join.ts';
import { toBase64url } from '../../shared/crypto/base64url.ts';
import { encodeJoinMessage } from '../../shared/crypto/join-message.ts';
import { sessionKeyFrom } from '../../shared/crypto/key-schedule.ts';
import { FIRST_START, SessionSeal } from '../../shared/crypto/session-seal.ts';
import { createSession } from '../../shared/protocol/http.ts';
import { formatJoinCode, generateSecret } from '../../shared/protocol/join-code.ts';
import { CODE_MISSES, PROTOCOL_VERSION } from '../../shared/protocol/limits.ts';
import type { Pass } from '../../shared/protocol/pass.ts';
import { type AgentPointer, decodeTalk, encodeTalk, type Talk } from '../../shared/protocol/talk.ts';
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

/** @param forged whether it shows a tag that is not of the code */
export async function startNodeAgent(pass: Pass, { forged = false } = {}): Promise<NodeAgent> {
  const created = await createSession(pass);
  if (!created.ok) throw new Error(created.fault);
  const { sessionId, locator, ticket, agentName, roomName, allowUnsealed } = created.answer;
  const secret = generateSecret();
  const place = { protocol: PROTOCOL_VERSION, roomId: pass.roomId, sessionId, locator };
  const join = new AgentJoin(secret, place, CODE_MISSES, allowUnsealed);
  const seal = new SessionSeal('agent', FIRST_START);
  const end = openEnd({ partyUrl: pass.partyUrl, sessionId, entry: { type: 'ticket', ticket }, seal });
  let read = 0;
  const answer = async (participant: string, body: Uint8Array) => {
    const step = join.hear(participant, body);
    if (step?.type === 'say') end.link.send('join', step.message, { to: participant });
    if (step?.type === 'missed') {
      const { missesLeft } = step;
      end.link.send('join', encodeJoinMessage({ type: 'refuse', missesLeft }), { to: participant });
      end.link.control({ type: 'refuse', participant });
    }
    if (step?.type !== 'proved') return;
    seal.unlock(step.sealed ? await sessionKeyFrom(step.key) : null);
    end.link.control({ type: 'admit', participant });
    const tag = toBase64url(forged ? step.tag.map((byte) => byte ^ 1) : step.tag);
    end.link.send('talk', encodeTalk({ type: 'introduce', agentName, roomName, tag, doorKey: '' }));
  };
  const timer = setInterval(() => {
    for (; read < end.messages.length; read += 1) {
      const message = end.messages[read];
      if (message?.kind === 'join') void answer(message.from.id, message.body);
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
