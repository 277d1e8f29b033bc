import type { AgentPointer } from '../../shared/protocol/talk.ts';

/** What a place is found in: the mirror's document, and the ids of its nodes. */
export interface Locatable {
  document: Document;
  idOf(node: Node): number;
}

/**
 * What is at a place of the customer's viewport. The innermost element that the customer's page has too is named, with
 * the place as fractions of its box: that stays right when the two layouts differ by a little.
 */
export function locate(mirror: Locatable, xCssPx: number, yCssPx: number): AgentPointer {
  let element: Element | null = innermostAt(mirror.document, xCssPx, yCssPx);
  while (element && mirror.idOf(element) === 0) element = parentAcrossShadow(element);
  if (!element) return { node: 0, xFraction: 0, yFraction: 0, xCssPx, yCssPx, visible: true };
  const box = element.getBoundingClientRect();
  return {
    node: mirror.idOf(element),
    xFraction: fraction(xCssPx - box.left, box.width),
    yFraction: fraction(yCssPx - box.top, box.height),
    xCssPx,
    yCssPx,
    visible: true,
  };
}

function innermostAt(document: Document, xCssPx: number, yCssPx: number): Element | null {
  let found = document.elementFromPoint(xCssPx, yCssPx);
  for (;;) {
    const inside: Element | null = found?.shadowRoot?.elementFromPoint(xCssPx, yCssPx) ?? null;
    // A host whose shadow root has nothing there answers with itself.
    if (!inside || inside === found) return found;
    found = inside;
  }
}

function parentAcrossShadow(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root.nodeType === Node.DOCUMENT_FRAGMENT_NODE && 'host' in root ? (root as ShadowRoot).host : null;
}

/** Within 0..1 also where an element's children stand out of its box. */
function fraction(offsetCssPx: number, sizeCssPx: number): number {
  return sizeCssPx > 0 ? Math.min(1, Math.max(0, offsetCssPx / sizeCssPx)) : 0;
}
