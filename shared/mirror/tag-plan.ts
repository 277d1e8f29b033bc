import type { Namespace } from '../tree/node.ts';
import { type AttributePlan, planAttribute } from './attribute-plan.ts';
import { HTML_NAMESPACE, MATHML_NAMESPACE, SVG_NAMESPACE } from './native.ts';

/** How elements of one name are built. */
export interface TagPlan {
  readonly namespace: Namespace;
  readonly namespaceUri: string;
  /** The page's qualified name. */
  readonly tag: string;
  /** The name in the mirror: another one where the element could act whatever its attributes are. */
  readonly builtTag: string;
  /** Attributes that the mirror gives to each of these, whatever the page says. */
  readonly fixed: readonly (readonly [name: string, value: string])[];
  /** `<style>` or `<link>`: may bring a style sheet. */
  readonly ownsSheet: boolean;
  /** Brings a nested browsing context, empty but costly. */
  readonly isFrame: boolean;
  /** What it shows stands in its live style, which is the mirror's own: the page's is the twin. */
  readonly isDrawn: boolean;
  readonly attributes: Map<string, AttributePlan>;
}

/** Makes `<style>` and `<script>` data: neither applies nor runs. Their sheets are adopted instead (`style-owners.ts`). */
export const INERT_TYPE = 'text/x-coview';

const NAMESPACE_URIS: Record<Namespace, string> = {
  html: HTML_NAMESPACE,
  svg: SVG_NAMESPACE,
  mathml: MATHML_NAMESPACE,
};

/**
 * HTML elements that act even without attributes, or ask for permissions, or belong to browsers' own pages. `object`,
 * `iframe`, `script`, `link` and `meta` keep their names, for layout and selectors: without the attributes that are
 * twinned they do nothing.
 */
const RENAMED = new Set([
  'embed',
  'applet',
  'portal',
  'fencedframe',
  'webview',
  'controlledframe',
  'bgsound',
  'geolocation',
  'permission',
  'usermedia',
  'install',
  'login',
]);

const FIXED: Partial<Record<string, readonly (readonly [string, string])[]>> = {
  script: [['type', INERT_TYPE]],
  style: [['type', INERT_TYPE]],
  iframe: [['sandbox', 'allow-same-origin']],
};

const NOTHING_FIXED: readonly (readonly [string, string])[] = [];

/** Different names of a page: far more than any page has, so beyond it the table is begun anew. */
const MOST_PLANS = 4096;

export class TagPlans {
  private readonly plans = new Map<string, TagPlan>();

  of(namespace: Namespace, tag: string): TagPlan {
    const key = `${namespace} ${tag}`;
    const known = this.plans.get(key);
    if (known !== undefined) return known;
    if (this.plans.size >= MOST_PLANS) this.plans.clear();
    const plan = planTag(namespace, tag);
    this.plans.set(key, plan);
    return plan;
  }
}

export function attributePlan(plan: TagPlan, name: string): AttributePlan {
  const known = plan.attributes.get(name);
  if (known !== undefined) return known;
  const found = planAttribute(plan.namespace, plan.tag, name);
  if (plan.attributes.size < MOST_PLANS) plan.attributes.set(name, found);
  return found;
}

function planTag(namespace: Namespace, tag: string): TagPlan {
  const isHtml = namespace === 'html';
  const inertFrame = isHtml && (tag === 'iframe' || tag === 'frame');
  return {
    namespace,
    namespaceUri: NAMESPACE_URIS[namespace],
    tag,
    builtTag: isHtml && RENAMED.has(tag.toLowerCase()) ? `coview-${tag}` : tag,
    fixed: (namespace !== 'mathml' && FIXED[tag.toLowerCase()]) || NOTHING_FIXED,
    ownsSheet: (isHtml && tag === 'link') || (namespace !== 'mathml' && tag === 'style'),
    isFrame: inertFrame,
    isDrawn: isHtml && tag === 'canvas',
    attributes: new Map(),
  };
}
