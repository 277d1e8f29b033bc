/** As the browser serialises it: always in double quotes. */
const URL_FUNCTION = /url\("([^"\\]*)"\)/g;

/**
 * Text of a rule that means the same in a sheet without an address: what it imports stands in it, and its addresses are
 * whole. What the browser keeps from the page (an import of another origin) stays an `@import`.
 */
export function ruleTextOf(rule: CSSRule): string {
  if ('styleSheet' in rule) return importedText(rule as CSSImportRule);
  return withWholeUrls(rule.cssText, rule.parentStyleSheet?.href);
}

/** @param base address of the sheet that a rule's text is from; none: its addresses are those of the document */
export function withWholeUrls(text: string, base: string | null | undefined): string {
  if (!base) return text;
  return text.replace(URL_FUNCTION, (whole, url: string) =>
    url === '' || url.startsWith('#') || !URL.canParse(url, base) ? whole : `url("${new URL(url, base).href}")`,
  );
}

/** Rules of a sheet; undefined where the browser keeps them from us (another origin). */
export function rulesOf(sheet: CSSStyleSheet): CSSRuleList | undefined {
  try {
    return sheet.cssRules;
  } catch {
    return undefined;
  }
}

/** Whether a sheet brings in others. Only statements of layers may stand before its imports. */
export function hasImports(rules: CSSRuleList): boolean {
  for (const rule of rules) {
    if ('styleSheet' in rule) return true;
    if (!('nameList' in rule)) return false;
  }
  return false;
}

function importedText(rule: CSSImportRule): string {
  const rules = rule.styleSheet === null ? undefined : rulesOf(rule.styleSheet);
  if (rules === undefined) return rule.cssText;
  let text = Array.from(rules, ruleTextOf).join('\n');
  if (rule.layerName !== null) text = `@layer ${rule.layerName} {${text}}`;
  if (rule.supportsText) text = `@supports (${rule.supportsText}) {${text}}`;
  return `@media ${rule.styleSheet?.disabled ? 'not all' : rule.media.mediaText || 'all'} {${text}}`;
}
