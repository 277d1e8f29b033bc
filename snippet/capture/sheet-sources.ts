import { hasImports, rulesOf, withWholeUrls } from '../../shared/mirror/rule-text.ts';
import { NO_ASSET } from '../../shared/tree/asset.ts';
import type { Op } from '../../shared/tree/message.ts';
import { NO_NODE } from '../../shared/tree/node.ts';
import type { SheetOwner } from './sheet-edits.ts';
import type { LaterContext, Signal } from './signal.ts';
import { splitRules } from './split-rules.ts';

/**
 * Declarations without a value: what browsers write for the longhands of a shorthand with a variable in it, once one of
 * them was set by itself. The source alone still has it.
 */
const LOST_VALUE = /: ;/;

/** Larger sources are not read again: it would be a long task. */
const MOST_UNITS = 512 * 1024;

/**
 * What the CSSOM does not tell of style sheets: edits made before anybody watched, shorthands with variables, and the rules
 * of sheets of other origins, where these let the page read them by a request of its own. Which of them do not is told (M7).
 */
export class SheetSources implements Signal {
  private stopped = false;
  /** What the browser shows to the customer and keeps from the page's scripts. */
  private readonly opaque = new Map<SheetOwner, CSSStyleSheet>();
  /** Addresses of such sheets, as they were told. */
  private told = new Set<string>();

  constructor(private readonly context: LaterContext) {}

  collect(emit: (op: Op) => void): void {
    const { fresh } = this.context.sheetEdits;
    for (const owner of fresh) {
      fresh.delete(owner);
      // What cannot be read stays as the CSSOM has it.
      this.look(owner).catch(() => this.noteOpaque(owner));
    }
    const now = this.opaqueAddresses();
    for (const address of now) {
      if (!this.told.has(address)) emit({ type: 'css-asset', address, asset: NO_ASSET, reason: 'cross-origin' });
    }
    for (const address of this.told) {
      if (!now.has(address)) emit({ type: 'css-asset', address, asset: NO_ASSET, reason: '' });
    }
    this.told = now;
  }

  forget(): void {
    this.told = new Set();
  }

  stop(): void {
    this.stopped = true;
  }

  private async look(owner: SheetOwner): Promise<void> {
    const { sheet } = owner;
    const { sheetEdits } = this.context;
    if (sheet === null) return;
    const rules = rulesOf(sheet);
    if (rules === undefined) {
      const { cssRules } = this.parse(await this.fetched(sheet));
      if (this.stopped) return;
      // A constructed sheet has no address of its own.
      const readable = this.parse(Array.from(cssRules, (rule) => withWholeUrls(rule.cssText, sheet.href)).join('\n'));
      sheetEdits.readable.set(sheet, readable);
      this.context.schedule();
      return;
    }
    const isStyle = sheet.href === null;
    // To read a rule costs more than to parse it: no rule is read that need not be, and none twice.
    const known = isStyle ? (owner.textContent ?? '') : undefined;
    const texts = known?.includes('var(') === false ? undefined : textsOf(rules);
    const isLossy = texts?.some((text) => LOST_VALUE.test(text)) === true;
    if (!isStyle && !isLossy) return;
    const source = known ?? (await this.fetched(sheet));
    if (this.stopped || source.length > MOST_UNITS || source.trim() === '') return;
    if (isLossy) this.keepSources(rules, source);
    // Rules that travel already went without what the source alone still has.
    if (!isStyle || (isLossy && sheetEdits.edited.has(sheet))) sheetEdits.tell(sheet, 'anew');
    else if (
      !sheetEdits.edited.has(sheet) &&
      !hasImports(rules) &&
      !hasRules(rules, texts, this.parse(source).cssRules)
    ) {
      sheetEdits.tell(sheet, 'rules');
    }
  }

  private noteOpaque(owner: SheetOwner): void {
    const { sheet } = owner;
    if (this.stopped || sheet === null || rulesOf(sheet) !== undefined) return;
    this.opaque.set(owner, sheet);
    this.context.schedule();
  }

  private opaqueAddresses(): Set<string> {
    const addresses = new Set<string>();
    for (const [owner, sheet] of this.opaque) {
      if (owner.sheet !== sheet || this.context.idOf(owner) === NO_NODE) this.opaque.delete(owner);
      else addresses.add(this.context.privacy.url(sheet.href ?? ''));
    }
    return addresses;
  }

  private keepSources(rules: CSSRuleList, source: string): void {
    const sourceOf = new Map<string, string>();
    for (const piece of splitRules(source)) {
      if (!piece.includes('var(')) continue;
      const [rule] = this.parse(piece).cssRules;
      if (rule !== undefined) sourceOf.set(rule.cssText, piece);
    }
    for (const rule of rules) {
      const piece = sourceOf.get(rule.cssText);
      if (piece !== undefined) this.context.sheetEdits.sources.set(rule, { text: rule.cssText, source: piece });
    }
  }

  private parse(css: string): CSSStyleSheet {
    const sheet = new this.context.window.CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  }

  private async fetched({ href }: CSSStyleSheet): Promise<string> {
    const response = await this.context.window.fetch(href ?? '', { credentials: 'same-origin', cache: 'force-cache' });
    if (!response.ok) throw new Error(`the style sheet answered ${response.status}`);
    return response.text();
  }
}

function textsOf(rules: CSSRuleList): string[] {
  return Array.from(rules, (rule) => rule.cssText);
}

/** @param texts of these rules, where they were read already */
function hasRules(rules: CSSRuleList, texts: readonly string[] | undefined, expected: CSSRuleList): boolean {
  if (rules.length !== expected.length) return false;
  const found = texts ?? textsOf(rules);
  return found.every((text, index) => text === expected[index]?.cssText);
}
