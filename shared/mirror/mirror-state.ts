import { AnimationClock } from './animation-clock.ts';
import { AttributeWriter } from './attributes.ts';
import { createSheet } from './clean-sheet.ts';
import { CustomerAsks } from './customer-asks.ts';
import type { DocumentAssets } from './document-assets.ts';
import { InteractionMarks } from './interaction-marks.ts';
import { MediaPlaybacks } from './media-playbacks.ts';
import { Motions } from './motions.ts';
import { ELEMENT_NODE, FRAGMENT_NODE, HTML_NAMESPACE, type Native, SVG_NAMESPACE } from './native.ts';
import { NodeRegistry } from './node-registry.ts';
import { ScrollKeeper } from './scroll-keeper.ts';
import { scrollbarCss } from './scrollbars.ts';
import { SelectionState } from './selection-state.ts';
import { SheetStore } from './sheet-store.ts';
import { STATE_CSS } from './state-css.ts';
import { isStyleRoot, StyleOwners } from './style-owners.ts';
import type { TagPlan, TagPlans } from './tag-plan.ts';
import { TopLayer } from './top-layer.ts';
import { BLOCKED_MARK, FRAME_MARK, MISSING_MARK, TAG_MARK } from './twin-names.ts';
import type { UrlPolicy } from './url-policy.ts';

/**
 * Styles below everything the page can say: the first layer of all, so normal declarations yield to any of the page's and
 * important ones win over them.
 */
const BASE_CSS = `@layer coview-mirror {
  noscript { display: none !important; }
  object[data-coview-data] { display: inline-block; overflow: hidden; background: rgb(128 128 128 / 0.15); }
  object[data-coview-data]:not([width]) { width: 300px; }
  object[data-coview-data]:not([height]) { height: 150px; }
  object[data-coview-data] > * { display: none !important; }
  video:not([controls])::-webkit-media-controls { display: none !important; }
  :is(img, input, video, canvas)[${MISSING_MARK}]:not([${MISSING_MARK}="not-loaded"]) { background: rgb(128 128 128 / 0.15); }
  iframe:not([${FRAME_MARK}]) { background: rgb(128 128 128 / 0.15); }
  coview-embed, coview-iframe { display: inline-block; width: 300px; height: 150px; background: rgb(128 128 128 / 0.15); }
  :where(span, a, b, i, em, strong, small, label, code, time, mark)[${BLOCKED_MARK}] { display: inline-block; }
  [${BLOCKED_MARK}] {
    background: repeating-linear-gradient(45deg, #8b93a7 0 6px, #a7aebe 6px 12px) !important;
    color: transparent !important; border-color: #8b93a7 !important; min-width: 1px; min-height: 1px;
  }
}`;

/**
 * Chromium inserts `body { font: ... 75% }` into every document of an extension, frames too, before all other author
 * sheets. This takes it back: what the page says about its body still wins, also in layers of its own.
 */
const NO_EXTENSION_FONT = 'body { font-family: revert-layer; font-size: revert-layer; }';

/** Everything that belongs to one mirrored document, from one snapshot to the next. */
export class MirrorState {
  readonly registry = new NodeRegistry();
  readonly scrolls: ScrollKeeper;
  readonly sheets: SheetStore;
  readonly owners: StyleOwners;
  readonly attributes: AttributeWriter;
  readonly topLayer: TopLayer;
  readonly interaction: InteractionMarks;
  readonly selection: SelectionState;
  readonly animations: AnimationClock;
  readonly motions: Motions;
  readonly asks: CustomerAsks;
  readonly media = new MediaPlaybacks();
  readonly base: CSSStyleSheet;
  /** Nested browsing contexts. */
  frames = 0;
  private readonly templates = new WeakMap<Node, Element>();

  constructor(
    readonly native: Native,
    readonly document: Document,
    readonly policy: UrlPolicy,
    readonly plans: TagPlans,
    readonly assets: DocumentAssets,
  ) {
    this.base = createSheet(native, '', false);
    this.base.replaceSync(this.baseCss());
    this.scrolls = new ScrollKeeper(native, document);
    this.sheets = new SheetStore(native, policy);
    this.owners = new StyleOwners(native, policy, this.sheets, this.base);
    this.attributes = new AttributeWriter(native, policy, assets);
    this.topLayer = new TopLayer(native, document);
    this.interaction = new InteractionMarks(native);
    this.selection = new SelectionState(this.registry);
    this.animations = new AnimationClock(native);
    this.motions = new Motions(native, document, policy);
    this.asks = new CustomerAsks(this.registry, this.interaction, native);
  }

