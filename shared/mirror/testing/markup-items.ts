import type { Namespace, TreeItem } from '../../tree/node.ts';

/** Next id to give; counts up. */
export interface FirstId {
  value: number;
}

const NAMESPACES: Record<string, Namespace> = {
  'http://www.w3.org/2000/svg': 'svg',
  'http://www.w3.org/1998/Math/MathML': 'mathml',
};

/** By the prototype's getter: a form field named `attributes` would stand in for them. */
const attributesOf = Object.getOwnPropertyDescriptor(Element.prototype, 'attributes')?.get as () => NamedNodeMap;

/**
 * Children of a parsed node as items, unmasked and with everything: what a forged capture could send. `<template
 * shadowrootmode>` becomes a shadow root; `data-block` blocks an element.
 */
export function itemsOf(parent: Node, next: FirstId): TreeItem[] {
  return Array.from(parent.childNodes).flatMap((child) => itemOf(child, next));
}

function itemOf(node: Node, next: FirstId): TreeItem[] {
  switch (node.nodeType) {
    case Node.ELEMENT_NODE:
      return [elementOf(node as Element, next)];
    case Node.TEXT_NODE:
      return [{ type: 'text', id: next.value++, value: (node as Text).data }];
    case Node.COMMENT_NODE:
      return [{ type: 'comment', id: next.value++, value: '' }];
    case Node.DOCUMENT_TYPE_NODE: {
      const { name, publicId, systemId } = node as DocumentType;
      return [{ type: 'doctype', id: next.value++, name, publicId, systemId }];
    }
    default:
      return [];
  }
}

function elementOf(element: Element, next: FirstId): TreeItem {
  const id = next.value++;
  const content = element instanceof HTMLTemplateElement ? element.content : undefined;
  const mode = element.getAttribute('shadowrootmode');
  if (content !== undefined && mode !== null) {
    const children = itemsOf(content, next);
    return { type: 'shadow-root', id, mode: 'open', delegatesFocus: false, manualSlots: false, children };
  }
  const contentItems: TreeItem[] =
    content === undefined ? [] : [{ type: 'template-content', id: next.value++, children: itemsOf(content, next) }];
  const blocked = element.hasAttribute('data-block');
  return {
    type: 'element',
    id,
    namespace: NAMESPACES[element.namespaceURI ?? ''] ?? 'html',
    tag: element.prefix === null ? element.localName : `${element.prefix}:${element.localName}`,
    attributes: Array.from(attributesOf.call(element), ({ name, value }): [string, string] => [name, value]),
    blocked,
    children: blocked ? [] : [...contentItems, ...itemsOf(element, next)],
  };
}
