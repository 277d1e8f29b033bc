import { type FrameOrigin, frameOrigin } from '../../shared/mirror/frame-origin.ts';
import type { MirrorAsk, MirrorFieldSelection, MirrorMedia, MirrorSelection } from '../../shared/mirror/mirror.ts';
import { type AskMark, askMark } from './ask-marks.ts';
import { type FieldBox, fieldSelectionBoxes } from './field-boxes.ts';
import type { MarkBox } from './mark-box.ts';
import { type MediaMark, mediaMark } from './media-marks.ts';

/** What the customer has focused and selected, to be drawn over the page. A caret is a selected box without width. */
export interface CustomerMarks {
  focus: MarkBox | undefined;
  selection: MarkBox[];
  /** What the customer's browser has open beside the page. */
  asks: AskMark[];
  media: MediaMark[];
}

/** What marks are read from: the part of a mirror that knows them. */
export interface MarkSource {
  readonly focused: Node | undefined;
  readonly document: Document;
  readonly selection: MirrorSelection | undefined;
  readonly fieldSelection: MirrorFieldSelection | undefined;
  asks(): readonly MirrorAsk[];
  media(): readonly MirrorMedia[];
}

/** A selection of a whole document has a box per line: more than these say no more. */
const MAX_SELECTION_BOXES = 200;

/** A browser has one or two things open at a time: more is a page that plays with us. */
const MAX_ASKS = 4;

const MAX_MEDIA = 50;

/** Reads where the marks stand now. Costs a layout of the mirror. */
export function readMarks(mirror: MarkSource): CustomerMarks {
  const { focused, fieldSelection } = mirror;
  const focus = focused?.nodeType === Node.ELEMENT_NODE ? (focused as Element) : undefined;
  // The body has the focus when nothing has.
  const isShown = focus !== undefined && focus !== focus.ownerDocument.body;
  const box = isShown ? toBox(focus.getBoundingClientRect(), originIn(mirror, focus)) : undefined;
  return {
    focus: box && box.widthCssPx > 0 ? box : undefined,
    selection: [...selectionBoxes(mirror), ...(fieldSelection ? fieldBoxes(mirror, fieldSelection) : [])],
    asks: mirror
      .asks()
      .slice(0, MAX_ASKS)
      .map((ask) => askMark(ask, toBox(ask.field.getBoundingClientRect(), originIn(mirror, ask.field)))),
    media: mirror
      .media()
      .slice(0, MAX_MEDIA)
      .flatMap(
        (one) => mediaMark(one, toBox(one.element.getBoundingClientRect(), originIn(mirror, one.element))) ?? [],
      ),
  };
}

function fieldBoxes(mirror: MarkSource, selection: MirrorFieldSelection): MarkBox[] {
  const origin = originIn(mirror, selection.field);
  return fieldSelectionBoxes(selection)
    .slice(0, MAX_SELECTION_BOXES)
    .map((box) => toBox(box, origin));
}

function selectionBoxes(mirror: MarkSource): MarkBox[] {
  const { selection } = mirror;
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
  const origin = originIn(mirror, selection.anchor);
  return [...range.getClientRects()].slice(0, MAX_SELECTION_BOXES).map((rect) => toBox(rect, origin));
}

/** Where the document of a node begins in the mirror: that of a frame stands somewhere within. */
function originIn({ document }: MarkSource, node: Node): FrameOrigin {
  const origin = { xCssPx: 0, yCssPx: 0 };
  for (let inner = node.ownerDocument; inner !== null && inner !== document; ) {
    const frame: Element | null = inner.defaultView?.frameElement ?? null;
    if (frame === null) break;
    const { xCssPx, yCssPx } = frameOrigin(frame);
    origin.xCssPx += xCssPx;
    origin.yCssPx += yCssPx;
    inner = frame.ownerDocument;
  }
  return origin;
}

function toBox({ x, y, width, height }: FieldBox, { xCssPx, yCssPx }: FrameOrigin): MarkBox {
  return { xCssPx: x + xCssPx, yCssPx: y + yCssPx, widthCssPx: width, heightCssPx: height };
}
