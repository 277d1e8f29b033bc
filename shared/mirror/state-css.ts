import { FULLSCREEN_MARK, STATE_MARKS } from './twin-names.ts';

/**
 * What browsers' own sheets say about states that are marks here, below everything that the page can say. What fills the
 * screen is a popover in the mirror, so what browsers say about popovers is taken back.
 */
export const STATE_CSS = `@layer coview-mirror {
  [${STATE_MARKS['focus-visible']}] { outline: auto 1px; outline: auto 1px -webkit-focus-ring-color; }
  :any-link[${STATE_MARKS.active}] { color: ActiveText; }
  [${FULLSCREEN_MARK}]:not(:root) {
    position: fixed !important; inset: 0 !important; margin: 0 !important; box-sizing: border-box !important;
    min-width: 0 !important; max-width: none !important; min-height: 0 !important; max-height: none !important;
    width: 100% !important; height: 100% !important; transform: none !important; object-fit: contain;
    border: 0; padding: 0; color: inherit; background: transparent; overflow: visible;
  }
  [${FULLSCREEN_MARK}]:not(:root)::backdrop { background: black; }
}`;
