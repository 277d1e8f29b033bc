import * as v from 'valibot';
import { parseJson } from './parse-json.ts';

/** What the two ends say to each other beside the page itself: sealed JSON, kinds `talk`, `join` and agent `pointer`. */
export type Talk =
  /** Agent to customer, after admitting: who is asking. */
  | { type: 'introduce'; agentName: string; roomName: string }
  /** Customer to agent. */
  | { type: 'consent'; granted: boolean }
  | { type: 'paused'; paused: boolean };

/** Kind `join`: the customer proves the code's secret to the agent. (The PAKE of DESIGN.md section 6 takes this place.) */
export type Join = { type: 'proof'; proof: string } | { type: 'result'; admitted: boolean; missesLeft: number };

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

const shortText = v.pipe(v.string(), v.maxLength(200));
const coordinate = v.pipe(v.number(), v.finite());

const talkSchema: v.GenericSchema<unknown, Talk> = v.variant('type', [
  v.strictObject({ type: v.literal('introduce'), agentName: shortText, roomName: shortText }),
  v.strictObject({ type: v.literal('consent'), granted: v.boolean() }),
  v.strictObject({ type: v.literal('paused'), paused: v.boolean() }),
]);

const joinSchema: v.GenericSchema<unknown, Join> = v.variant('type', [
  v.strictObject({ type: v.literal('proof'), proof: shortText }),
  v.strictObject({ type: v.literal('result'), admitted: v.boolean(), missesLeft: v.number() }),
]);

const pointerSchema: v.GenericSchema<unknown, AgentPointer> = v.strictObject({
  node: v.pipe(v.number(), v.integer(), v.minValue(0)),
  xFraction: coordinate,
  yFraction: coordinate,
  xCssPx: coordinate,
  yCssPx: coordinate,
  visible: v.boolean(),
});

const MAX_TALK_BYTES = 4_096;

function decode<Output>(body: Uint8Array, schema: v.GenericSchema<unknown, Output>): Output | undefined {
  return body.length > MAX_TALK_BYTES ? undefined : parseJson(new TextDecoder().decode(body), schema);
}

/** The body of a message of kind `talk`, `join`, or `pointer` from an agent. */
export function encodeTalk(message: Talk | Join | AgentPointer): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(message));
}

/** Undefined when the other end sent something else: drop it, never guess. */
export function decodeTalk(body: Uint8Array): Talk | undefined {
  return decode(body, talkSchema);
}

/** See `decodeTalk`. */
export function decodeJoin(body: Uint8Array): Join | undefined {
  return decode(body, joinSchema);
}

/** See `decodeTalk`. */
export function decodeAgentPointer(body: Uint8Array): AgentPointer | undefined {
  return decode(body, pointerSchema);
}
