import { HTML_NAMESPACE, type Native } from './native.ts';
import { INERT_TYPE } from './tag-plan.ts';
import { BLOCKED_MARK, isTwinned, twinnedName } from './twin-names.ts';

/**
 * The attributes of a mirrored element as the page has them: where an attribute has a twin, the live one beside it is the
 * mirror's own.
 */
export function pageAttributesOf(native: Native, element: Element): Map<string, string> {
  const found = new Map<string, string>();
  const live = new Map<string, string>();
  for (const { name, value } of native.attributes(element)) {
    const twinned = twinnedName(name);
    if (twinned !== undefined) found.set(twinned, value);
    else if (!isTwinned(name) && value !== INERT_TYPE) live.set(name, value);
  }
  // The size of a blocked element, and what a canvas shows, stand in the live style.
  if (native.getAttribute(element, BLOCKED_MARK) !== null || isCanvas(native, element)) live.delete('style');
  for (const [name, value] of live) if (!found.has(name)) found.set(name, value);
  return found;
}

function isCanvas(native: Native, element: Element): boolean {
  return native.localName(element) === 'canvas' && native.namespaceUri(element) === HTML_NAMESPACE;
}
