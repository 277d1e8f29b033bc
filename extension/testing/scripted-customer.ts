import WebSocket from 'ws';
import { createEncoder, encodePointer } from '../../shared/codec/encode.ts';
import { joinProof } from '../../shared/crypto/join-proof.ts';
import { identitySeal } from '../../shared/crypto/seal.ts';
import type { Link, LinkState } from '../../shared/link/link.ts';
import type { OpenSocket } from '../../shared/link/link-ports.ts';
import { openLink } from '../../shared/link/open-link.ts';
import { parseJoinCode } from '../../shared/protocol/join-code.ts';
import type { Kind } from '../../shared/protocol/kinds.ts';
import {
  type AgentPointer,
  decodeAgentPointer,
  decodeJoin,
  decodeTalk,
  encodeTalk,
  type Join,
  type Talk,
} from '../../shared/protocol/talk.ts';
import type { Patch, PointerMessage, Snapshot } from '../../shared/tree/message.ts';

/** The customer's end of a session, played by hand from Node: no page, no snippet. */
export interface ScriptedCustomer {
  heard: { talk: Talk[]; join: Join[]; pointers: AgentPointer[]; states: LinkState[] };
  prove(typedCode: string): Promise<void>;
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
  const heard: ScriptedCustomer['heard'] = { talk: [], join: [], pointers: [], states: [] };
  const encoder = createEncoder();
  const link: Link = openLink(
    {
      partyUrl,
      sessionId,
      entry: { type: 'ticket', ticket },
      lastIndex: 0,
      seal: identitySeal,
      openSocket: socketFrom(origin),
    },
    {
      onState: (state) => heard.states.push(state),
      onMessage({ kind, body }) {
        const talk = kind === 'talk' ? decodeTalk(body) : undefined;
        const join = kind === 'join' ? decodeJoin(body) : undefined;
        const pointer = kind === 'pointer' ? decodeAgentPointer(body) : undefined;
        if (talk) heard.talk.push(talk);
        if (join) heard.join.push(join);
        if (pointer) heard.pointers.push(pointer);
      },
      onParticipants: () => undefined,
      onResumeToken: () => undefined,
      onCheckpointWanted: () => undefined,
    },
  );
  return {
    heard,
    async prove(typed) {
      const parsed = parseJoinCode(typed);
      if (!parsed.ok) throw new Error(`not a code: ${typed}`);
      link.send('join', encodeTalk({ type: 'proof', proof: await joinProof(parsed.secret, sessionId) }));
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
