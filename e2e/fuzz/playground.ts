import type { Maker } from './maker.ts';

/** The page under test as the random program sees it. */
export interface Playground extends Maker {
  readonly window: Window & typeof globalThis;
  /** Nodes taken out of the page, which may change outside and come back. */
  readonly removed: Node[];
  /** Constructed sheets that roots may adopt. */
  readonly sheets: CSSStyleSheet[];
  /** Documents that a script has written: their frames load nothing. */
  readonly written: WeakSet<Document>;
  /** Address of the documents that frames and links may load, without the file's name. */
  readonly base: string;
  /** What is in the top layer, the lowest first (`layer-mutations.ts`). */
  opened: readonly Element[];
}

/** One random change to the page. */
export interface Mutation {
  (play: Playground): void;
  /** What it does to one item, as source text. */
  source?: string;
}

/** Elements whose children mean something to the browser: the program leaves those to the mutations of fields and sheets. */
const SPECIAL = /^(STYLE|TEXTAREA|SELECT|OPTION|OPTGROUP|INPUT|TEMPLATE|IFRAME|LINK|TITLE)$/i;

/** Every node in the body and in all shadow roots, templates and frames below it. */
export function allNodes(play: Playground): Node[] {
  const nodes: Node[] = [];
  const pending: Node[] = [...bodyOf(play.document)];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    nodes.push(node);
    pending.push(...node.childNodes);
    const root = rootOf(play, node);
    if (root) pending.push(root);
    if (isNamed(node, 'template')) pending.push((node as HTMLTemplateElement).content);
    const inner = isNamed(node, 'iframe') ? (node as HTMLIFrameElement).contentDocument : null;
    if (inner !== null) pending.push(...bodyOf(inner));
  }
  return nodes;
}

/** The page's document and those in its frames. */
export function documents(play: Playground): Document[] {
  const inner = byTag(play, 'iframe').map((frame) => frame.contentDocument);
  return [play.document, ...inner.filter((document) => document !== null)];
}

/** A document that is being written may have none. */
function bodyOf(document: Document): Element[] {
  return document.body === null ? [] : [document.body];
}

/** Names are upper case in HTML documents and lower case in XHTML ones. */
function isNamed(node: Node, name: string): boolean {
  return node.nodeName.toLowerCase() === name && (node as Element).namespaceURI === 'http://www.w3.org/1999/xhtml';
}

export function elements(play: Playground): HTMLElement[] {
  return allNodes(play).filter((node) => node.nodeType === 1 && !isNamed(node, 'body')) as HTMLElement[];
}

/** Elements, shadow roots and template contents that may have any children. */
export function parents(play: Playground): (Element | DocumentFragment)[] {
  return allNodes(play).filter(
    (node) => (node.nodeType === 1 || node.nodeType === 11) && !SPECIAL.test(node.nodeName),
  ) as (Element | DocumentFragment)[];
}

export function plainElements(play: Playground): HTMLElement[] {
  return elements(play).filter((element) => !SPECIAL.test(element.nodeName));
}

/** In others Chromium's parser makes shadow roots that no script could. */
export function htmlElements(play: Playground): HTMLElement[] {
  return plainElements(play).filter((element) => 'innerText' in element);
}

export function children(play: Playground): ChildNode[] {
  return allNodes(play).filter((node) => !isNamed(node, 'body') && node.nodeType !== 11) as ChildNode[];
}

export function texts(play: Playground): Text[] {
  return allNodes(play).filter((node) => node.nodeType === 3) as Text[];
}

export function byTag<Name extends keyof HTMLElementTagNameMap>(
  play: Playground,
  name: Name,
): HTMLElementTagNameMap[Name][] {
  return allNodes(play).filter((node) => isNamed(node, name)) as HTMLElementTagNameMap[Name][];
}

export function styleRoots(play: Playground): (Document | ShadowRoot)[] {
  return [...documents(play), ...elements(play).flatMap((element) => rootOf(play, element) ?? [])];
}

/** A mutation of one random item, when there is one. */
export function onOne<Item>(
  items: (play: Playground) => readonly Item[],
  act: (item: Item, play: Playground) => void,
): Mutation {
  const mutation = (play: Playground) => {
    const found = items(play);
    if (found.length > 0) act(play.random.pick(found), play);
  };
  return Object.assign(mutation, { source: `${items.name} ${act}`.replace(/\s+/g, ' ') });
}

/** Puts a node before some child of some parent, or at its end, but never into itself. */
export function insert(play: Playground, node: Node): void {
  const places = parents(play).filter((candidate) => !isInside(candidate, node));
  if (places.length === 0) return;
  const parent = play.random.pick(places);
  const siblings = [...parent.childNodes].filter((sibling) => sibling !== node);
  parent.insertBefore(node, siblings[play.random.below(siblings.length + 1)] ?? null);
}

/** Puts what the markup says somewhere. */
export function insertMarkup(play: Playground, html: string): void {
  const template = play.document.createElement('template');
  template.innerHTML = html;
  for (const node of [...template.content.childNodes]) insert(play, node);
}

/** Whether `inner` is `outer` or below it, also through shadow roots and templates. */
function isInside(inner: Node, outer: Node): boolean {
  if (outer.contains(inner)) return true;
  const root = inner.getRootNode();
  if ('host' in root) return isInside(root.host as Element, outer);
  const frame = 'defaultView' in root ? (root as Document).defaultView?.frameElement : undefined;
  if (frame) return isInside(frame, outer);
  if (outer.nodeType !== 1) return false;
  const templates = [outer as Element, ...(outer as Element).querySelectorAll('template')];
  return templates.some(
    (element) => isNamed(element, 'template') && isInside(inner, (element as HTMLTemplateElement).content),
  );
}

export function rootOf(play: Playground, node: Node): ShadowRoot | undefined {
  return node.nodeType === 1 ? ((node as Element).shadowRoot ?? play.closedRoots.get(node as Element)) : undefined;
}