  /** Scroll bars as wide as the customer's. */
  showScrollbars(widthCssPx: number): void {
    this.base.replaceSync(this.baseCss() + scrollbarCss(this.native, this.document, widthCssPx));
  }

  private baseCss(): string {
    return BASE_CSS + STATE_CSS + (this.document.URL.startsWith('chrome-extension:') ? NO_EXTENSION_FONT : '');
  }

  /** The nearest mirrored node from this one backwards gets another next sibling. */
  touchBefore(node: Node | null): void {
    const { native, registry } = this;
    for (let at = node; at !== null; at = native.previousSibling(at)) {
      const id = registry.id(at);
      if (id === 0) continue;
      registry.changed.add(id);
      return;
    }
  }

  /** Plan by which an existing element was built. */
  planOf(element: Element): TagPlan {
    const { native } = this;
    const uri = native.namespaceUri(element);
    const namespace = uri === HTML_NAMESPACE ? 'html' : uri === SVG_NAMESPACE ? 'svg' : 'mathml';
    const marked = native.getAttribute(element, TAG_MARK);
    if (marked !== null) return this.plans.of(namespace, marked);
    return this.plans.of(namespace, namespace === 'html' ? native.localName(element) : native.tagName(element));
  }

  isBlocked(node: Node): boolean {
    return (
      this.native.nodeType(node) === ELEMENT_NODE && this.native.getAttribute(node as Element, BLOCKED_MARK) !== null
    );
  }

  /** The roots inside an element: its shadow root and the content of a template. */
  innerRoots(element: Element): DocumentFragment[] {
    const { native } = this;
    const roots: DocumentFragment[] = [];
    const shadow = native.shadowRoot(element);
    if (shadow !== null) roots.push(shadow);
    if (this.isTemplate(element)) roots.push(native.templateContent(element));
    return roots;
  }

  /** True for a `<template>` whose content has no id yet. */
  takesContent(element: Element): boolean {
    return this.isTemplate(element) && this.registry.id(this.native.templateContent(element)) === 0;
  }

  /** The content of a template, remembered with its template: the DOM knows no way back. */
  adoptContent(template: Element): DocumentFragment {
    const content = this.native.templateContent(template);
    this.templates.set(content, template);
    return content;
  }

  /** Element that a shadow root or a template's content belongs to. */
  hostOf(node: Node): Element | null {
    if (this.native.nodeType(node) !== FRAGMENT_NODE) return null;
    return this.templates.get(node) ?? (isStyleRoot(this.native, node) ? this.native.host(node as ShadowRoot) : null);
  }

  /** Number of nodes from this one downwards. */
  countFrom(top: Node): number {
    let count = 0;
    this.visit(top, () => {
      count++;
    });
    return count;
  }

  /** Forgets a node and all below it. */
  free(top: Node): void {
    const { native, registry } = this;
    this.visit(top, (node) => {
      registry.removeId(registry.id(node));
      this.scrolls.forget(node);
      this.topLayer.forget(node);
      this.interaction.forget(node);
      this.media.forget(node);
      this.animations.forget(node);
      this.motions.forget(node);
      const type = native.nodeType(node);
      if (type === ELEMENT_NODE) {
        const plan = this.planOf(node as Element);
        this.assets.forget(node as Element);
        if (plan.ownsSheet) this.owners.remove(node as Element);
        if (plan.isFrame) this.frames--;
      } else if (type === FRAGMENT_NODE && isStyleRoot(native, node)) this.owners.removeRoot(node);
    });
  }

  private isTemplate(element: Element): boolean {
    return this.native.localName(element) === 'template' && this.native.namespaceUri(element) === HTML_NAMESPACE;
  }

  private visit(top: Node, see: (node: Node) => void): void {
    const { native } = this;
    const pending: Node[] = [top];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      see(node);
      if (native.nodeType(node) === ELEMENT_NODE) pending.push(...this.innerRoots(node as Element));
      for (let child = native.firstChild(node); child !== null; child = native.nextSibling(child)) pending.push(child);
    }
  }
}
