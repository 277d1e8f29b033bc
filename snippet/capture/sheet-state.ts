import { ruleTextOf } from '../../shared/mirror/rule-text.ts';
import type { Op, SheetId } from '../../shared/tree/message.ts';
import { CLEAR, type Level } from '../privacy/level.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { mediaOf } from './natives.ts';
import type { SheetEdits } from './sheet-edits.ts';

/** Exposed rules compared in one flush; a page that holds more gets its turn in later ones. */
const MOST_LOOKS = 256;

/** One style sheet whose rules travel explicitly, and what the mirror has of it. */
export class SheetState {
  rules: CSSRule[] = [];
  texts: string[] = [];
  private media = '';
  private disabled = false;
  private declared = false;
  private dirty = true;
  private level = CLEAR;
  /** Top-level rules that a script holds declarations of. */
  private readonly exposed: Set<CSSRule>;

  constructor(
    readonly id: SheetId,
    private readonly sheet: CSSStyleSheet,
    private readonly edits: SheetEdits,
    private readonly privacy: Privacy,
  ) {
    this.exposed = edits.exposedOf(sheet);
  }

  /** It is used by something of this level, too: the most private one counts for all. */
  mask(level: Level): void {
    if ((this.level | level) === this.level) return;
    this.level |= level;
    this.forget();
  }

  touch(): void {
    this.dirty = true;
  }

  /** The mirror knows nothing of this sheet any more. */
  forget(): void {
    this.declared = false;
    this.dirty = true;
  }

  /** Emits what differs from what the mirror has. */
  collect(emit: (op: Op) => void): void {
    // A `<style>` or `<link>` sets these past the sheet's own properties.
    const isChanged = this.sheet.disabled !== this.disabled || mediaOf(this.sheet).mediaText !== this.media;
    if (this.dirty || isChanged) this.compareRules(emit);
    this.dirty = false;
    let looks = 0;
    for (const rule of this.exposed) {
      if (++looks > MOST_LOOKS) break;
      this.exposed.delete(rule);
      this.exposed.add(rule);
      const index = this.rules.indexOf(rule);
      const text = this.textOf(rule);
      if (index < 0) this.exposed.delete(rule);
      else if (text !== this.texts[index]) {
        this.texts[index] = text;
        emit({ type: 'rule-replace', sheet: this.id, path: [index], rule: text });
      }
    }
  }

  private compareRules(emit: (op: Op) => void): void {
    const now = [...this.sheet.cssRules];
    const media = mediaOf(this.sheet).mediaText;
    const { disabled } = this.sheet;
    if (!this.declared || media !== this.media || disabled !== this.disabled) {
      this.declared = true;
      this.media = media;
      this.disabled = disabled;
      this.rules = now;
      this.texts = now.map(this.textOf);
      emit({ type: 'sheet', sheet: this.id, media, disabled, rules: this.texts });
      return;
    }
    let start = 0;
    while (start < now.length && now[start] === this.rules[start]) start++;
    let end = 0;
    while (end < Math.min(now.length, this.rules.length) - start && now.at(-1 - end) === this.rules.at(-1 - end)) end++;
    for (let index = this.rules.length - end - 1; index >= start; index--) {
      emit({ type: 'rule-delete', sheet: this.id, path: [index] });
    }
    const added = now.slice(start, now.length - end);
    const texts = added.map(this.textOf);
    texts.forEach((rule, index) => {
      emit({ type: 'rule-insert', sheet: this.id, path: [start + index], rule });
    });
    this.texts.splice(start, this.rules.length - end - start, ...texts);
    this.rules = now;
  }

  readonly textOf = (rule: CSSRule): string => {
    const kept = this.edits.sources.get(rule);
    const text = kept?.text === rule.cssText ? kept.source : ruleTextOf(rule);
    return this.privacy.css(text, this.level, this.sheet.href);
  };
}
