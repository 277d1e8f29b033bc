/** Builds the widget's DOM by calls alone: works under Trusted Types, and no text is ever parsed as markup. */
export interface ElementParts {
  class?: string;
  /** Attributes as written in markup; `null` leaves one out. */
  attributes?: Record<string, string | null>;
  children?: (Node | string)[];
}

export function element<Tag extends keyof HTMLElementTagNameMap>(
  document: Document,
  tag: Tag,
  parts: ElementParts = {},
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  fill(made, parts);
  return made;
}

export function svgElement<Tag extends keyof SVGElementTagNameMap>(
  document: Document,
  tag: Tag,
  parts: ElementParts = {},
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  fill(made, parts);
  return made;
}

function fill(made: Element, parts: ElementParts): void {
  if (parts.class) made.setAttribute('class', parts.class);
  for (const [name, value] of Object.entries(parts.attributes ?? {})) {
    if (value !== null) made.setAttribute(name, value);
  }
  made.append(...(parts.children ?? []));
}
