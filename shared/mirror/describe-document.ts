import { describeMirrorSheets, describePageSheets } from './describe-sheets.ts';
import { mirrorStates, pageStates, type StatesOf } from './describe-states.ts';
import { VALUE_IS_ATTRIBUTE } from './form-state.ts';
import {
  COMMENT_NODE,
  createNative,
  DOCTYPE_NODE,
  ELEMENT_NODE,
  HTML_NAMESPACE,
  MATHML_NAMESPACE,
  type Native,
  type Realm,
  type StyleRoot,
  SVG_NAMESPACE,
  TEXT_NODE,
} from './native.ts';
import { pageAttributesOf } from './page-attributes.ts';
import { FRAME_MARK, TAG_MARK } from './twin-names.ts';

/** What of a page the mirror is meant to have. By default everything as it is, apart from what is never sent. */
export interface PageView {
  /** Text of a text node or comment, masked. Default: comments are empty. */
  textOf(node: CharacterData): string;
  /** Value of an attribute, masked; null when it is not sent. */
  attributeOf(element: Element, name: string, value: string): string | null;
  /** Current value of an input or textarea, masked. */
  fieldValueOf(element: Element, value: string): string;
  /** True for a node that is not sent, with everything in it. */
  skip(node: Node): boolean;
  /** True for an element whose children are not sent. Default: `script`, `noscript`, `iframe`, `object`. */
  isOpaque(element: Element): boolean;
  /** Document inside a frame, as far as it is mirrored. */
  documentIn(frame: HTMLIFrameElement): Document | null;
  /** What is in the top layer of a document, the lowest first; undefined: in the order of the tree. */
  topLayer(document: Document): readonly Element[] | undefined;
  /** Shadow root of an element; the default sees open ones only. */
  shadowRootOf(element: Element): ShadowRoot | null;
}

/** Text as XHTML may write it. */
const CDATA_NODE = 4;
const PROCESSING_NODE = 7;

/** Any value that a field in the open shows as it is. */
const OPEN_VALUE = 'x';

const NOT_SENT = /^(?:script|noscript|iframe|object)$/;

export const PAGE_AS_IS: PageView = {
  textOf: (node) => (node.nodeType === COMMENT_NODE ? '' : node.data),
  attributeOf: (_element, _name, value) => value,
  fieldValueOf: (_element, value) => value,
  skip: () => false,
  documentIn: (frame) => frame.contentDocument,
  topLayer: () => undefined,
  isOpaque: (element) => NOT_SENT.test(element.localName),
  shadowRootOf: (element) => element.shadowRoot,
};

/**
 * A page in canonical, readable form: equal to the mirror's (`describeMirror`) exactly when the mirror is right. Names
 * the layout mode, every node, form state, scroll offsets, and the rules of the style sheets in cascade order.
 */
export function describePage(document: Document, view: Partial<PageView> = {}): string {
  const native = createNative(document.defaultView as Realm);
  const complete = { ...PAGE_AS_IS, ...view };
  return new Describer(
    native,
    complete,
    pageAttributes(native, complete),
    (root) => describePageSheets(native, root, complete.skip),
    pageStates(native, complete.topLayer, (field) => complete.fieldValueOf(field, OPEN_VALUE) === OPEN_VALUE),
  ).describe(document);
}

/** A mirror's document in the same form, with the page's own names and values. */
export function describeMirror(document: Document): string {
  const native = createNative(document.defaultView as Realm);
  // What is not sent is not there: nothing needs to be left out.
  const view: PageView = {
    ...PAGE_AS_IS,
    isOpaque: () => false,
    documentIn: (frame) => (frame.getAttribute(FRAME_MARK) === null ? null : frame.contentDocument),
  };
  return new Describer(
    native,
    view,
    (element) => [...pageAttributesOf(native, element)],
    (root) => describeMirrorSheets(native, root),
    mirrorStates(native),
  ).describe(document);
}

type AttributesOf = (element: Element) => [name: string, value: string][];

class Describer {
  private readonly lines: string[] = [];

  constructor(
    private readonly native: Native,
    private readonly view: PageView,
    private readonly attributesOf: AttributesOf,
    private readonly sheetsOf: (root: StyleRoot) => string[],
    private readonly statesOf: StatesOf,
  ) {}

  describe(document: Document): string {
    this.document(document, 0);
    return this.lines.join('\n');
  }

  private document(document: Document, depth: number): void {
    this.line(depth, `#document ${document.compatMode === 'BackCompat' ? 'quirks' : 'standards'}`);
    this.children(document, depth + 1);
    this.sheets(document, depth + 1);
  }

  private line(depth: number, text: string): void {
    this.lines.push('  '.repeat(depth) + text);
  }

  private children(parent: Node, depth: number): void {
    const { native } = this;
    for (let child = native.firstChild(parent); child !== null; child = native.nextSibling(child)) {
      if (!this.view.skip(child)) this.node(child, depth);
    }
  }

