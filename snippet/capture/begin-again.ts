import type { NodeId } from '../../shared/tree/node.ts';

/** The capture of one document: stopped when called. */
export interface DocumentCapture {
  (): void;
  /** Emits the whole document now, as a checkpoint: receivers in step only compare. */
  takeSnapshot(): void;
  /** Emits, synchronously, everything that has changed so far, or as much of it as there is time for. */
  flush(sliceMs?: number): void;
  /** Mirrored node with this id. */
  nodeById(id: NodeId): Node | undefined;
  /** Id of a mirrored node, 0 for others. */
  idOf(node: Node): NodeId;
  /** Emits assets that a mirror lacks: `wanted` is what its `onAssetsWanted` gave. */
  sendAssets(wanted: Uint8Array): void;
  /** Answers a mirror that differs from the page: `request` is what its `onRepairNeeded` gave. Others' bytes do nothing. */
  repair(request: Uint8Array): void;
}

/**
 * A capture that begins again whenever its document was written anew: `document.open` takes every listener off, and how a
 * document is laid out cannot be changed in the mirror, only built.
 *
 * @param begin starts it; it calls what it is given when it has found another document under the same window
 */
export function beginAgain(begin: (onRewritten: () => void) => DocumentCapture): DocumentCapture {
  function restart(): void {
    current();
    current = begin(restart);
  }
  let current = begin(restart);
  return Object.assign(() => current(), {
    flush(sliceMs?: number) {
      const before = current;
      before.flush(sliceMs);
      // The first slice of one that has just begun may have left something.
      if (current !== before) current.flush(sliceMs);
    },
    takeSnapshot: () => current.takeSnapshot(),
    nodeById: (id: NodeId) => current.nodeById(id),
    idOf: (node: Node) => current.idOf(node),
    sendAssets: (wanted: Uint8Array) => current.sendAssets(wanted),
    repair: (request: Uint8Array) => current.repair(request),
  });
}
