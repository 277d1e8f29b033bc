import type { Stop } from '../api/coview.ts';
import type { ScreenContext } from './screen.ts';

/** Where the bar stands, in the directions of the text. */
export interface BarPlace {
  block: 'start' | 'end';
  inline: 'start' | 'center' | 'end';
}

const INLINE = ['start', 'center', 'end'] as const;

/** Movement of a press that is still a click, in CSS pixels. */
const CLICK_SLACK_CSS_PX = 5;

export function putBar(bar: HTMLElement, place: BarPlace): void {
  bar.setAttribute('data-block', place.block);
  bar.setAttribute('data-inline', place.inline);
}

/** The place one arrow key away, or null for another key or at the edge. */
export function movedBy(place: BarPlace, key: string, rightToLeft: boolean): BarPlace | null {
  if (key === 'ArrowUp') return place.block === 'start' ? null : { ...place, block: 'start' };
  if (key === 'ArrowDown') return place.block === 'end' ? null : { ...place, block: 'end' };
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  const forwards = (key === 'ArrowRight') !== rightToLeft;
  const inline = INLINE[INLINE.indexOf(place.inline) + (forwards ? 1 : -1)];
  return inline ? { ...place, inline } : null;
}

/** The place nearest to a point of the viewport, both in CSS pixels. */
export function placeAt(
  xCssPx: number,
  yCssPx: number,
  viewport: { widthCssPx: number; heightCssPx: number },
  rightToLeft: boolean,
): BarPlace {
  const third = Math.min(2, Math.max(0, Math.floor((xCssPx / viewport.widthCssPx) * 3)));
  return {
    block: yCssPx < viewport.heightCssPx / 2 ? 'start' : 'end',
    inline: INLINE[rightToLeft ? 2 - third : third] ?? 'center',
  };
}

/** Lets the customer drag the bar; where it is let go, it goes to the nearest place. */
export function dragBar(
  context: ScreenContext,
  bar: HTMLElement,
  from: BarPlace,
  onPlace: (place: BarPlace) => void,
): Stop {
  const view = context.document.defaultView;
  let start: { pointerId: number; xCssPx: number; yCssPx: number; moved: boolean } | null = null;
  let place = from;
  const finish = () => {
    start = null;
    bar.classList.remove('dragged');
    bar.style.removeProperty('translate');
  };
  context.onPerson(bar, 'pointerdown', (event) => {
    if (event.button !== 0) return;
    start = { pointerId: event.pointerId, xCssPx: event.clientX, yCssPx: event.clientY, moved: false };
    // Not from a button: its click would go to the bar.
    const presses = event.target instanceof Element && event.target.closest('button:not(.grip)');
    if (!presses) bar.setPointerCapture(event.pointerId);
  });
  context.onPerson(bar, 'pointermove', (event) => {
    if (!start || event.pointerId !== start.pointerId) return;
    const xCssPx = event.clientX - start.xCssPx;
    const yCssPx = event.clientY - start.yCssPx;
    if (!start.moved && Math.hypot(xCssPx, yCssPx) < CLICK_SLACK_CSS_PX) return;
    if (!start.moved) bar.setPointerCapture(event.pointerId);
    start.moved = true;
    bar.classList.add('dragged');
    bar.style.setProperty('translate', `${xCssPx}px ${yCssPx}px`);
  });
  context.onPerson(bar, 'pointerup', (event) => {
    const dragged = start?.moved === true;
    finish();
    if (!dragged || !view) return;
    const viewport = { widthCssPx: view.innerWidth, heightCssPx: view.innerHeight };
    const next = placeAt(event.clientX, event.clientY, viewport, view.getComputedStyle(bar).direction === 'rtl');
    if (next.block === place.block && next.inline === place.inline) return;
    place = next;
    putBar(bar, place);
    onPlace(place);
  });
  context.onPerson(bar, 'pointercancel', finish);
  return finish;
}
