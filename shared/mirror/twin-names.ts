/**
 * Attributes that can act keep their value under another name, their twin `data-coview-NAME`, which does nothing.
 * The twin is set on every element that has such an attribute, whatever the element, so that one rule rewrites the
 * selectors of style sheets: `[href]` means `[data-coview-href]` in the mirror.
 */
export const TWIN_PREFIX = 'data-coview-';

/** Original name of an element that had to be built under another one. */
export const TAG_MARK = 'data-coview-tag';

/** On an element that is blocked for privacy. */
export const BLOCKED_MARK = 'data-coview-blocked';

/** On a frame whose document is mirrored. */
export const FRAME_MARK = 'data-coview-framed';

/** On an element whose picture is a placeholder: why (`AssetReason`). */
export const MISSING_MARK = 'data-coview-missing';

/** On an element in the top layer: its place there, from 1. */
export const LAYER_MARK = 'data-coview-layer';

/** On an element that is shown as if it filled the screen. */
export const FULLSCREEN_MARK = 'data-coview-fullscreen';

/**
 * On elements that match a pseudo-class on the customer's page which means nothing in the mirror: the agent's own pointer and
 * focus must not show. Selectors are rewritten to these.
 */
export const STATE_MARKS = {
  hover: 'data-coview-hover',
  active: 'data-coview-active',
  focus: 'data-coview-focus',
  'focus-visible': 'data-coview-focus-visible',
  'focus-within': 'data-coview-focus-within',
  // `data-coview-target` is the twin of an attribute.
  target: 'data-coview-is-target',
  'user-invalid': 'data-coview-user-invalid',
  'user-valid': 'data-coview-user-valid',
  autofill: 'data-coview-autofill',
  /** Fields only: what an `open` attribute opens is open in the mirror, too. */
  open: 'data-coview-open',
} as const;

const MARKS = new Set<string>([
  TAG_MARK,
  BLOCKED_MARK,
  FRAME_MARK,
  MISSING_MARK,
  LAYER_MARK,
  FULLSCREEN_MARK,
  ...Object.values(STATE_MARKS),
]);

const HEX_PREFIX = 'data-coview-hex-';

const ACTING = new Set([
  'href',
  'xlink:href',
  'src',
  'srcset',
  'srcdoc',
  'action',
  'formaction',
  'formtarget',
  'target',
  'ping',
  'background',
  'poster',
  'data',
  'http-equiv',
  'autofocus',
  'autoplay',
  'popover',
  'is',
  'nonce',
  'integrity',
  'loading',
  'accesskey',
  'autocomplete',
  'manifest',
  'cite',
  'longdesc',
  'profile',
  'usemap',
  'codebase',
  'classid',
  'archive',
  'code',
  'lowsrc',
  'dynsrc',
  'icon',
  'download',
  'imagesrcset',
  'imagesizes',
  'attributionsrc',
  'crossorigin',
  'referrerpolicy',
  'sandbox',
  'allow',
  'csp',
  'xml:base',
  'definitionurl',
]);

/** True when an attribute of this name (any case) exists in the mirror only as its twin, or beside it. */
export function isTwinned(name: string): boolean {
  const lower = name.toLowerCase();
  // The page's own `data-coview-...` are twinned too: so in the mirror that prefix is always ours.
  return ACTING.has(lower) || lower.startsWith('on') || lower.startsWith(TWIN_PREFIX);
}

/** Name under which the mirror keeps what the page calls `name`. */
export function twinOf(name: string): string {
  return TWIN_PREFIX + name;
}

/** Twin of an attribute whose name the DOM's setters refuse: the name's UTF-16 units in hexadecimal. */
export function hexTwinOf(name: string): string {
  let hex = '';
  for (let i = 0; i < name.length; i++) hex += name.charCodeAt(i).toString(16).padStart(4, '0');
  return HEX_PREFIX + hex;
}

/** The page's name of a twin; undefined when `name` is no twin. */
export function twinnedName(name: string): string | undefined {
  if (!name.startsWith(TWIN_PREFIX) || MARKS.has(name)) return undefined;
  if (!name.startsWith(HEX_PREFIX)) return name.slice(TWIN_PREFIX.length);
  const units = name.slice(HEX_PREFIX.length).match(/.{4}/g) ?? [];
  return String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)));
}
