import type { Op } from '../tree/message.ts';

type MediaOp = Extract<Op, { type: 'media' }>;

/** What a video or a sound is doing on the customer's page. The mirror's element has nothing to play. */
export interface MirrorMedia extends Omit<MediaOp, 'type' | 'node'> {
  element: Element;
  /** Reckoned from what was told last. */
  positionSeconds: number;
  /** 0: without end, or not known. */
  durationSeconds: number;
}

/** The videos and sounds of one mirrored document. */
export class MediaPlaybacks {
  private readonly told = new Map<Node, { op: MediaOp; atMs: number }>();

  want(element: Element, op: MediaOp): void {
    this.told.set(element, { op, atMs: performance.now() });
  }

  forget(node: Node): void {
    this.told.delete(node);
  }

  get all(): MirrorMedia[] {
    return [...this.told].map(([element, { op, atMs }]) => {
      const { type: _type, node: _node, ...state } = op;
      return { ...state, element: element as Element, positionSeconds: positionOf(op, performance.now() - atMs) };
    });
  }
}

function positionOf(
  { paused, waiting, ended, positionSeconds, durationSeconds, rate }: MediaOp,
  passedMs: number,
): number {
  if (paused || waiting || ended) return positionSeconds;
  const reckoned = positionSeconds + (passedMs / 1000) * rate;
  return durationSeconds === 0 ? reckoned : Math.min(reckoned, Math.max(durationSeconds, positionSeconds));
}
