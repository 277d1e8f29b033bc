/**
 * The platform's own functions, taken when the capture loads: before most frameworks patch them, and out of reach of
 * clobbering (`<form><input name="firstChild">` hides the form's own `firstChild`).
 */
type Getter<Target, Value> = (target: Target) => Value;

function getterOf<Target extends object, Key extends keyof Target>(
  prototype: Target,
  key: Key,
): Getter<Target, Target[Key]> {
  const get = Object.getOwnPropertyDescriptor(prototype, key)?.get;
  if (get === undefined) throw new TypeError(`no native getter ${String(key)}`);
  return Function.prototype.call.bind(get);
}

export const nodeTypeOf = getterOf(Node.prototype, 'nodeType');
export const firstChildOf = getterOf(Node.prototype, 'firstChild');
export const nextSiblingOf = getterOf(Node.prototype, 'nextSibling');
export const previousSiblingOf = getterOf(Node.prototype, 'previousSibling');
export const parentNodeOf = getterOf(Node.prototype, 'parentNode');
export const localNameOf = getterOf(Element.prototype, 'localName');
export const namespaceOf = getterOf(Element.prototype, 'namespaceURI');
export const shadowRootOf = getterOf(Element.prototype, 'shadowRoot');
export const scrollLeftOf = getterOf(Element.prototype, 'scrollLeft');
export const scrollTopOf = getterOf(Element.prototype, 'scrollTop');
export const dataOf = getterOf(CharacterData.prototype, 'data');
export const mediaOf = getterOf(StyleSheet.prototype, 'media');
export const contentOf = getterOf(HTMLTemplateElement.prototype, 'content');

export const rootOf: (node: Node) => Node = Function.prototype.call.bind(Node.prototype.getRootNode);
export const attributeNamesOf: (element: Element) => string[] = Function.prototype.call.bind(
  Element.prototype.getAttributeNames,
);
export const attributeOf: (element: Element, name: string) => string | null = Function.prototype.call.bind(
  Element.prototype.getAttribute,
);
export const attributeNsOf: (element: Element, namespace: null, name: string) => string | null =
  Function.prototype.call.bind(Element.prototype.getAttributeNS);
export const matches: (element: Element, selector: string) => boolean = Function.prototype.call.bind(
  Element.prototype.matches,
);
export const boxOf: (element: Element) => DOMRect = Function.prototype.call.bind(
  Element.prototype.getBoundingClientRect,
);
export const hasAttributes: (element: Element) => boolean = Function.prototype.call.bind(
  Element.prototype.hasAttributes,
);

/** A property or method of the document itself: a form or image with such a name hides it. */
export function ofDocument<Key extends keyof Document>(document: Document, key: Key): Document[Key] {
  const found = Reflect.get(Document.prototype, key, document);
  return typeof found === 'function' ? found.bind(document) : found;
}
