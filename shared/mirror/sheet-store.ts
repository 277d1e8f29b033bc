import type { Op, SheetId } from '../tree/message.ts';
import { createSheet, fillSheet } from './clean-sheet.ts';
import type { Native } from './native.ts';
import { ENVIRONMENT, rewriteCss, rewriteMedia } from './rewrite-css.ts';
import { deleteAt, insertAt, listAt, type RuleList, replaceAt } from './rule-path.ts';
import type { UrlPolicy } from './url-policy.ts';

export type SheetOp = Extract<Op, { type: 'sheet' }>;
export type RuleOp = Extract<Op, { type: 'rule-insert' | 'rule-delete' | 'rule-replace' }>;

export interface StoredSheet {
  readonly sheet: CSSStyleSheet;
  /** As the page has it. */
  media: string;
  /** UTF-16 units of the rules; an upper bound after edits of nested rules. */
  length: number;
}

/** Rules that may load something or depend on the customer's system: kept as the page has them, to be written anew. */
const LOADS = /url\(|src\(|image-set\(|image\(|cross-fade\(|@media|:defined/i;

/** The sheets whose rules travel explicitly. Ops reach it checked (`op-check.ts`). */
export class SheetStore {
  private readonly sheets = new Map<SheetId, StoredSheet>();
  /** The page's own text of rules that load. */
  private readonly texts = new WeakMap<CSSRule, string>();

  constructor(
    private readonly native: Native,
    private readonly policy: UrlPolicy,
  ) {}

  get(id: SheetId): StoredSheet | undefined {
    return this.sheets.get(id);
  }

  /** Forgets the others: the page has, too (rule E8). */
  keepOnly(used: ReadonlySet<SheetId>): void {
    for (const id of this.sheets.keys()) if (!used.has(id)) this.sheets.delete(id);
  }

  /** UTF-16 units and rules of all sheets together. */
  totals(): { length: number; rules: number } {
    let length = 0;
    let rules = 0;
    for (const stored of this.sheets.values()) {
      length += stored.length;
      rules += stored.sheet.cssRules.length;
    }
    return { length, rules };
  }

  /** Keeps the sheet object of a replaced sheet, and so its place wherever it is adopted. */
  declare(op: SheetOp): void {
    const known = this.sheets.get(op.sheet);
    const media = rewriteMedia(op.media, this.policy);
    const sheet = known?.sheet ?? createSheet(this.native, media, op.disabled);
    if (known !== undefined) {
      sheet.media.mediaText = media;
      sheet.disabled = op.disabled;
    }
    fillSheet(sheet, op.rules, this.policy);
    for (const [index, rule] of op.rules.entries()) this.keepText(sheet.cssRules[index], rule);
    this.sheets.set(op.sheet, { sheet, media: op.media, length: op.rules.reduce((sum, rule) => sum + rule.length, 0) });
  }

  edit(op: RuleOp): void {
    const stored = this.sheets.get(op.sheet);
    const list = stored && listAt(stored.sheet, op.path);
    const index = op.path.at(-1);
    if (stored === undefined || list === undefined || index === undefined) return;
    if (op.type !== 'rule-insert') stored.length -= list.cssRules[index]?.cssText.length ?? 0;
    if (op.type !== 'rule-delete') stored.length += op.rule.length;
    stored.length = Math.max(0, stored.length);
    if (op.type === 'rule-insert') insertAt(list, index, op.rule, this.policy);
    else if (op.type === 'rule-delete') deleteAt(list, index);
    else replaceAt(list, index, op.rule, this.policy);
    if (op.type !== 'rule-delete') this.keepText(list.cssRules[index], op.rule);
    // What the rules around it were as a whole is not true any more.
    for (let depth = 1; depth < op.path.length; depth++) {
      const around = listAt(stored.sheet, op.path.slice(0, depth))?.cssRules[op.path[depth - 1] ?? 0];
      if (around !== undefined) this.texts.delete(around);
    }
  }

  /** Writes the rules anew that name one of these addresses: what they mean has arrived. */
  refresh(addresses: ReadonlySet<string>): void {
    for (const { sheet, media } of this.sheets.values()) {
      if (addresses.has(ENVIRONMENT) && media !== '') sheet.media.mediaText = rewriteMedia(media, this.policy);
      this.refreshList(sheet, addresses);
    }
  }

  private refreshList(list: RuleList, addresses: ReadonlySet<string>): void {
    for (const [index, rule] of Array.from(list.cssRules).entries()) {
      const text = this.texts.get(rule);
      if (text !== undefined) {
        if (rewriteCss(text, this.policy).addresses.every((address) => !addresses.has(address))) continue;
        replaceAt(list, index, text, this.policy);
        this.keepText(list.cssRules[index], text);
      } else if ('cssRules' in rule) this.refreshList(rule as CSSGroupingRule, addresses);
    }
  }

  private keepText(rule: CSSRule | undefined, text: string): void {
    if (rule !== undefined && LOADS.test(text)) this.texts.set(rule, text);
  }
}
