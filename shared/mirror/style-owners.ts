import type { SheetId } from '../tree/message.ts';
import { createSheet } from './clean-sheet.ts';
import { MIRROR_LIMITS } from './mirror-limits.ts';
import { DOCUMENT_NODE, FRAGMENT_NODE, type Native, type StyleRoot, TEXT_NODE } from './native.ts';
import { ENVIRONMENT, rewriteCss, rewriteMedia } from './rewrite-css.ts';
import type { SheetStore } from './sheet-store.ts';
import { twinOf } from './twin-names.ts';
import type { UrlPolicy } from './url-policy.ts';

interface Owner {
  /** 0: a `<style>` uses its own text, a `<link>` has no sheet. */
  explicit: SheetId;
  /** The sheet made of a `<style>`'s own text, once it has been read. */
  own: CSSStyleSheet | undefined;
  /** What its own text would load. */
  addresses: readonly string[];
  stale: boolean;
}

interface Scope {
  /** `adoptedStyleSheets` of the page's root. */
  adopted: readonly SheetId[];
  /** What the mirror's root has adopted. */
  applied: readonly CSSStyleSheet[];
}

/** In cascade order: a document position bit says which of two comes first. */
const FOLLOWING = 4;

/**
 * Puts the sheets of `<style>`, `<link>` and `adoptedStyleSheets` into the mirror's roots in the page's cascade order:
 * owners in tree order, then the adopted ones. The elements themselves are inert.
 */
export class StyleOwners {
  private readonly owners = new Map<Element, Owner>();
  private readonly scopes = new Map<StyleRoot, Scope>();
  /** True from the start: a document without any sheet still gets the base. */
  private stale = true;

  constructor(
    private readonly native: Native,
    private readonly policy: UrlPolicy,
    private readonly store: SheetStore,
    private readonly base: CSSStyleSheet,
  ) {}

  /** A `<style>` or `<link>` has been built. */
  add(element: Element): void {
    this.owners.set(element, { explicit: 0, own: undefined, addresses: [], stale: true });
    this.stale = true;
  }

  remove(element: Element): void {
    if (this.owners.delete(element)) this.stale = true;
  }

  removeRoot(root: StyleRoot): void {
    this.scopes.delete(root);
  }

  /** Something that may be or contain owners has another place now. */
  moved(): void {
    if (this.owners.size > 0 || this.scopes.size > 1) this.stale = true;
  }

  /** The text or the attributes of this element have changed. */
  changed(node: Node | null): void {
    const owner = this.owners.get(node as Element);
    if (owner === undefined) return;
    owner.stale = true;
    this.stale = true;
  }

  /** What these addresses mean has changed. */
  refresh(addresses: ReadonlySet<string>): void {
    for (const owner of this.owners.values()) {
      if (owner.addresses.every((address) => !addresses.has(address))) continue;
      owner.stale = true;
      this.stale = true;
    }
  }

  setExplicit(element: Element, sheet: SheetId): void {
    const owner = this.owners.get(element);
    if (owner === undefined) return;
    owner.explicit = sheet;
    owner.stale = true;
    this.stale = true;
  }

  setAdopted(root: StyleRoot, sheets: readonly SheetId[]): void {
    this.scope(root).adopted = sheets;
    this.stale = true;
  }

  /** Sheets that something in the document uses. */
  usedSheets(): Set<SheetId> {
    const used = new Set<SheetId>();
    for (const { explicit } of this.owners.values()) used.add(explicit);
    for (const { adopted } of this.scopes.values()) for (const id of adopted) used.add(id);
    return used;
  }

  /** Brings the roots up to date, if anything has changed since the last time. */
  sync(document: Document): void {
    if (!this.stale) return;
    this.stale = false;
    const ownersOf = new Map<StyleRoot, Element[]>();
    for (const element of this.owners.keys()) {
      const root = this.native.rootNode(element);
      // An owner inside a template's content has no effect.
      if (root !== document && !this.isShadowRoot(root)) continue;
      const owners = ownersOf.get(root as StyleRoot);
      if (owners === undefined) ownersOf.set(root as StyleRoot, [element]);
      else owners.push(element);
      this.scope(root as StyleRoot);
    }
    this.scope(document);
    for (const [root, scope] of this.scopes) this.apply(root, scope, this.sheetsOf(ownersOf.get(root) ?? []));
  }

  private scope(root: StyleRoot): Scope {
    const known = this.scopes.get(root);
    if (known !== undefined) return known;
    const scope: Scope = { adopted: [], applied: [] };
    this.scopes.set(root, scope);
    return scope;
  }

  private apply(root: StyleRoot, scope: Scope, owned: CSSStyleSheet[]): void {
    if (!this.native.canAdopt(root)) {
      scope.applied = [];
      return;
    }
    const wanted = [this.base, ...owned];
    for (const id of scope.adopted) {
      const stored = this.store.get(id);
      if (stored !== undefined) wanted.push(stored.sheet);
    }
    const { applied } = scope;
    if (wanted.length === applied.length && wanted.every((sheet, index) => sheet === applied[index])) return;
    this.native.setAdoptedSheets(root, wanted);
    scope.applied = wanted;
  }

  private sheetsOf(owners: Element[]): CSSStyleSheet[] {
    const { native } = this;
    const inTreeOrder = owners.sort((a, b) => (native.comparePosition(a, b) & FOLLOWING ? -1 : 1));
    return inTreeOrder.map((element) => this.sheetOf(element)).filter((sheet) => sheet !== undefined);
  }

  private isShadowRoot(node: Node): node is ShadowRoot {
    return this.native.nodeType(node) === FRAGMENT_NODE && 'host' in node;
  }

  private sheetOf(element: Element): CSSStyleSheet | undefined {
    const owner = this.owners.get(element);
    if (owner === undefined) return undefined;
    if (owner.explicit !== 0) return this.store.get(owner.explicit)?.sheet;
    if (owner.stale) {
      owner.stale = false;
      owner.own = this.ownSheet(element, owner);
    }
    return owner.own;
  }

  /** The sheet of a `<style>`'s own text. */
  private ownSheet(element: Element, owner: Owner): CSSStyleSheet | undefined {
    const { native } = this;
    if (native.localName(element) !== 'style') return undefined;
    const type = native.getAttribute(element, twinOf('type'));
    if (type && type.toLowerCase() !== 'text/css') return undefined;
    const media = rewriteMedia(native.getAttribute(element, 'media') ?? '', this.policy);
    const sheet = owner.own ?? createSheet(native, media, false);
    if (sheet.media.mediaText !== media) sheet.media.mediaText = media;
    const text = this.textOf(element);
    const { css, addresses } = rewriteCss(text.length > MIRROR_LIMITS.cssLength ? '' : text, this.policy);
    // A medium of its own may be asked of the customer's system, too.
    owner.addresses = media === '' ? addresses : [...addresses, ENVIRONMENT];
    sheet.replaceSync(css);
    return sheet;
  }

  private textOf(element: Element): string {
    const { native } = this;
    let text = '';
    for (let child = native.firstChild(element); child !== null; child = native.nextSibling(child)) {
      if (native.nodeType(child) === TEXT_NODE) text += native.data(child as Text);
    }
    return text;
  }
}

export function isStyleRoot(native: Native, node: Node | undefined): node is StyleRoot {
  if (node === undefined) return false;
  const type = native.nodeType(node);
  return type === DOCUMENT_NODE || (type === FRAGMENT_NODE && 'host' in node);
}
