/** A box in CSS pixels of the customer's viewport. */
export interface MarkBox {
  xCssPx: number;
  yCssPx: number;
  widthCssPx: number;
  heightCssPx: number;
}

/** What the customer has focused and selected, to be drawn over the page. A caret is a selected box without width. */
export interface CustomerMarks {
  focus: MarkBox | undefined;
  selection: MarkBox[];
}

/** What marks are read from: the part of a mirror that knows them. */
export interface MarkSource {
  readonly focused: Node | undefined;
  readonly selection: { anchor: Node; anchorOffset: number; focus: Node; focusOffset: number } | undefined;
}

/** A selection of a whole document has a box per line: more than these say no more. */
const MAX_SELECTION_BOXES = 200;

/** Reads where the marks stand now. Costs a layout of the mirror. */
export function readMarks(mirror: MarkSource): CustomerMarks {
  const { focused } = mirror;
  const focus = focused?.nodeType === Node.ELEMENT_NODE ? (focused as Element) : undefined;
  // The body has the focus when nothing has.
  const box = focus && focus !== focus.ownerDocument.body ? toBox(focus.getBoundingClientRect()) : undefined;
  return { focus: box && box.widthCssPx > 0 ? box : undefined, selection: selectionBoxes(mirror) };
}

function selectionBoxes({ selection }: MarkSource): MarkBox[] {
  const range = selection?.anchor.ownerDocument?.createRange();
  if (!selection || !range) return [];
  try {
    range.setStart(selection.anchor, selection.anchorOffset);
    range.setEnd(selection.anchor, selection.anchorOffset);
    // A selection made backwards ends before it starts.
    if (range.comparePoint(selection.focus, selection.focusOffset) < 0) {
      range.setStart(selection.focus, selection.focusOffset);
    } else {
      range.setEnd(selection.focus, selection.focusOffset);
    }
  } catch {
    // Offsets or trees that do not fit: masked text is shorter than the page's own.
    return [];
  }
  return [...range.getClientRects()].slice(0, MAX_SELECTION_BOXES).map(toBox);
}

function toBox({ x, y, width, height }: DOMRect): MarkBox {
  return { xCssPx: x, yCssPx: y, widthCssPx: width, heightCssPx: height };
}
