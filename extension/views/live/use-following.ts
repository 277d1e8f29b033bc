import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { CustomerPointer } from '../../mirror-view/page-facts.ts';

/** After the agent has looked elsewhere by hand, the view stays there for this long. */
const HANDS_OFF_MS = 4_000;

/** The part of the view, from each edge, in which the customer's pointer makes the view move. */
const MARGIN = 0.2;

/** What `useFollowing` hands back: to be called when the agent moves the view. */
export type TakeView = () => void;

/** Keeps the customer's pointer in sight while only a part of the page is shown. */
export function useFollowing(
  view: RefObject<HTMLElement | null>,
  pointer: CustomerPointer | undefined,
  scale: number,
): TakeView {
  const heldUntil = useRef(0);
  useEffect(() => {
    const box = view.current;
    if (!box || !pointer || Date.now() < heldUntil.current) return;
    const left = nextOffset(box.scrollLeft, box.clientWidth, pointer.xCssPx * scale);
    const top = nextOffset(box.scrollTop, box.clientHeight, pointer.yCssPx * scale);
    if (left === box.scrollLeft && top === box.scrollTop) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    box.scrollTo({ left, top, behavior: still ? 'instant' : 'smooth' });
  }, [view, pointer, scale]);
  return () => {
    heldUntil.current = Date.now() + HANDS_OFF_MS;
  };
}

/** Where to scroll so that `place` is inside the margins; the present offset when it is. */
export function nextOffset(offsetCssPx: number, viewCssPx: number, placeCssPx: number): number {
  const inside = placeCssPx - offsetCssPx;
  if (inside >= viewCssPx * MARGIN && inside <= viewCssPx * (1 - MARGIN)) return offsetCssPx;
  return Math.max(0, placeCssPx - viewCssPx / 2);
}
