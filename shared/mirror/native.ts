/**
 * The DOM as functions, taken from the frame's own untouched realm before anything of the page is built in it. Named
 * access would let the page decide what we call: `<form><input name=setAttribute>`, `<img name=adoptedStyleSheets>`.
 */
export type Realm = Window & typeof globalThis;

type Uncurried<This, Args extends unknown[], Result> = (self: This, ...args: Args) => Result;

const callOf = Function.prototype.call;

function uncurry<This, Args extends unknown[], Result>(method: unknown): Uncurried<This, Args, Result> {
  return callOf.bind(method as (...args: unknown[]) => unknown) as unknown as Uncurried<This, Args, Result>;
}

function getter<This, Value>(prototype: object, name: string): (self: This) => Value {
  return uncurry(Object.getOwnPropertyDescriptor(prototype, name)?.get);
}

function setter<This, Value>(prototype: object, name: string): (self: This, value: Value) => void {
  return uncurry(Object.getOwnPropertyDescriptor(prototype, name)?.set);
}

export function supportsSelector(selector: string): boolean {
  return CSS.supports(`selector(${selector})`);
}

export type StyleRoot = Document | ShadowRoot;

export function createNative(realm: Realm) {
  const { Document, Node, Element, CharacterData, ShadowRoot } = realm;
  const adopted = {
    document: {
      get: getter<Document, CSSStyleSheet[]>(Document.prototype, 'adoptedStyleSheets'),
      set: setter<Document, CSSStyleSheet[]>(Document.prototype, 'adoptedStyleSheets'),
    },
    shadow: {
      get: getter<ShadowRoot, CSSStyleSheet[]>(ShadowRoot.prototype, 'adoptedStyleSheets'),
      set: setter<ShadowRoot, CSSStyleSheet[]>(ShadowRoot.prototype, 'adoptedStyleSheets'),
    },
  };
  const nodeType = getter<Node, number>(Node.prototype, 'nodeType');
  return {
    CSSStyleSheet: realm.CSSStyleSheet,
    nodeType,
    KeyframeEffect: realm.KeyframeEffect,
    Animation: realm.Animation,
    timeline: getter<Document, DocumentTimeline>(Document.prototype, 'timeline'),
    animationsOf: uncurry<Element, [GetAnimationsOptions], Animation[]>(Element.prototype.getAnimations),
    assignedSlot: getter<Element, HTMLSlotElement | null>(Element.prototype, 'assignedSlot'),
    labelledControl: getter<Element, HTMLElement | null>(realm.HTMLLabelElement.prototype, 'control'),
    parentNode: getter<Node, Node | null>(Node.prototype, 'parentNode'),
    firstChild: getter<Node, Node | null>(Node.prototype, 'firstChild'),
    lastChild: getter<Node, Node | null>(Node.prototype, 'lastChild'),
    nextSibling: getter<Node, Node | null>(Node.prototype, 'nextSibling'),
    previousSibling: getter<Node, Node | null>(Node.prototype, 'previousSibling'),
    rootNode: uncurry<Node, [], Node>(Node.prototype.getRootNode),
    comparePosition: uncurry<Node, [Node], number>(Node.prototype.compareDocumentPosition),
    appendChild: uncurry<Node, [Node], Node>(Node.prototype.appendChild),
    insertBefore: uncurry<Node, [Node, Node | null], Node>(Node.prototype.insertBefore),
    removeChild: uncurry<Node, [Node], Node>(Node.prototype.removeChild),
    replaceChild: uncurry<Node, [Node, Node], Node>(Node.prototype.replaceChild),
    cloneNode: uncurry<Node, [boolean], Node>(Node.prototype.cloneNode),

    createElement: uncurry<Document, [string], Element>(Document.prototype.createElement),
    createElementNs: uncurry<Document, [string, string], Element>(Document.prototype.createElementNS),
    createText: uncurry<Document, [string], Text>(Document.prototype.createTextNode),
    createComment: uncurry<Document, [string], Comment>(Document.prototype.createComment),
    createFragment: uncurry<Document, [], DocumentFragment>(Document.prototype.createDocumentFragment),
    implementation: getter<Document, DOMImplementation>(Document.prototype, 'implementation'),
    scrollingElement: getter<Document, Element | null>(Document.prototype, 'scrollingElement'),

    localName: getter<Element, string>(Element.prototype, 'localName'),
    tagName: getter<Element, string>(Element.prototype, 'tagName'),
    namespaceUri: getter<Element, string | null>(Element.prototype, 'namespaceURI'),
    attributes: getter<Element, NamedNodeMap>(Element.prototype, 'attributes'),
    shadowRoot: getter<Element, ShadowRoot | null>(Element.prototype, 'shadowRoot'),
    attachShadow: uncurry<Element, [ShadowRootInit], ShadowRoot>(Element.prototype.attachShadow),
    getAttribute: uncurry<Element, [string], string | null>(Element.prototype.getAttribute),
    setAttribute: uncurry<Element, [string, string], void>(Element.prototype.setAttribute),
    setAttributeNs: uncurry<Element, [string | null, string, string], void>(Element.prototype.setAttributeNS),
    removeAttribute: uncurry<Element, [string], void>(Element.prototype.removeAttribute),
    scrollLeft: getter<Element, number>(Element.prototype, 'scrollLeft'),
    scrollTop: getter<Element, number>(Element.prototype, 'scrollTop'),
    scrollTo: uncurry<Element, [ScrollToOptions], void>(Element.prototype.scrollTo),

    matches: uncurry<Element, [string], boolean>(Element.prototype.matches),
    isConnected: getter<Node, boolean>(Node.prototype, 'isConnected'),
    documentElement: getter<Document, Element | null>(Document.prototype, 'documentElement'),
    showModal: uncurry<Element, [], void>(realm.HTMLDialogElement.prototype.showModal),
    closeDialog: uncurry<Element, [], void>(realm.HTMLDialogElement.prototype.close),
    showPopover: uncurry<Element, [], void>(realm.HTMLElement.prototype.showPopover),
    hidePopover: uncurry<Element, [], void>(realm.HTMLElement.prototype.hidePopover),

    data: getter<CharacterData, string>(CharacterData.prototype, 'data'),
    setData: setter<CharacterData, string>(CharacterData.prototype, 'data'),
    host: getter<ShadowRoot, Element>(ShadowRoot.prototype, 'host'),
    templateContent: getter<Element, DocumentFragment>(realm.HTMLTemplateElement.prototype, 'content'),

    assign: uncurry<Element, Node[], void>(realm.HTMLSlotElement.prototype.assign),
    assignedNodes: uncurry<Element, [], Node[]>(realm.HTMLSlotElement.prototype.assignedNodes),
    inputType: getter<Element, string>(realm.HTMLInputElement.prototype, 'type'),
    inputValue: getter<Element, string>(realm.HTMLInputElement.prototype, 'value'),
    setInputValue: setter<Element, string>(realm.HTMLInputElement.prototype, 'value'),
    checked: getter<Element, boolean>(realm.HTMLInputElement.prototype, 'checked'),
    setChecked: setter<Element, boolean>(realm.HTMLInputElement.prototype, 'checked'),
    indeterminate: getter<Element, boolean>(realm.HTMLInputElement.prototype, 'indeterminate'),
    setIndeterminate: setter<Element, boolean>(realm.HTMLInputElement.prototype, 'indeterminate'),
    textareaValue: getter<Element, string>(realm.HTMLTextAreaElement.prototype, 'value'),
    setTextareaValue: setter<Element, string>(realm.HTMLTextAreaElement.prototype, 'value'),
    selected: getter<Element, boolean>(realm.HTMLOptionElement.prototype, 'selected'),
    setSelected: setter<Element, boolean>(realm.HTMLOptionElement.prototype, 'selected'),
    selectMultiple: getter<Element, boolean>(realm.HTMLSelectElement.prototype, 'multiple'),
    selectOptions: getter<Element, HTMLOptionsCollection>(realm.HTMLSelectElement.prototype, 'options'),
    setSelectedIndex: setter<Element, number>(realm.HTMLSelectElement.prototype, 'selectedIndex'),

    adoptedSheets: (root: StyleRoot): CSSStyleSheet[] =>
      nodeType(root) === 9 ? adopted.document.get(root as Document) : adopted.shadow.get(root as ShadowRoot),
    /** Constructed sheets stay in their document: the content of a template belongs to another one. */
    canAdopt: (root: StyleRoot): boolean => root === realm.document || root.ownerDocument === realm.document,
    setAdoptedSheets(root: StyleRoot, sheets: CSSStyleSheet[]): void {
      if (nodeType(root) === 9) adopted.document.set(root as Document, sheets);
      else adopted.shadow.set(root as ShadowRoot, sheets);
    },
  };
}

export type Native = ReturnType<typeof createNative>;

export const HTML_NAMESPACE = 'http://www.w3.org/1999/xhtml';
export const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';
export const MATHML_NAMESPACE = 'http://www.w3.org/1998/Math/MathML';
export const XLINK_NAMESPACE = 'http://www.w3.org/1999/xlink';
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

export const ELEMENT_NODE = 1;
export const TEXT_NODE = 3;
export const COMMENT_NODE = 8;
export const DOCUMENT_NODE = 9;
export const DOCTYPE_NODE = 10;
export const FRAGMENT_NODE = 11;
