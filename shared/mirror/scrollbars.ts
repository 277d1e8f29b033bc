import type { Native } from './native.ts';

/**
 * Bars that lie over the page. Chromium makes room for a bar in every text area that gives itself its width, whether or
 * not bars take any: `scrollbar-width` would take that room away, too. Its own pseudo-element only hides the bar.
 */
const OVER_THE_PAGE = `@layer coview-mirror {
  * { scrollbar-width: none !important; }
  @supports selector(::-webkit-scrollbar) {
    textarea { scrollbar-width: auto !important; scrollbar-color: auto !important; }
    textarea::-webkit-scrollbar { display: none !important; }
  }
}`;

/**
 * CSS that gives the mirror scroll bars as wide as the customer's, so that the same width is left for the page. Firefox
 * can only hide them.
 */
export function scrollbarCss(native: Native, document: Document, widthCssPx: number): string {
  if (widthCssPx === 0) return OVER_THE_PAGE;
  if (ownWidth(native, document) === widthCssPx) return '';
  const px = `${widthCssPx}px`;
  return `@layer coview-mirror {
    ::-webkit-scrollbar { width: ${px}; height: ${px}; background: rgb(128 128 128 / 0.15); }
    ::-webkit-scrollbar-thumb { background: rgb(128 128 128 / 0.5); }
  }`;
}

/** Width of this browser's own scroll bars. Measured in the document around: nothing is put into the mirror. */
function ownWidth(native: Native, document: Document): number {
  const outer = document.defaultView?.frameElement?.ownerDocument ?? document;
  const box = native.createElement(outer, 'div') as HTMLElement;
  box.style.cssText = 'all: initial; position: fixed; visibility: hidden; width: 99px; height: 99px; overflow: scroll';
  outer.documentElement.append(box);
  const width = box.offsetWidth - box.clientWidth;
  box.remove();
  return width;
}
