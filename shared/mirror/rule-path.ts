import { cleanRule, insertRule, PLACEHOLDER_RULE } from './clean-sheet.ts';
import type { UrlPolicy } from './url-policy.ts';

/** What has rules inside: a sheet, a grouping rule, a style rule, keyframes. */
export type RuleList = CSSStyleSheet | CSSGroupingRule | CSSKeyframesRule;

/** The list in which the last index of `path` counts, or undefined when the sheet has no such place. */
export function listAt(sheet: CSSStyleSheet, path: readonly number[]): RuleList | undefined {
  let list: RuleList = sheet;
  for (const index of path.slice(0, -1)) {
    const rule: CSSRule | undefined = list.cssRules[index];
    if (rule === undefined || !('cssRules' in rule)) return undefined;
    list = rule as CSSGroupingRule | CSSKeyframesRule;
  }
  return list;
}

export function insertAt(list: RuleList, index: number, rule: string, policy: UrlPolicy): void {
  const cleaned = cleanRule(rule, policy);
  if (isKeyframes(list)) rebuildKeyframes(list, (frames) => frames.splice(index, 0, cleaned));
  else insertRule(list, cleaned, index);
}

export function deleteAt(list: RuleList, index: number): void {
  if (isKeyframes(list)) rebuildKeyframes(list, (frames) => frames.splice(index, 1));
  else list.deleteRule(index);
}

export function replaceAt(list: RuleList, index: number, rule: string, policy: UrlPolicy): void {
  const cleaned = cleanRule(rule, policy);
  if (isKeyframes(list)) {
    rebuildKeyframes(list, (frames) => frames.splice(index, 1, cleaned));
    return;
  }
  list.deleteRule(index);
  insertRule(list, cleaned, index);
}

function isKeyframes(list: RuleList): list is CSSKeyframesRule {
  return 'appendRule' in list;
}

/** Keyframes have no positions: rules can only be appended, and are removed by their selector, the last one first. */
function rebuildKeyframes(list: CSSKeyframesRule, change: (frames: string[]) => void): void {
  const frames = Array.from(list.cssRules, (rule) => rule.cssText);
  change(frames);
  for (let left = list.cssRules.length; left > 0; left--) {
    const last = list.cssRules[left - 1] as CSSKeyframeRule;
    list.deleteRule(last.keyText);
  }
  for (const frame of frames) {
    if (frame !== PLACEHOLDER_RULE) list.appendRule(frame);
  }
}
