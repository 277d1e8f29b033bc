import { createSheet, fillSheet, PLACEHOLDER_RULE } from './clean-sheet.ts';
import { CustomerMedia } from './customer-media.ts';
import { mediaAnswers, mediaText } from './media-queries.ts';
import type { Native, StyleRoot } from './native.ts';
import { rewriteMedia } from './rewrite-css.ts';
import { ruleTextOf } from './rule-text.ts';
import type { UrlPolicy } from './url-policy.ts';

/** Names of elements that are not defined: the page has none in its sheets. */
const UNDEFINED_NAMES = /(:not\(:is\(\.coview-undefined)(?:, [^()]*)?\)\)/g;

/** Nothing loads, and media queries have the page's own answers. */
function pagePolicy(window: Window): UrlPolicy {
  const media = new CustomerMedia(mediaText(mediaAnswers(window), window.devicePixelRatio));
  return { baseUrl: '', assetOrigins: new Set(), media };
}

/** The native getter: a capture of the page takes who asks for `sheet.media` for one who may edit it. */
const mediaOf = Object.getOwnPropertyDescriptor(StyleSheet.prototype, 'media')?.get as (this: StyleSheet) => MediaList;

/** The sheets that apply in a root of the page, in cascade order, as the mirror is to have them. */
export function describePageSheets(native: Native, root: StyleRoot, skip: (node: Node) => boolean): string[] {
  const owned = Array.from(root.styleSheets).filter((sheet) => sheet.ownerNode === null || !skip(sheet.ownerNode));
  const policy = pagePolicy((root.ownerDocument ?? (root as Document)).defaultView as Window);
  return [...owned, ...native.adoptedSheets(root)].flatMap((sheet) => {
    const texts = ruleTexts(sheet);
    if (texts === undefined) return [];
    const scratch = createSheet(native, '', false);
    fillSheet(scratch, texts, policy);
    return describeSheet(sheet, ruleTexts(scratch) ?? [], rewriteMedia(mediaOf.call(sheet).mediaText, policy));
  });
}

/** The sheets that apply in a root of the mirror. The first of them is the mirror's own. */
export function describeMirrorSheets(native: Native, root: StyleRoot): string[] {
  return native
    .adoptedSheets(root)
    .slice(1)
    .flatMap((sheet) => {
      // Parsed once more, like the page's: not every rule's text stays the same at its first round through a parser.
      const scratch = createSheet(native, '', false);
      scratch.replaceSync((ruleTexts(sheet) ?? []).join('\n'));
      return describeSheet(sheet, ruleTexts(scratch) ?? [], mediaOf.call(sheet).mediaText);
    });
}

/** Disabled and empty sheets do nothing, and `@import` is only a place that is kept: they are left out. */
function describeSheet(sheet: CSSStyleSheet, rules: readonly string[], media: string): string[] {
  const effective = rules.filter(
    (rule) => rule.replace(/\s+/g, ' ') !== '@media not all { }' && rule !== PLACEHOLDER_RULE,
  );
  if (sheet.disabled || effective.length === 0) return [];
  return [
    `sheet ${JSON.stringify(media)}`,
    ...effective.map((rule) => `  ${rule.replace(/\n/g, ' ').replace(UNDEFINED_NAMES, '$1))')}`),
  ];
}

/** Undefined for a sheet that the browser keeps from us. */
function ruleTexts(sheet: CSSStyleSheet): string[] | undefined {
  try {
    return Array.from(sheet.cssRules, ruleTextOf);
  } catch {
    return undefined;
  }
}
