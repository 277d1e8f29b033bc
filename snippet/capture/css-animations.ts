import { ANIMATION_STATES, LONGEST_ANIMATION_MS, MOST_ANIMATION_RATE } from '../../shared/tree/animation-state.ts';
import type { Op } from '../../shared/tree/message.ts';
import { NO_NODE } from '../../shared/tree/node.ts';
import { BLOCK } from '../privacy/level.ts';
import { AfterFrame } from './after-frame.ts';
import { RootListener } from './root-listener.ts';
import type { LaterContext, Signal } from './signal.ts';

type AnimationOp = Extract<Op, { type: 'animation' }>;

interface Told {
  op: AnimationOp;
  /** As the page has it, however many rounds ago it began. */
  timeMs: number;
  /** Of `performance.now()`. */
  atMs: number;
}

/** How far the mirror may be from the page: a few frames. */
const TOLERANCE_MS = 50;

/** Scripts stop and move animations without an event. */
const LOOK_MS = 1000;

/**
 * Where the animations of style sheets are. A mirror's browser begins each when it meets it; this says how far it is on the page,
 * whether it stands, and how fast it goes. Looked at after events and once a second while there are any.
 */
export class CssAnimations implements Signal {
  private told = new WeakMap<Animation, Told>();
  private mustLook = true;
  private found: { target: Element; op: AnimationOp }[] = [];
  private timer = 0;
  private readonly roots: RootListener;
  private readonly afterFrame: AfterFrame;

  constructor(private readonly context: LaterContext) {
    this.roots = new RootListener(context, ['animationstart'], this.lookSoon);
    this.afterFrame = new AfterFrame(context, () => this.look());
  }

  collect(emit: (op: Op) => void): void {
    if (this.roots.listenToNew().length > 0) this.mustLook = true;
    const { found } = this;
    this.found = [];
    // Its element may have gone since it was looked at.
    for (const { target, op } of found) if (this.context.idOf(target) === op.node) emit(op);
    // What is not in the mirror yet could not be told of.
    if (this.mustLook && this.context.isComplete()) this.afterFrame.ask();
  }

  forget(): void {
    this.told = new WeakMap();
    this.found = [];
    this.mustLook = true;
  }

  stop(): void {
    this.roots.stop();
    this.afterFrame.stop();
    clearTimeout(this.timer);
  }

  private readonly lookSoon = (): void => {
    this.mustLook = true;
    this.context.schedule();
  };

  private look(): void {
    this.mustLook = false;
    let some = false;
    for (const root of this.context.roots()) {
      for (const animation of root.getAnimations()) if (this.compare(animation)) some = true;
    }
    if (this.found.length > 0) this.context.schedule();
    clearTimeout(this.timer);
    if (some) this.timer = window.setTimeout(this.lookSoon, LOOK_MS);
  }

  /** @returns whether it is one that has to be looked at again */
  private compare(animation: Animation): boolean {
    const target = (animation.effect as KeyframeEffect | null)?.target;
    const op = target ? this.opOf(animation, target) : undefined;
    if (!target || op === undefined) return false;
    const atMs = performance.now();
    const timeMs = Number(animation.currentTime);
    if (!isAsTold(op, { timeMs, atMs }, this.told.get(animation))) {
      this.told.set(animation, { op, timeMs, atMs });
      this.found.push({ target, op });
    }
    return true;
  }

  private opOf(animation: Animation, target: Element): AnimationOp | undefined {
    const effect = animation.effect as KeyframeEffect;
    const state = ANIMATION_STATES.find((one) => one === animation.playState);
    if (!('animationName' in animation) || state === undefined) return undefined;
    // Those that follow the scrolling have no time of their own, and the mirror scrolls as well.
    if (typeof animation.currentTime !== 'number') return undefined;
    const node = this.context.idOf(target);
    if (node === NO_NODE || (this.context.levelOf(target) & BLOCK) !== 0) return undefined;
    return {
      type: 'animation',
      node,
      pseudo: effect.pseudoElement ?? '',
      name: String(animation.animationName),
      state,
      timeMs: bounded(withinRounds(effect, animation.currentTime), LONGEST_ANIMATION_MS),
      rate: bounded(animation.playbackRate, MOST_ANIMATION_RATE),
    };
  }
}

/** The time at which an animation without end looks the same, going the same way. */
function withinRounds(effect: KeyframeEffect, timeMs: number): number {
  const { delay = 0, duration, iterations } = effect.getComputedTiming();
  if (iterations !== Number.POSITIVE_INFINITY || typeof duration !== 'number' || duration <= 0) return timeMs;
  const activeMs = timeMs - delay;
  return activeMs < 0 ? timeMs : delay + (activeMs % (2 * duration));
}

function isAsTold(op: AnimationOp, { timeMs, atMs }: Pick<Told, 'timeMs' | 'atMs'>, told: Told | undefined): boolean {
  if (told === undefined || told.op.state !== op.state || told.op.rate !== op.rate) return false;
  const passedMs = op.state === 'running' ? (atMs - told.atMs) * op.rate : 0;
  return Math.abs(told.timeMs + passedMs - timeMs) <= (op.state === 'running' ? TOLERANCE_MS : 0);
}

function bounded(value: number, most: number): number {
  return Math.min(Math.max(value, -most), most);
}
