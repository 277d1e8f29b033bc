import { BLOCK, MASK } from '../../privacy/level.ts';
import { ofDocument } from '../natives.ts';
import { isShadowRoot } from '../serializer.ts';
import type { SignalContext } from '../signal.ts';

const ADDRESS = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)/gi;

/** What a selector says beyond which elements it is about. */
const MOMENTARY =
  /::?[\w-]*(?:before|after|marker|placeholder|selection|backdrop|thumb|track|button|hover|focus|active|visited|target|link)[\w-]*(?:\([^)]*\))?/g;

/** Elements looked at for one selector: the first that may be seen settles it. */
const MOST_ELEMENTS = 200;

interface Use {
  root: Document | ShadowRoot;
  selector: string;
}

/**
 * Which rules use an address, at this moment. A picture that only private elements show is private too, although the rule
 * that names it stands in a sheet for all.
 */
export class RuleUses {
  private readonly uses = new Map<string, Use[]>();

  constructor(
    private readonly context: SignalContext,
    base: string,
  ) {
    for (const root of context.roots()) {
      const adopted = isShadowRoot(root) ? root.adoptedStyleSheets : ofDocument(root, 'adoptedStyleSheets');
      const owned = isShadowRoot(root) ? root.styleSheets : ofDocument(root, 'styleSheets');
      for (const sheet of [...owned, ...adopted]) this.read(root, rulesOf(sheet), sheet.href ?? base);
    }
  }

  /** True when an element that is not private shows it, and for what no rule names: fonts and `style` attributes. */
  isInTheOpen(url: string): boolean {
    const uses = this.uses.get(url);
    return uses === undefined || uses.some((use) => this.showsOpenly(use));
  }

  private read(root: Document | ShadowRoot, rules: ArrayLike<CSSRule>, base: string): void {
    for (const rule of Array.from(rules)) {
      if ('selectorText' in rule && rule.cssText.includes('url(')) this.note(root, rule as CSSStyleRule, base);
      else if ('cssRules' in rule) this.read(root, (rule as CSSGroupingRule).cssRules, base);
    }
  }

  private note(root: Document | ShadowRoot, { cssText, selectorText }: CSSStyleRule, base: string): void {
    for (const [, double, single, bare] of cssText.matchAll(ADDRESS)) {
      const url = absolute(double ?? single ?? bare ?? '', base);
      if (url === undefined) continue;
      const use = { root, selector: selectorText.replace(MOMENTARY, '') };
      const known = this.uses.get(url);
      if (known === undefined) this.uses.set(url, [use]);
      else known.push(use);
    }
  }

  private showsOpenly({ root, selector }: Use): boolean {
    const { context } = this;
    let found: Element[];
    try {
      const all = isShadowRoot(root) ? root.querySelectorAll(selector) : ofDocument(root, 'querySelectorAll')(selector);
      found = Array.from(all).slice(0, MOST_ELEMENTS);
      if (isShadowRoot(root) && /:host|slotted/.test(selector)) found = [root.host];
    } catch {
      // A selector that means nothing by itself: of a nested rule, or nothing but a pseudo-element.
      return true;
    }
    return found.some((element) => context.idOf(element) !== 0 && (context.levelOf(element) & (MASK | BLOCK)) === 0);
  }
}

/** None for a sheet that the browser keeps from us. */
function rulesOf(sheet: CSSStyleSheet): ArrayLike<CSSRule> {
  try {
    return sheet.cssRules;
  } catch {
    return [];
  }
}

function absolute(address: string, base: string): string | undefined {
  try {
    return new URL(address, base).href.replace(/#.*$/s, '');
  } catch {
    return undefined;
  }
}
