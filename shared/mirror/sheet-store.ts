import type { Op, SheetId } from '../tree/message.ts';
import { createSheet, fillSheet } from './clean-sheet.ts';
import type { Native } from './native.ts';
import { deleteAt, insertAt, listAt, replaceAt } from './rule-path.ts';
import type { UrlPolicy } from './url-policy.ts';

export type SheetOp = Extract<Op, { type: 'sheet' }>;
export type RuleOp = Extract<Op, { type: 'rule-insert' | 'rule-delete' | 'rule-replace' }>;

export interface StoredSheet {
  readonly sheet: CSSStyleSheet;
  /** UTF-16 units of the rules; an upper bound after edits of nested rules. */
  length: number;
}

/** The sheets whose rules travel explicitly. Ops reach it checked (`op-check.ts`). */
export class SheetStore {
  private readonly sheets = new Map<SheetId, StoredSheet>();

  constructor(
    private readonly native: Native,
    private readonly policy: UrlPolicy,
  ) {}

  get(id: SheetId): StoredSheet | undefined {
    return this.sheets.get(id);
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
    const sheet = known?.sheet ?? createSheet(this.native, op.media, op.disabled);
    if (known !== undefined) {
      sheet.media.mediaText = op.media;
      sheet.disabled = op.disabled;
    }
    fillSheet(sheet, op.rules, this.policy);
    this.sheets.set(op.sheet, { sheet, length: op.rules.reduce((sum, rule) => sum + rule.length, 0) });
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
  }
}
