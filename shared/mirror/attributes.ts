import type { AttributePlan } from './attribute-plan.ts';
import type { DocumentAssets } from './document-assets.ts';
import { refreshImage } from './image.ts';
import { type Native, XLINK_NAMESPACE, XML_NAMESPACE, XMLNS_NAMESPACE } from './native.ts';
import { rewriteCss } from './rewrite-css.ts';
import { attributePlan, type TagPlan } from './tag-plan.ts';
import { hexTwinOf, isTwinned, twinnedName, twinOf } from './twin-names.ts';
import type { UrlPolicy } from './url-policy.ts';

/** Where every link of the mirror leads: nowhere, inside the document, and nowhere that was ever visited. */
const LINK_TARGET = '#coview';

/** Attribute names whose animation could make an element act. */
const NOT_ANIMATED = /href|src|^on|style|class|^data-/i;

/** Sets and removes attributes of mirrored elements, under the names the page uses. */
export class AttributeWriter {
  constructor(
    private readonly native: Native,
    private readonly policy: UrlPolicy,
    private readonly assets: DocumentAssets,
  ) {}

  /** All attributes of an element that has just been made. */
  setAll(element: Element, plan: TagPlan, attributes: readonly (readonly [name: string, value: string])[]): void {
    const { native } = this;
    for (const [name, value] of plan.fixed) native.setAttribute(element, name, value);
    let showsImage = false;
    for (const [name, value] of attributes) {
      const kind = attributePlan(plan, name);
      if (kind === 'image') {
        showsImage = true;
        this.setImagePart(element, plan, name, value);
      } else this.set(element, plan, kind, name, value, true);
    }
    if (showsImage || plan.isDrawn) this.refreshImage(element, plan);
  }

  /** One attribute of an existing element; null removes it. */
  change(element: Element, plan: TagPlan, name: string, value: string | null): void {
    const kind = attributePlan(plan, name);
    if (value === null) {
      this.native.removeAttribute(element, twinOf(name));
      this.native.removeAttribute(element, hexTwinOf(name));
      if (!plan.fixed.some(([fixed]) => fixed === name)) this.native.removeAttribute(element, name);
    } else if (kind === 'image') this.setImagePart(element, plan, name, value);
    else this.set(element, plan, kind, name, value, false);
    if (kind === 'image' || plan.isDrawn) this.refreshImage(element, plan);
  }

  /** What the element's picture is, or where its bytes are, has changed. */
  refreshImage(element: Element, plan: TagPlan): void {
    refreshImage(this.native, element, plan.tag, this.policy, this.assets);
  }

  /** What addresses in the element's attributes mean has changed. */
  refreshStyles(element: Element, plan: TagPlan): void {
    for (const { name, value } of Array.from(this.native.attributes(element))) {
      const original = twinnedName(name);
      if (original === undefined) continue;
      const kind = attributePlan(plan, original);
      if (kind === 'style' || kind === 'css-value') this.cleaned(element, plan, original, value, false);
    }
    if (plan.isDrawn) this.refreshImage(element, plan);
  }

  /** @param isNew nothing of a value before it can be left: the browser need not look */
  private set(element: Element, plan: TagPlan, kind: AttributePlan, name: string, value: string, isNew: boolean): void {
    switch (kind) {
      case 'plain':
        this.write(element, plan, name, value);
        return;
      case 'twin':
        this.write(element, plan, twinOf(name), value);
        return;
      case 'link':
        this.both(element, plan, name, value, LINK_TARGET);
        return;
      case 'popover':
        this.both(element, plan, name, value, 'manual');
        return;
      case 'fragment':
        this.both(element, plan, name, value, value.startsWith('#') ? value : null);
        return;
      case 'style':
      case 'css-value':
        this.cleaned(element, plan, name, value, isNew);
        return;
      case 'animated-name':
        if (NOT_ANIMATED.test(value)) this.both(element, plan, name, value, null);
        else this.write(element, plan, name, value);
        return;
      case 'image':
        this.setImagePart(element, plan, name, value);
    }
  }

  /** The page's value in the twin, another one or none live. */
  private both(element: Element, plan: TagPlan, name: string, value: string, live: string | null): void {
    this.write(element, plan, twinOf(name), value);
    if (live === null) this.native.removeAttribute(element, name);
    else this.write(element, plan, name, live);
  }

  private cleaned(element: Element, plan: TagPlan, name: string, value: string, isNew: boolean): void {
    const { css, addresses } = rewriteCss(value, this.policy);
    if (addresses.length > 0) this.assets.noteStyled(element, addresses);
    if (css === value && !(plan.isDrawn && name === 'style')) {
      if (!isNew) this.native.removeAttribute(element, twinOf(name));
      this.write(element, plan, name, value);
    } else this.both(element, plan, name, value, css);
  }

  private setImagePart(element: Element, plan: TagPlan, name: string, value: string): void {
    this.write(element, plan, isTwinned(name) ? twinOf(name) : name, value);
  }

  /** Writes under exactly this name; under a spelled-out one where the browser's setter refuses what its parser takes. */
  private write(element: Element, plan: TagPlan, name: string, value: string): void {
    const { native } = this;
    try {
      if (plan.namespace !== 'html') {
        const namespace = namespaceOf(name);
        if (namespace !== null) {
          native.setAttributeNs(element, namespace, name, value);
          return;
        }
      } else if (name !== name.toLowerCase()) {
        native.setAttributeNs(element, null, name, value);
        return;
      }
      native.setAttribute(element, name, value);
    } catch {
      native.setAttribute(element, hexTwinOf(name), value);
    }
  }
}

function namespaceOf(name: string): string | null {
  if (name.startsWith('xlink:')) return XLINK_NAMESPACE;
  if (name.startsWith('xml:')) return XML_NAMESPACE;
  return name === 'xmlns' || name.startsWith('xmlns:') ? XMLNS_NAMESPACE : null;
}
