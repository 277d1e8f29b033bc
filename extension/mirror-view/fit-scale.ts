import type { Viewport } from './page-facts.ts';

/** `whole`: the customer's whole window, as large as there is room. `closer`: large enough to read, to be scrolled. */
export type Zoom = 'whole' | 'closer';

/** How much larger than the whole window a closer look is at least. */
const CLOSER_FACTOR = 2;

/**
 * The factor from the customer's CSS pixels to ours. A closer look fills the height of a tall, narrow panel. Never
 * enlarges: more pixels show no more of the page.
 */
export function fitScale(viewport: Viewport, room: { widthCssPx: number; heightCssPx: number }, zoom: Zoom): number {
  const byWidth = room.widthCssPx / viewport.widthCssPx;
  const byHeight = room.heightCssPx / viewport.heightCssPx;
  const whole = Math.min(byWidth, byHeight, 1);
  const scale = zoom === 'whole' ? whole : Math.min(Math.max(byWidth, byHeight, whole * CLOSER_FACTOR), 1);
  return Number.isFinite(scale) && scale > 0 ? scale : 1;
}
