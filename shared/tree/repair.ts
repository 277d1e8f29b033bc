import type { NodeId } from './node.ts';

/** A node that is to be sent again. */
export type Resend =
  /** Built anew, with everything below it. */
  | { type: 'replace'; node: NodeId }
  /** The same of a node that the mirror does not have. */
  | { type: 'missing'; node: NodeId }
  /** Only its attributes: those that the mirror has, and the page's own. */
  | { type: 'attributes'; node: NodeId; names: readonly string[] };

/** What a mirror that differs from the page asks of it. `document` is the id of the document it is about. */
export type RepairRequest =
  /** Sums of the mirror's hashes by group (`shared/proof`), lane by lane. The answer is a digest, or the hashes that differ. */
  | { type: 'compare'; document: NodeId; high: Int32Array; low: Int32Array }
  | { type: 'resend'; document: NodeId; nodes: readonly Resend[] }
  /** Nothing smaller helps. */
  | { type: 'snapshot' };
