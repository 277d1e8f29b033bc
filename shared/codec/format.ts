/**
 * Byte codes of engine messages (PROTOCOL.md, "Engine messages"). Numbers here are the format: they never change
 * meaning within one protocol version; golden vectors hold them.
 *
 *     message   = kind flags body-length body strings
 *     strings   = encoding (0 UTF-8, 1 UTF-16LE) bytes           all new strings, joined; lengths stand in the body
 *     snapshot  = first-id tree ops id-runs
 *     patch     = first-id placements detached ops
 *     frame     = frame-id message                           without strings of its own
 *     asset     = id size offset bytes                       part of a picture or font; without strings
 *     digest    = nodes high low hidden resent answered box*          numbers only, like the next
 *     hashes    = groups hidden node*
 *     element   = shape value* child* END
 *     shape     = NEW_SHAPE namespace tag name* | FIRST_SHAPE + index
 *     string    = 0 length | 1 length (and enters the table) | FIRST_STRING + index
 */
export const MESSAGE_CODES = { snapshot: 1, patch: 2, pointer: 3, frame: 4, asset: 5, digest: 6, hashes: 7 } as const;

export const FLAG_CHECKPOINT = 1;
/** Of a frame message: what it carries is a pointer message, so it may be lost. */
export const FLAG_POINTER_WITHIN = 2;

export const NODE_CODES = {
  end: 0,
  text: 1,
  comment: 2,
  doctype: 3,
  shadowRoot: 4,
  templateContent: 5,
  document: 6,
  moved: 7,
  /** Stands before the shape of an element that is blocked. */
  blocked: 8,
  newShape: 9,
  firstShape: 10,
} as const;

export const STRING_CODES = { literal: 0, interned: 1, firstIndex: 2 } as const;

export const NAMESPACES = ['html', 'svg', 'mathml'] as const;

/** Ways into the top layer, by their code. */
export const LAYER_KINDS = ['modal', 'popover', 'fullscreen'] as const;

/** Lengths travel as hundredths of a CSS pixel, ratios as ten-thousandths. */
export const LENGTH_SCALE = 100;
export const RATIO_SCALE = 10_000;
