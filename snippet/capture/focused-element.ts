import { ofDocument, shadowRootOf } from './natives.ts';
import type { SignalContext } from './signal.ts';

/** The innermost element that has the focus, also in closed shadow roots; undefined for none. The body has it when nothing has. */
export function focusedElement(context: SignalContext): Element | undefined {
  let element = ofDocument(context.document, 'activeElement');
  for (let inner = element; inner !== null; inner = rootOf(inner, context)?.activeElement ?? null) element = inner;
  return element === null || element === context.document.body ? undefined : element;
}

/** Shadow root of an element, as far as it is mirrored. */
export function rootOf(host: Element, context: SignalContext): ShadowRoot | undefined {
  const open = shadowRootOf(host);
  if (open !== null) return open;
  for (const root of context.roots()) if ('host' in root && root.host === host) return root;
  return undefined;
}
