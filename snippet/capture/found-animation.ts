import type { Op } from '../../shared/tree/message.ts';
import type { NodeId } from '../../shared/tree/node.ts';
import type { Level } from '../privacy/level.ts';

/** An animation of a mirrored element. */
export interface FoundAnimation {
  animation: Animation;
  effect: KeyframeEffect;
  node: NodeId;
  level: Level;
}

/** What the mirror has to be told of a node. */
export interface AboutNode {
  node: NodeId;
  ops: Op[];
}
