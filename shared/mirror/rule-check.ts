import type { SheetId } from '../tree/message.ts';
import { cleanRule, createSheet, fillSheet } from './clean-sheet.ts';
import { MirrorError } from './mirror-error.ts';
import { MIRROR_LIMITS } from './mirror-limits.ts';
import type { Native } from './native.ts';
import type { RuleOp, SheetOp, SheetStore } from './sheet-store.ts';
import type { UrlPolicy } from './url-policy.ts';

/** Rules as they will be when the ops before have been applied. A rule is looked into only when a path leads into it. */
interface FutureRule {
  /** Of an existing rule. */
  readonly rule?: CSSRule | undefined;
  /** Of one that is still to be made. */
  readonly text?: string;
  children?: FutureRule[];
}

/** Follows the rule ops of one message without touching a sheet, to know that each will find its place. */
export class RuleChecker {
  /** Sheets that the message edits: their number of top-level rules. */
  private readonly counts = new Map<SheetId, number>();
  /** Sheets with edits inside of rules: what their rules will be. */
  private readonly trees = new Map<SheetId, FutureRule[]>();
  private readonly nested: ReadonlySet<SheetId>;
  private readonly totals: { length: number; rules: number };

  constructor(
    private readonly native: Native,
    private readonly policy: UrlPolicy,
    private readonly store: SheetStore,
    ops: readonly { type: string }[],
  ) {
    const rules = ops.filter((op): op is RuleOp => op.type.startsWith('rule-'));
    this.nested = new Set(rules.filter((op) => op.path.length > 1).map((op) => op.sheet));
    this.totals = store.totals();
  }

  isDeclared(id: SheetId): boolean {
    return this.counts.has(id) || this.store.get(id) !== undefined;
  }

  declare(op: SheetOp): void {
    if (!Number.isInteger(op.sheet) || op.sheet <= 0)
      throw new MirrorError('unknown-reference', 'a sheet has no number');
    this.totals.rules += op.rules.length - (this.counts.get(op.sheet) ?? 0);
    for (const rule of op.rules) this.totals.length += rule.length;
    this.checkTotals();
    this.counts.set(op.sheet, op.rules.length);
    if (this.nested.has(op.sheet))
      this.trees.set(
        op.sheet,
        op.rules.map((text) => ({ text })),
      );
  }

  edit(op: RuleOp): void {
    const stored = this.store.get(op.sheet);
    if (stored === undefined && !this.counts.has(op.sheet)) {
      throw new MirrorError('unknown-reference', `sheet ${op.sheet} was never declared`);
    }
    if (op.type !== 'rule-delete') this.totals.length += op.rule.length;
    if (op.type === 'rule-insert') this.totals.rules++;
    if (op.type === 'rule-delete') this.totals.rules--;
    this.checkTotals();
    if (this.nested.has(op.sheet)) this.editTree(op);
    else this.editCount(op, this.counts.get(op.sheet) ?? stored?.sheet.cssRules.length ?? 0);
  }

  private editCount(op: RuleOp, count: number): void {
    const [index] = op.path;
    checkIndex(op, index, count);
    this.counts.set(op.sheet, count + growth(op));
  }

  private editTree(op: RuleOp): void {
    let list = this.trees.get(op.sheet);
    if (list === undefined) {
      list = futureOf(this.store.get(op.sheet)?.sheet.cssRules);
      this.trees.set(op.sheet, list);
    }
    this.counts.set(op.sheet, list.length);
    for (const index of op.path.slice(0, -1)) {
      const rule: FutureRule | undefined = list[index];
      if (rule === undefined) throw new MirrorError('unknown-reference', `sheet ${op.sheet} has no such rule`);
      rule.children ??= this.childrenOf(rule);
      list = rule.children;
    }
    const index = op.path.at(-1);
    checkIndex(op, index, list.length);
    if (op.type === 'rule-delete') list.splice(index, 1);
    else list.splice(index, op.type === 'rule-replace' ? 1 : 0, { text: op.rule });
  }

  private childrenOf({ rule, text }: FutureRule): FutureRule[] {
    let found = rule;
    if (text !== undefined) {
      const scratch = createSheet(this.native, '', false);
      fillSheet(scratch, [cleanRule(text, this.policy)], this.policy);
      found = scratch.cssRules[0];
    }
    if (found === undefined || !('cssRules' in found)) {
      throw new MirrorError('unknown-reference', 'a rule that has none inside was to be edited inside');
    }
    return futureOf((found as CSSGroupingRule).cssRules);
  }

  private checkTotals(): void {
    if (this.totals.length > MIRROR_LIMITS.cssLength || this.totals.rules > MIRROR_LIMITS.rules) {
      throw new MirrorError('limit', 'more CSS than a mirror takes');
    }
  }
}

function futureOf(rules: CSSRuleList | undefined): FutureRule[] {
  return rules === undefined ? [] : Array.from(rules, (rule) => ({ rule }));
}

function growth(op: RuleOp): number {
  if (op.type === 'rule-replace') return 0;
  return op.type === 'rule-insert' ? 1 : -1;
}

function checkIndex(op: RuleOp, index: number | undefined, count: number): asserts index is number {
  const last = op.type === 'rule-insert' ? count : count - 1;
  if (index === undefined || !Number.isInteger(index) || index < 0 || index > last) {
    throw new MirrorError('unknown-reference', `sheet ${op.sheet} has no rule at ${op.path.join('.')}`);
  }
}
