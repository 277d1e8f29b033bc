import WebSocket from 'ws';
import { createEncoder, encodePointer } from '../../shared/codec/encode.ts';
import { fromBase64url } from '../../shared/crypto/base64url.ts';
import { CustomerJoin } from '../../shared/crypto/customer-join.ts';
import { fingerprintOf } from '../../shared/crypto/fingerprint.ts';
import { type SessionKey, sessionKeyFrom } from '../../shared/crypto/key-schedule.ts';
import { FIRST_START, SessionSeal } from '../../shared/crypto/session-seal.ts';
import type { Link, LinkState } from '../../shared/link/link.ts';
import type { OpenSocket } from '../../shared/link/link-ports.ts';
import { openLink } from '../../shared/link/open-link.ts';
import { parseJoinCode } from '../../shared/protocol/join-code.ts';
import type { Kind } from '../../shared/protocol/kinds.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/limits.ts';
import {
  type AgentPointer,
  decodeAgentPointer,
  decodeTalk,
  encodeTalk,
  type Talk,
} from '../../shared/protocol/talk.ts';
import type { Patch, PointerMessage, Snapshot } from '../../shared/tree/message.ts';

/** The customer's end of a session, played by hand from Node: no page, no snippet. */
export interface ScriptedCustomer {
  heard: { talk: Talk[]; missesLeft: number[]; pointers: AgentPointer[]; states: LinkState[] };
  /** Begins to prove a code; what the agent says to it is answered. */
  prove(typedCode: string): void;
  /** Whether an agent has shown that it knows the code that was typed. */
  isAgentProven(): boolean;
  /** Words for the key. */
  fingerprint(): Promise<string>;
  say(talk: Talk): void;
  show(message: Snapshot | Patch): void;
  point(pointer: PointerMessage): void;
  /** A body as it is, however wrong. */
  sendRaw(kind: Kind, body: Uint8Array): void;
  end(): void;
  stop(): void;
}

/** Takes a code to the room as the snippet does. `origin` is the site's, which the party checks. */
export async function scriptedCustomer(
  partyUrl: string,
  roomId: string,
  origin: string,
  typedCode: string,
): Promise<ScriptedCustomer> {
  const code = parseJoinCode(typedCode);
  if (!code.ok) throw new Error(`not a code: ${typedCode}`);
  const response = await fetch(`${partyUrl}/parties/room/${roomId}/join`, {
    method: 'POST',
    headers: { origin },
    body: JSON.stringify({ protocol: 1, locator: code.locator }),
  });
  if (!response.ok) throw new Error(`join answered ${response.status}: ${await response.text()}`);
  const { sessionId, ticket }: { sessionId: string; ticket: string } = await response.json();
  const heard: ScriptedCustomer['heard'] = { talk: [], missesLeft: [], pointers: [], states: [] };
  const encoder = createEncoder();
  const seal = new SessionSeal('customer', FIRST_START);
  let join: CustomerJoin | undefined;
  let key: SessionKey | undefined;
  const answer = async (agentId: string, body: Uint8Array): Promise<void> => {
    const step = join?.hear(body);
    if (step?.type === 'refused') heard.missesLeft.push(step.missesLeft);
    if (step?.type === 'offer') link.send('join', step.message);
    if (step?.type !== 'confirm') return;
    key = await sessionKeyFrom(step.key);
    seal.unlock(key);
    link.send('join', step.message, { to: agentId });
  };
  const link: Link = openLink(
    {
      partyUrl,
      sessionId,
      entry: { type: 'ticket', ticket },
      lastIndex: 0,
      seal,
      openSocket: socketFrom(origin),
    },
    {
      onState: (state) => heard.states.push(state),
      onMessage({ kind, from, body }) {
        const talk = kind === 'talk' ? decodeTalk(body) : undefined;
        if (kind === 'join') void answer(from.id, body);
        const pointer = kind === 'pointer' ? decodeAgentPointer(body) : undefined;
        if (talk) heard.talk.push(talk);
        if (pointer) heard.pointers.push(pointer);
      },
      onParticipants: () => undefined,
      onResumeToken: () => undefined,
      onCheckpointWanted: () => undefined,
    },
  );
  return {
    heard,
    prove(typed) {
      const parsed = parseJoinCode(typed);
      if (!parsed.ok) throw new Error(`not a code: ${typed}`);
      const { secret, locator } = parsed;
      join = new CustomerJoin(secret, { protocol: PROTOCOL_VERSION, roomId, sessionId, locator }, true);
      link.send('join', join.message);
    },
    isAgentProven() {
      const introduction = heard.talk.find((talk) => talk.type === 'introduce');
      const tag = introduction && fromBase64url(introduction.tag);
      return tag !== undefined && join?.isAgentTag(tag) === true;
    },
    async fingerprint() {
      if (!key) throw new Error('no key yet');
      return fingerprintOf(key);
    },
    say: (talk) => link.send('talk', encodeTalk(talk)),
    show: (message) => link.send(message.type, encoder.encode(message), { checkpoint: message.type === 'snapshot' }),
    point: (pointer) => link.send('pointer', encodePointer(pointer)),
    sendRaw: (kind, body) => link.send(kind, body),
    end: () => link.control({ type: 'end', reason: 'ended-by-customer' }),
    stop: () => link.stop(),
  };
}

/** A socket that says from which site it comes, as a browser would, and connects again when the link wants it. */
function socketFrom(origin: string): OpenSocket {
  return (url, events) => {
    let socket = connect();
    function connect(): WebSocket {
      const next = new WebSocket(url, { origin });
      next.binaryType = 'arraybuffer';
      next.on('open', () => events.onOpen());
      next.on('message', (data) => {
        if (data instanceof ArrayBuffer) events.onBytes(new Uint8Array(data));
        else events.onText(data.toString());
      });
      next.on('close', (closeCode) => {
        if (!events.onClose(closeCode)) return;
        setTimeout(() => {
          socket = connect();
        }, events.delayMs());
      });
      next.on('error', () => next.terminate());
      return next;
    }
    return {
      send: (data) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(data);
      },
      get bufferedBytes() {
        return socket.bufferedAmount;
      },
      restart: () => socket.terminate(),
      close: () => socket.close(),
    };
  };
}
