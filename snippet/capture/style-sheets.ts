import { hasImports, rulesOf } from '../../shared/mirror/rule-text.ts';
import type { Op, SheetId } from '../../shared/tree/message.ts';
import { NO_NODE } from '../../shared/tree/node.ts';
import { type Level, MASK } from '../privacy/level.ts';
import { ofDocument } from './natives.ts';
import { isShadowRoot } from './serializer.ts';
import type { SheetOwner as Owner, SheetChange, SheetEdits } from './sheet-edits.ts';
import { SheetState } from './sheet-state.ts';
import type { Signal, SignalContext } from './signal.ts';

type SheetRoot = Document | ShadowRoot;

const NO_SHEET: SheetId = 0;
const NO_RULES = [] as unknown as CSSRuleList;

/**
 * Style sheets. A `<style>` that nobody edited needs nothing: the mirror has its text. Linked, edited and constructed
 * sheets travel as rules, and then as the difference between their rules.
 */
export class StyleSheets implements Signal {
  /** Owners with the sheet that the mirror uses for them; undefined: their own text, or none. */
  readonly owners = new Map<Owner, CSSStyleSheet | undefined>();
  /** Mirrored roots, with the adopted sheets that were sent. */
  readonly roots = new Map<SheetRoot, readonly CSSStyleSheet[]>();
  states = new Map<CSSStyleSheet, SheetState>();
  private nextId: SheetId = 1;
  private readonly stopWatching: () => void;

  constructor(
    private readonly context: SignalContext,
    private readonly edits: SheetEdits,
  ) {
    edits.watchers.add(this.onEdit);
    this.stopWatching = edits.watch(context.window);
  }

  addOwner(element: Element): void {
    const owner = element as Owner;
    this.owners.set(owner, undefined);
    this.edits.fresh.add(owner);
    // Rules without a text that says them were inserted by script (CSS-in-JS in its fast mode) before we came.
    const { sheet } = owner;
    if (sheet !== null && isStyle(owner) && owner.textContent?.trim() === '' && rulesOf(sheet) !== undefined) {
      if (sheet.cssRules.length > 0) this.edits.edited.add(sheet);
    }
  }

  addRoot(root: SheetRoot, signal: AbortSignal): void {
    this.roots.set(root, []);
    const onLoad = ({ target }: Event) => {
      const owner = target as Owner;
      if (!this.owners.has(owner)) return;
      this.edits.fresh.add(owner);
      // It was there before what it imports.
      if (owner.sheet && hasImports(rulesOf(owner.sheet) ?? NO_RULES)) this.states.get(owner.sheet)?.forget();
      this.context.schedule();
    };
    EventTarget.prototype.addEventListener.call(root, 'load', onLoad, { capture: true, passive: true, signal });
  }

  free(node: Node): void {
    this.owners.delete(node as Owner);
    this.roots.delete(node as SheetRoot);
  }

  collect(emit: (op: Op) => void): void {
    const used = new Map<CSSStyleSheet, SheetState>();
    const later: Op[] = [];
    for (const [owner, sent] of this.owners) {
      const sheet = this.explicitSheet(owner, sent);
      const state = sheet === undefined ? undefined : this.use(sheet, used, this.context.levelOf(owner));
      if (sheet === sent) continue;
      this.owners.set(owner, sheet);
      later.push({ type: 'sheet-owner', node: this.context.idOf(owner), sheet: state?.id ?? NO_SHEET });
    }
    for (const [root, sent] of this.roots) {
      const sheets = adoptedSheetsOf(root);
      if (sheets.length === 0 && sent.length === 0) continue;
      const ids = [...sheets].map((sheet) => this.use(sheet, used, this.context.levelOf(root)).id);
      if (sheets.length === sent.length && sent.every((sheet, index) => sheet === sheets[index])) continue;
      this.roots.set(root, [...sheets]);
      later.push({ type: 'adopted', root: this.context.idOf(root), sheets: ids });
    }
    this.states = used;
    for (const state of used.values()) state.collect(emit);
    for (const op of later) emit(op);
  }

  forget(): void {
    for (const owner of this.owners.keys()) this.owners.set(owner, undefined);
    for (const root of this.roots.keys()) this.roots.set(root, []);
    for (const state of this.states.values()) state.forget();
  }

  stop(): void {
    this.edits.watchers.delete(this.onEdit);
    this.stopWatching();
  }

  private readonly onEdit = (sheet: CSSStyleSheet, change: SheetChange): void => {
    let top = sheet;
    while (top.ownerRule?.parentStyleSheet) top = top.ownerRule.parentStyleSheet;
    // What is imported stands in the text of one rule.
    if (top !== sheet || change === 'anew') this.states.get(top)?.forget();
    else if (change === 'rules') this.states.get(sheet)?.touch();
    this.context.schedule();
  };

  /** The sheet whose rules have to travel for this owner, if any. */
  private explicitSheet(owner: Owner, sent: CSSStyleSheet | undefined): CSSStyleSheet | undefined {
    const { sheet } = owner;
    if (sheet === null || this.context.idOf(owner) === NO_NODE) return undefined;
    const rules = rulesOf(sheet);
    if (rules === undefined) return this.edits.readable.get(sheet);
    if (isStyle(owner) && !this.edits.edited.has(sheet) && !sheet.disabled && !hasImports(rules)) return undefined;
    // A link that was switched off while it loaded has a sheet all the same.
    if (sheet !== sent && ![...(owner.getRootNode() as SheetRoot).styleSheets].includes(sheet)) return undefined;
    return sheet;
  }

  /** Sheets that nobody uses any more are forgotten, here and in the mirror, and are new if they come back. */
  private use(sheet: CSSStyleSheet, used: Map<CSSStyleSheet, SheetState>, level: Level): SheetState {
    const state =
      used.get(sheet) ??
      this.states.get(sheet) ??
      new SheetState(this.nextId++, sheet, this.edits, this.context.privacy);
    state.mask(level & MASK);
    used.set(sheet, state);
    return state;
  }
}

function adoptedSheetsOf(root: SheetRoot): readonly CSSStyleSheet[] {
  return isShadowRoot(root) ? root.adoptedStyleSheets : ofDocument(root, 'adoptedStyleSheets');
}

function isStyle(owner: Owner): boolean {
  return owner.localName === 'style';
}
