import type { Native } from './native.ts';
import { rewriteCss } from './rewrite-css.ts';
import type { UrlPolicy } from './url-policy.ts';

/** Holds the place of a rule that may not or cannot be in the mirror, so that the indices of its neighbours stay true. */
export const PLACEHOLDER_RULE = '@media not all {}';

/** One rule as it may be inserted; the placeholder for one that is dropped or could swallow its neighbours. */
export function cleanRule(rule: string, policy: UrlPolicy): string {
  const { css, complete } = rewriteCss(rule, policy);
  return complete && css.trim() !== '' ? css : PLACEHOLDER_RULE;
}

/**
 * Fills a constructed sheet with rules so that rule `i` of the page is rule `i` here.
 *
 * Each text is cleaned by itself: one that is not complete has become a placeholder, so joining cannot change a meaning.
 */
export function fillSheet(sheet: CSSStyleSheet, rules: readonly string[], policy: UrlPolicy): void {
  const cleaned = rules.map((rule) => cleanRule(rule, policy));
  sheet.replaceSync(cleaned.join('\n'));
  if (sheet.cssRules.length === cleaned.length) return;
  // The browser does not know one of the rules, or one was not a rule: find out which.
  sheet.replaceSync('');
  for (const [index, rule] of cleaned.entries()) insertRule(sheet, rule, index);
}

/** Inserts an already cleaned rule, or the placeholder where the browser refuses it. */
export function insertRule(list: CSSStyleSheet | CSSGroupingRule, rule: string, index: number): void {
  try {
    list.insertRule(rule, index);
  } catch {
    list.insertRule(PLACEHOLDER_RULE, index);
  }
}

/** A sheet of the frame's realm: only such can be adopted there. */
export function createSheet(native: Native, media: string, disabled: boolean): CSSStyleSheet {
  return new native.CSSStyleSheet({ media, disabled });
}
