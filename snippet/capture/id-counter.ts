import type { NodeId } from '../../shared/tree/node.ts';

/** Gives node ids: never the same twice in a session. */
export class IdCounter {
  /** @param next the first id to give; a page that continues a session goes on where the page before ended */
  constructor(public next: NodeId) {}

  take(): NodeId {
    return this.next++;
  }
}
