import type { Op } from '../../shared/tree/message.ts';
import { NO_NODE } from '../../shared/tree/node.ts';
import { BLOCK } from '../privacy/level.ts';
import { AfterFrame } from './after-frame.ts';
import { CssAnimations } from './css-animations.ts';
import type { AboutNode, FoundAnimation } from './found-animation.ts';
import { Motions } from './motions.ts';
import { RootListener } from './root-listener.ts';
import type { LaterContext, Signal } from './signal.ts';

/** Scripts begin, stop and move animations without an event. */
const LOOK_MS = 1000;

/** Between two looks at a page that changes all the time. */
const BETWEEN_LOOKS_MS = 50;

/** Rest that a look earns the page, by what it has cost: looking takes no more than a fiftieth of its time. */
const REST_FACTOR = 50;

/** Of pages in transition: their pictures are the browser's own, and gone at once. */
const VIEW_TRANSITION = '::view-transition';

/**
 * The animations of a document, of style sheets and of scripts, and its transitions. Looked at right after a frame: asking
 * makes the browser work out the styles, and earlier it could see what the page means to change before anybody sees it.
 */
export class Animations implements Signal {
  private mustLook = true;
  /** What was seen and has not left yet. */
  private pending: AboutNode[] = [];
  /** Of `performance.now()`: before, nobody looks. */
  private restUntilMs = 0;
  private readonly roots: RootListener;
  private readonly afterFrame: AfterFrame;
  private readonly css = new CssAnimations();
  private readonly motions: Motions;

  constructor(private readonly context: LaterContext) {
    this.roots = new RootListener(context, ['animationstart', 'transitionrun'], this.lookSoon);
    this.afterFrame = new AfterFrame(context, () => this.look());
    this.motions = new Motions(context.privacy, this.lookSoon);
  }

  /** Where the page has changed something, it may have begun to move something as well. */
  sees(): void {
    this.mustLook = true;
  }

  collect(emit: (op: Op) => void): void {
    if (this.roots.listenToNew().length > 0) this.mustLook = true;
    const { pending, context } = this;
    this.pending = [];
    // Elements may have gone since they were looked at.
    for (const { node, ops } of pending) if (context.tree.table.slotOfId(node) !== 0) ops.forEach(emit);
    const restedMs = performance.now() - this.restUntilMs;
    // What is not in the mirror yet could not be told of.
    if (context.isComplete() && (restedMs >= LOOK_MS || (this.mustLook && restedMs >= 0))) this.afterFrame.ask();
  }

  forget(): void {
    this.css.forget();
    this.motions.forget();
    this.pending = [];
    this.restUntilMs = 0;
    this.mustLook = true;
  }

  stop(): void {
    this.roots.stop();
    this.afterFrame.stop();
    this.motions.stop();
  }

  private readonly lookSoon = (): void => {
    this.mustLook = true;
    this.context.schedule();
  };

  private look(): void {
    this.mustLook = false;
    const begunMs = performance.now();
    const seen = new Set<Animation>();
    for (const root of this.context.roots()) {
      for (const animation of root.getAnimations()) {
        const found = this.foundOf(animation);
        if (found === undefined) continue;
        seen.add(animation);
        const ops = this.compare(found);
        if (ops.length > 0) this.pending.push({ node: found.node, ops });
      }
    }
    this.pending.push(...this.motions.endOthers(seen));
    if (this.pending.length > 0) this.context.schedule();
    const nowMs = performance.now();
    this.restUntilMs = nowMs + Math.max(BETWEEN_LOOKS_MS, (nowMs - begunMs) * REST_FACTOR);
  }

  private compare(found: FoundAnimation): Op[] {
    const { animation } = found;
    if ('animationName' in animation) return this.css.compare(found, String(animation.animationName));
    return this.motions.compare(found, 'transitionProperty' in animation ? String(animation.transitionProperty) : '');
  }

  private foundOf(animation: Animation): FoundAnimation | undefined {
    const effect = animation.effect as KeyframeEffect | null;
    const target = effect?.target;
    if (!effect || !target || effect.pseudoElement?.startsWith(VIEW_TRANSITION)) return undefined;
    const node = this.context.idOf(target);
    const level = this.context.levelOf(target);
    return node === NO_NODE || (level & BLOCK) !== 0 ? undefined : { animation, effect, node, level };
  }
}
