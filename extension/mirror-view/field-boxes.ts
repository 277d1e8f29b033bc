import type { MirrorFieldSelection } from '../../shared/mirror/mirror.ts';

/** A box in CSS pixels of the viewport of the field's document. */
export type FieldBox = Pick<DOMRect, 'x' | 'y' | 'width' | 'height'>;

/** What decides where the text of a field stands within its box. */
const COPIED = [
  'direction',
  'font-family',
  'font-feature-settings',
  'font-kerning',
  'font-size',
  'font-stretch',
  'font-style',
  'font-variant',
  'font-variation-settings',
  'font-weight',
  'letter-spacing',
  'line-height',
  'tab-size',
  'text-align',
  'text-indent',
  'text-transform',
  'unicode-bidi',
  'word-break',
  'word-spacing',
  'overflow-wrap',
];

/** A line ends where nothing is: this has a place there, and no width. */
const NO_WIDTH = '\u200b';

/**
 * Where the selection of a text field stands; the box of a caret has no width. Browsers tell no places inside fields, so
 * the same text is laid out once more, in the field's document because of its fonts, unseen and only for this moment.
 */
export function fieldSelectionBoxes({ field, anchorOffset, focusOffset }: MirrorFieldSelection): FieldBox[] {
  const view = field.ownerDocument.defaultView;
  const root = field.ownerDocument.documentElement;
  if (view === null || root === null) return [];
  const style = view.getComputedStyle(field);
  const px = (name: string) => Number.parseFloat(style.getPropertyValue(name)) || 0;
  const outer = field.getBoundingClientRect();
  const isLine = field.localName === 'input';
  // Firefox counts the padding of an input as its border.
  const inner = { x: outer.x + px('border-left-width'), y: outer.y + px('border-top-width') };
  const innerWidthCssPx = isLine
    ? field.offsetWidth - px('border-left-width') - px('border-right-width')
    : field.clientWidth;
  const innerHeightCssPx = isLine
    ? field.offsetHeight - px('border-top-width') - px('border-bottom-width')
    : field.clientHeight;
  const widthCssPx = innerWidthCssPx - px('padding-left') - px('padding-right');
  const heightCssPx = innerHeightCssPx - px('padding-top') - px('padding-bottom');

  const ruler = field.ownerDocument.createElement('div');
  ruler.style.cssText = 'all: initial !important';
  for (const name of COPIED) ruler.style.setProperty(name, style.getPropertyValue(name), 'important');
  const own = {
    position: 'fixed',
    display: 'block',
    visibility: 'hidden',
    width: `${widthCssPx}px`,
    'white-space': isLine ? 'pre' : style.whiteSpace,
  };
  for (const [name, value] of Object.entries(own)) ruler.style.setProperty(name, value, 'important');
  const text = field.ownerDocument.createTextNode(field.value + NO_WIDTH);
  ruler.append(text);
  root.append(ruler);
  try {
    const from = Math.min(anchorOffset, focusOffset, field.value.length);
    const to = Math.min(Math.max(anchorOffset, focusOffset), field.value.length);
    const box = ruler.getBoundingClientRect();
    // The one line of an input stands in the middle of it.
    const aboveCssPx = isLine ? (heightCssPx - box.height) / 2 : 0;
    const right = inner.x + innerWidthCssPx;
    const bottom = inner.y + innerHeightCssPx;
    return rectsOf(text, from, to).flatMap((rect) => {
      const x = inner.x + px('padding-left') + rect.x - box.x - field.scrollLeft;
      const y = inner.y + px('padding-top') + aboveCssPx + rect.y - box.y - field.scrollTop;
      const left = Math.max(x, inner.x);
      const top = Math.max(y, inner.y);
      const width = Math.min(x + rect.width, right) - left;
      const height = Math.min(y + rect.height, bottom) - top;
      return width < 0 || height <= 0 ? [] : [{ x: left, y: top, width, height }];
    });
  } finally {
    ruler.remove();
  }
}

/** Boxes of a part of the text. Of no part: where an empty element would stand there, since a range has no box between empty lines. */
function rectsOf(text: Text, from: number, to: number): DOMRect[] {
  const range = text.ownerDocument.createRange();
  range.setStart(text, from);
  range.setEnd(text, to);
  if (to > from) return [...range.getClientRects()];
  const caret = text.ownerDocument.createElement('span');
  caret.style.setProperty('all', 'unset', 'important');
  range.insertNode(caret);
  return [...caret.getClientRects()];
}
