import type { AgentPointer } from '../../shared/protocol/talk.ts';

/** A mirror at work in a frame. */
export interface MirrorHandle {
  /** What is at this place of the page's viewport, in the customer's CSS pixels. */
  locate(xCssPx: number, yCssPx: number): AgentPointer;
  stop(): void;
}
