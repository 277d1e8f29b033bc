import type { Namespace } from '../tree/node.ts';
import { isTwinned } from './twin-names.ts';

/**
 * What becomes of an attribute in the mirror. Every kind but `plain` keeps the page's value in the twin where the live
 * value differs from it.
 */
export type AttributePlan =
  /** Cannot act: as it is. */
  | 'plain'
  /** Lives only as its twin. */
  | 'twin'
  /** A link: stays one, for `:any-link`, to a constant place inside the document. */
  | 'link'
  /** Live only while it points into the document: `#gradient`. */
  | 'fragment'
  /** Has a part in which picture an element shows (`image.ts`). */
  | 'image'
  /** A popover: one that closes no other and is closed by nothing, since the page says which are open. */
  | 'popover'
  /** A list of CSS declarations. */
  | 'style'
  /** A CSS value: presentation attributes of SVG. */
  | 'css-value'
  /** Name of the attribute that an SVG animation changes: must not be one that acts. */
  | 'animated-name';

/** Attributes that act on one element only; everything else is decided by name alone. */
const TWINNED_ON: Partial<Record<string, readonly string[]>> = {
  script: ['type', 'async', 'defer', 'language', 'for', 'event'],
  style: ['type'],
  link: ['rel', 'rev', 'type', 'as', 'media', 'sizes', 'disabled', 'blocking'],
  meta: ['content', 'name', 'charset'],
  // Of a group of details browsers close all but one, each in its own way: the page says which is open.
  details: ['name'],
  object: ['type'],
  embed: ['type'],
  applet: ['object'],
  iframe: ['name', 'allowfullscreen', 'credentialless'],
  frame: ['name'],
  fencedframe: ['config'],
};

/** Whether an attribute lives only as its twin on elements of this name, though not on others. */
export function isTwinnedOn(tag: string, name: string): boolean {
  return TWINNED_ON[tag.toLowerCase()]?.includes(name.toLowerCase()) ?? false;
}

/** SVG attributes that are not CSS and are often long. */
const SVG_DATA = new Set(['class', 'id', 'd', 'points', 'viewBox', 'transform', 'x', 'y', 'width', 'height']);

const ANIMATION_TAGS = /^(?:set|animate|animateMotion|animateTransform|animateColor)$/i;

export function planAttribute(namespace: Namespace, tag: string, name: string): AttributePlan {
  if (namespace === 'html' && name === 'style') return 'style';
  if (isTwinnedOn(tag, name)) return 'twin';
  switch (namespace) {
    case 'html':
      return planHtml(tag, name);
    case 'svg':
      return planSvg(tag, name);
    case 'mathml':
      if (name === 'style') return 'style';
      return isTwinned(name) ? 'twin' : 'plain';
  }
}

function planHtml(tag: string, name: string): AttributePlan {
  switch (tag) {
    case 'a':
    case 'area':
      if (name === 'href') return 'link';
      break;
    case 'img':
      if (name === 'usemap') return 'fragment';
      if (name === 'src' || name === 'srcset' || name === 'width' || name === 'height') return 'image';
      break;
    case 'input':
      if (name === 'src') return 'image';
      break;
    case 'video':
      if (name === 'poster') return 'image';
  }
  if (name === 'popover') return 'popover';
  return isTwinned(name) ? 'twin' : 'plain';
}

function planSvg(tag: string, name: string): AttributePlan {
  if (name === 'style') return 'style';
  if (name === 'href' || name === 'xlink:href') {
    if (tag === 'a') return 'link';
    if (tag === 'image' || tag === 'feImage') return 'image';
    return tag === 'script' ? 'twin' : 'fragment';
  }
  if (name === 'attributeName' && ANIMATION_TAGS.test(tag)) return 'animated-name';
  if (isTwinned(name)) return 'twin';
  return SVG_DATA.has(name) ? 'plain' : 'css-value';
}
