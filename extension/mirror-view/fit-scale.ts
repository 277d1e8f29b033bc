import type { Viewport } from './page-facts.ts';

/** `fit`: the customer's whole window, as large as there is room. `actual`: at their size, to be scrolled. */
export type Zoom = 'fit' | 'actual';

/** The factor from the customer's CSS pixels to ours. Never enlarges: more pixels show no more of the page. */
export function fitScale(viewport: Viewport, room: { widthCssPx: number; heightCssPx: number }, zoom: Zoom): number {
  if (zoom === 'actual') return 1;
  const scale = Math.min(room.widthCssPx / viewport.widthCssPx, room.heightCssPx / viewport.heightCssPx, 1);
  return Number.isFinite(scale) && scale > 0 ? scale : 1;
}
