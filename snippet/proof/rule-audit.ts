import { rulesOf } from '../../shared/mirror/rule-text.ts';
import type { LaterContext } from '../capture/signal.ts';

/** A place in a style sheet. `rule` is undefined where a rule that was sent is not there any more. */
export interface SheetPlace {
  readonly sheet: CSSStyleSheet;
  readonly index: number;
  readonly rule: CSSRule | undefined;
}

/**
 * Compares style sheets whose rules travel with what was sent of them, one rule at a time. Who edits rules by functions of another realm, or holds
 * a declaration since before anybody watched, is not heard.
 */
export class RuleAudit {
  constructor(private readonly context: LaterContext) {}

  /** All places, as they are when each has its turn. */
  *places(): Generator<SheetPlace> {
    const { sheets } = this.context.tree;
    for (const sheet of [...sheets.states.keys()]) {
      const rules = rulesOf(sheet);
      if (rules === undefined) continue;
      // Rules come and go between two turns.
      for (let index = 0; index < rules.length; index++) yield { sheet, index, rule: rules[index] };
      yield { sheet, index: rules.length, rule: undefined };
    }
  }

  differs({ sheet, index, rule }: SheetPlace): boolean {
    const sent = this.context.tree.sheets.states.get(sheet);
    if (rulesOf(sheet)?.[index] !== rule) return false;
    if (sent === undefined) return false;
    return sent.rules[index] !== rule || (rule !== undefined && sent.textOf(rule) !== sent.texts[index]);
  }

  /** As if whoever did it had been heard: rules that came or went are found by that, and a changed one is sent again. */
  resend({ sheet, rule }: SheetPlace): void {
    const { sheetEdits, tree } = this.context;
    if (rule !== undefined && tree.sheets.states.get(sheet)?.rules.includes(rule))
      sheetEdits.exposedOf(sheet).add(rule);
    sheetEdits.tell(sheet, 'rules');
  }
}
