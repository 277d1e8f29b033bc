/** What the two ends say to each other beside the page itself: sealed JSON, kinds `talk` and `join`. */
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
