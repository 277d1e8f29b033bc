import type { Slot } from '../capture/node-table.ts';
import type { LaterContext } from '../capture/signal.ts';
import { IdleWork } from './idle-work.ts';
import type { PageHashes } from './page-hashes.ts';
import { RuleAudit, type SheetPlace } from './rule-audit.ts';
import { ScrollAudit } from './scroll-audit.ts';
import { TreeAudit } from './tree-audit.ts';

/** Looks at the clock after comparing this many nodes. */
const BETWEEN_LOOKS = 16;

/** Between two rounds over the page there is at least this much rest... */
const REST_MS = 2_000;

/** ...and so many times as long as the round has worked. */
const REST_FOR_WORK = 50;

/** A page that has changed all over is found out in several flushes, so that none is a long task. */
const MOST_SUSPECTS = 64;

/**
 * Goes over the page again and again while it does nothing, and compares it with the record of what was sent. What differs
 * there may just be under way, so it is only suspected; what still differs right after a flush nobody has told of.
 */
export class PageAudit {
  /** Places that had changed unseen and were sent again. */
  found = 0;
  private readonly tree: TreeAudit;
  private readonly idle: IdleWork;
  private readonly rules: RuleAudit;
  private readonly scrolls: ScrollAudit;
  private readonly suspects = new Set<Slot>();
  private readonly suspectRules: SheetPlace[] = [];
  /** Rules that the round has yet to come to, after the nodes. */
  private places: Iterator<SheetPlace> | undefined;
  /** Where the round goes on. */
  private next: Slot = 1;
  private workedMs = 0;
  private timer = 0;

  constructor(
    private readonly context: LaterContext,
    hashes: PageHashes,
  ) {
    this.tree = new TreeAudit(context, hashes);
    this.rules = new RuleAudit(context);
    this.scrolls = new ScrollAudit(context, (scrollers) => this.resendOffsets(scrollers));
    this.idle = new IdleWork(context, (budgetMs) => this.slice(budgetMs));
  }

  /** Right after the tree was written. @returns whether there is something to be sent again, with the next flush */
  confirm(): boolean {
    if (this.timer === 0) this.rest();
    let some = false;
    for (const slot of this.suspects) {
      if (!this.tree.differs(slot)) continue;
      this.tree.resend(slot);
      this.found++;
      some = true;
      // What was just taken out is no longer in the record: what stands beside it is looked at in the next round.
    }
    this.suspects.clear();
    for (const place of this.suspectRules.splice(0)) {
      if (!this.rules.differs(place)) continue;
      this.rules.resend(place);
      this.found++;
      some = true;
    }
    if (some) this.context.schedule();
    return some;
  }

  stop(): void {
    this.idle.stop();
    this.scrolls.stop();
    clearTimeout(this.timer);
  }

  private rest(): void {
    const restMs = Math.max(REST_MS, this.workedMs * REST_FOR_WORK);
    this.workedMs = 0;
    this.next = 1;
    this.places = undefined;
    this.timer = this.context.window.setTimeout(() => {
      this.idle.start();
      this.scrolls.start();
    }, restMs);
  }

  private resendOffsets(scrollers: readonly Node[]): void {
    for (const scroller of scrollers) this.context.tree.scrolls.dirty.add(scroller);
    this.found += scrollers.length;
    this.context.schedule();
  }

  /** @returns whether it rests now */
  private slice(budgetMs: number): boolean {
    // Between two slices of writing, the record is behind the page: this round is over.
    if (!this.context.isComplete()) return this.finish();
    const { table } = this.context.tree;
    const startMs = performance.now();
    let looked = 0;
    for (; this.next < table.end && this.suspects.size < MOST_SUSPECTS; this.next++) {
      if (++looked % BETWEEN_LOOKS === 0 && performance.now() - startMs > budgetMs) {
        this.workedMs += performance.now() - startMs;
        return false;
      }
      if (table.idAt(this.next) !== 0 && this.tree.differs(this.next)) this.suspects.add(this.next);
    }
    const isThrough = this.isThroughRules(startMs, budgetMs);
    this.workedMs += performance.now() - startMs;
    return isThrough && this.finish();
  }

  private isThroughRules(startMs: number, budgetMs: number): boolean {
    this.places ??= this.rules.places();
    while (this.suspectRules.length < MOST_SUSPECTS) {
      const { done, value } = this.places.next();
      if (done === true) return true;
      if (this.rules.differs(value)) this.suspectRules.push(value);
      if (performance.now() - startMs > budgetMs) return false;
    }
    return true;
  }

  private finish(): true {
    if (this.suspects.size + this.suspectRules.length > 0) this.context.schedule();
    this.rest();
    return true;
  }
}
