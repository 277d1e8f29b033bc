/** Attributes that code or the network uses and no picture needs: never sent. `on*` handlers are dropped as well. */
const NEVER = new Set(['nonce', 'integrity', 'srcdoc', 'http-equiv', 'content']);

/** Attributes that hold addresses: sent without credentials, query and fragment. */
const URLS = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'cite',
  'data',
  'poster',
  'background',
  'ping',
  'xlink:href',
  'longdesc',
]);

/** Inside private parts only these pass: they shape the box and say nothing that a person reads. */
const LAYOUT = new Set([
  'class',
  'style',
  'dir',
  'hidden',
  'role',
  'slot',
  'part',
  'open',
  'popover',
  'type',
  'multiple',
  'disabled',
  'readonly',
  'required',
  'size',
  'rows',
  'cols',
  'wrap',
  'colspan',
  'rowspan',
  'span',
  'width',
  'height',
  'align',
  'valign',
  'border',
  'cellpadding',
  'cellspacing',
  'viewBox',
  'x',
  'y',
  'cx',
  'cy',
  'r',
  'fill',
  'stroke',
  'transform',
  'data-coview',
  'data-coview-private-content',
]);

/** How the value of an attribute travels. */
export type AttributeWay = 'plain' | 'url' | 'srcset' | 'never' | 'field-value' | 'css';

/** @param tag local name of the element that carries the attribute */
export function attributeWay(tag: string, name: string): AttributeWay {
  if (NEVER.has(name)) return name === 'content' && tag !== 'meta' ? 'plain' : 'never';
  if (name.startsWith('on')) return 'never';
  if (name === 'srcset' || name === 'imagesrcset') return 'srcset';
  if (URLS.has(name)) return 'url';
  // Fields made of custom elements take their value from the attribute, too.
  if (name === 'value' && (tag === 'input' || tag.includes('-'))) return 'field-value';
  if (name === 'style') return 'css';
  return 'plain';
}

export function passesMask(name: string): boolean {
  return LAYOUT.has(name);
}
