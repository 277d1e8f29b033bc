import { count, either, finite, flag, oneOf, parseShape, record, type Shape, text } from './shape.ts';

/** What the two ends say to each other beside the page itself: sealed JSON, kinds `talk` and agent `pointer`. */
export type Talk =
  /**
   * Agent to customer, after admitting: who is asking. `tag` shows that the agent knows the code; `doorKey` lets the
   * customer know other agents of the room (`shared/crypto/hand-over.ts`), empty when nothing is sealed. Both base64url.
   */
  | { type: 'introduce'; agentName: string; roomName: string; tag: string; doorKey: string }
  /** Customer to agent. */
  | { type: 'consent'; granted: boolean }
  | { type: 'paused'; paused: boolean };

/** Kind `pointer` from an agent: where on the customer's page. Anchored to a node so that it stays right across layouts. */
export interface AgentPointer {
  /** Innermost mirrored element under the pointer, 0: none. */
  node: number;
  /** Offset inside the node's border box, as fractions 0..1. */
  xFraction: number;
  yFraction: number;
  /** Viewport coordinates in the customer's CSS pixels: used when the node is unknown. */
  xCssPx: number;
  yCssPx: number;
  visible: boolean;
}

const shortText = text(200);

const talk: Shape<Talk> = either(
  record({ type: oneOf(['introduce']), agentName: shortText, roomName: shortText, tag: shortText, doorKey: shortText }),
  record({ type: oneOf(['consent']), granted: flag }),
  record({ type: oneOf(['paused']), paused: flag }),
);

const agentPointer: Shape<AgentPointer> = record({
  node: count,
  xFraction: finite,
  yFraction: finite,
  xCssPx: finite,
  yCssPx: finite,
  visible: flag,
});

const MAX_TALK_BYTES = 4_096;

function decode<Value>(body: Uint8Array, shape: Shape<Value>): Value | undefined {
  return body.length > MAX_TALK_BYTES ? undefined : parseShape(new TextDecoder().decode(body), shape);
}

/** The body of a message of kind `talk`, or `pointer` from an agent. */
export function encodeTalk(message: Talk | AgentPointer): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(message));
}

/** Undefined when the other end sent something else: drop it, never guess. */
export function decodeTalk(body: Uint8Array): Talk | undefined {
  return decode(body, talk);
}

/** See `decodeTalk`. */
export function decodeAgentPointer(body: Uint8Array): AgentPointer | undefined {
  return decode(body, agentPointer);
}