  private sheets(root: StyleRoot, depth: number): void {
    for (const line of this.sheetsOf(root)) this.line(depth, line);
  }

  private node(node: Node, depth: number): void {
    switch (this.native.nodeType(node)) {
      case ELEMENT_NODE:
        this.element(node as Element, depth);
        return;
      case TEXT_NODE:
      case CDATA_NODE:
        this.line(depth, JSON.stringify(this.view.textOf(node as Text)));
        return;
      case COMMENT_NODE:
        this.line(depth, `<!--${JSON.stringify(this.view.textOf(node as Comment))}-->`);
        return;
      case DOCTYPE_NODE: {
        const { name, publicId, systemId } = node as DocumentType;
        this.line(depth, `<!doctype ${JSON.stringify([name, publicId, systemId])}>`);
      }
    }
  }

  private element(element: Element, depth: number): void {
    const attributes = this.attributesOf(element).sort(([a], [b]) => (a < b ? -1 : 1));
    const written = attributes.map(([name, value]) => ` ${name}=${JSON.stringify(value)}`).join('');
    this.line(depth, `<${nameOf(this.native, element)}${written}>${this.stateOf(element)}${this.statesOf(element)}`);
    if (this.native.localName(element) === 'iframe' && this.native.namespaceUri(element) === HTML_NAMESPACE) {
      const inner = this.view.documentIn(element as HTMLIFrameElement);
      if (inner !== null) this.document(inner, depth + 1);
    }
    if (this.view.isOpaque(element)) return;
    const root = this.view.shadowRootOf(element);
    if (root !== null) {
      this.line(depth + 1, `#shadow-root${root.delegatesFocus ? ' delegates-focus' : ''} ${root.slotAssignment}`);
      this.children(root, depth + 2);
      // What a template contains has no style: its sheets cannot be told from the page, nor be set.
      if (root.ownerDocument.defaultView !== null) this.sheets(root, depth + 2);
    }
    const tag = this.native.localName(element);
    if (tag === 'template' && this.native.namespaceUri(element) === HTML_NAMESPACE) {
      this.line(depth + 1, '#content');
      this.children(this.native.templateContent(element), depth + 2);
    }
    this.children(element, depth + 1);
  }

  /** What is not in the tree: what a person has entered, and scroll offsets. */
  private stateOf(element: Element): string {
    const { native } = this;
    const x = Math.round(native.scrollLeft(element));
    const y = Math.round(native.scrollTop(element));
    const scrolled = x === 0 && y === 0 ? '' : ` scrolled to ${x},${y}`;
    if (native.namespaceUri(element) !== HTML_NAMESPACE) return scrolled;
    switch (native.localName(element)) {
      case 'textarea':
        return ` value ${JSON.stringify(this.view.fieldValueOf(element, native.textareaValue(element)))}${scrolled}`;
      case 'option':
        return native.selected(element) ? ' selected' : '';
      case 'input':
        return this.inputState(element);
      case 'slot':
        return this.slotState(element) + scrolled;
      default:
        return scrolled;
    }
  }

  /** Where scripts assign what is shown: places of those nodes among the host's children. */
  private slotState(slot: Element): string {
    const { native } = this;
    const root = native.rootNode(slot) as Partial<ShadowRoot>;
    if (root.host === undefined || root.slotAssignment !== 'manual') return '';
    const siblings: Node[] = [];
    for (let child = native.firstChild(root.host); child !== null; child = native.nextSibling(child)) {
      if (native.nodeType(child) !== PROCESSING_NODE && !this.view.skip(child)) siblings.push(child);
    }
    const places = native.assignedNodes(slot).map((node) => siblings.indexOf(node));
    return places.length === 0 ? '' : ` assigned ${places}`;
  }

  private inputState(element: Element): string {
    const { native } = this;
    const type = native.inputType(element);
    if (type === 'checkbox' || type === 'radio') {
      return `${native.checked(element) ? ' checked' : ''}${native.indeterminate(element) ? ' indeterminate' : ''}`;
    }
    if (VALUE_IS_ATTRIBUTE.test(type)) return '';
    return ` value ${JSON.stringify(this.view.fieldValueOf(element, native.inputValue(element)))}`;
  }
}

function nameOf(native: Native, element: Element): string {
  const marked = native.getAttribute(element, TAG_MARK);
  const uri = native.namespaceUri(element);
  const prefix = uri === SVG_NAMESPACE ? 'svg|' : uri === MATHML_NAMESPACE ? 'math|' : '';
  if (marked !== null) return prefix + marked;
  return prefix + (element.prefix === null ? '' : `${element.prefix}:`) + native.localName(element);
}

function pageAttributes(native: Native, view: PageView): AttributesOf {
  return (element) =>
    Array.from(native.attributes(element)).flatMap(({ name, value }): [string, string][] => {
      const sent = view.attributeOf(element, name, value);
      return sent === null ? [] : [[name, sent]];
    });
}
