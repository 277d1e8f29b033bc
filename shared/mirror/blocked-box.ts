import type { Native } from './native.ts';
import { twinOf } from './twin-names.ts';

/** Carries the size of a blocked element's border box: width and height in CSS pixels, with a space between. */
const BOX_TWIN = twinOf('data-coview-box');

/**
 * Gives an element that is blocked for privacy the size it has on the page, although nothing of its content is known.
 *
 * @param pageStyle whether the live `style` attribute is the page's at the moment, and so must be kept in its twin
 */
export function applyBox(native: Native, element: Element, pageStyle: boolean): void {
  const style = native.getAttribute(element, 'style');
  const styleTwin = twinOf('style');
  if (pageStyle && style !== null && native.getAttribute(element, styleTwin) === null) {
    native.setAttribute(element, styleTwin, style);
  }
  const box = /^(\d{1,6}) (\d{1,6})$/.exec(native.getAttribute(element, BOX_TWIN) ?? '');
  if (box === null) return;
  // Safe to reach by name: a blocked element has no children that could take the name.
  const declarations = (element as HTMLElement).style;
  declarations.setProperty('box-sizing', 'border-box', 'important');
  declarations.setProperty('width', `${box[1]}px`, 'important');
  declarations.setProperty('height', `${box[2]}px`, 'important');
}
