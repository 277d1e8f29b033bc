import {
  LONGEST_ANIMATION_MS,
  MOST_ITERATIONS,
  MOST_KEYFRAMES,
  MOTION_OVER,
  type MotionKeyframe,
} from '../../shared/tree/animation-state.ts';
import type { Op } from '../../shared/tree/message.ts';
import type { NodeId } from '../../shared/tree/node.ts';
import type { Level } from '../privacy/level.ts';
import type { Privacy } from '../privacy/privacy.ts';
import type { AboutNode, FoundAnimation } from './found-animation.ts';
import { bounded, isAsTold, playingOf, type ToldPlaying } from './playing.ts';

type MotionOp = Extract<Op, { type: 'motion' }>;

interface Told {
  readonly motion: number;
  node: NodeId;
  /** What was declared; undefined: nothing that the mirror has. */
  declared: string | undefined;
  playing: ToldPlaying | undefined;
}

/** At once: a page that changes its theme begins a transition in each element, and the mirror's browser begins them as well. */
const MOST_MOTIONS = 200;

/** A transition that ends sooner is over in the mirror before anybody sees that it began from elsewhere. */
const SHORTEST_TRANSITION_MS = 100;

/**
 * The animations that scripts make, and transitions. Each is told once, with all that it will show, then only what becomes of
 * it: nothing is sent while it runs.
 */
export class Motions {
  private readonly told = new Map<Animation, Told>();
  private lastMotion = 0;

  constructor(
    private readonly privacy: Privacy,
    private readonly onEnd: () => void,
  ) {}

  /**
   * @param property of a transition; '' of a script's
   * @returns what the mirror has to be told
   */
  compare(found: FoundAnimation, property: string): Op[] {
    const { animation, effect, node } = found;
    const known = this.told.get(animation);
    const playing = playingOf(animation, effect);
    if (playing === undefined || (known === undefined && !this.isWorthTelling(found, property))) return [];
    const declared = this.declare(found, property);
    if (declared === undefined) return [];
    const told = known ?? this.begin(animation, node);
    const ops: Op[] = [];
    // Compared by what it says: a script may change keyframes and timing of one that runs.
    const text = JSON.stringify(declared);
    if (told.declared !== text || told.node !== node) {
      told.declared = text;
      told.node = node;
      told.playing = undefined;
      ops.push({ ...declared, motion: told.motion });
    }
    const now = { timeMs: Number(animation.currentTime), atMs: performance.now() };
    if (!isAsTold(playing, now, told.playing)) {
      told.playing = { playing, ...now };
      ops.push({ type: 'motion-state', motion: told.motion, ...playing });
    }
    return ops;
  }

  /**
   * Those that nothing shows any more.
   *
   * @param seen all that are there
   */
  endOthers(seen: ReadonlySet<Animation>): AboutNode[] {
    const ended: AboutNode[] = [];
    for (const [animation, { motion, node, declared }] of this.told) {
      if (seen.has(animation)) continue;
      this.told.delete(animation);
      this.listen(animation, 'remove');
      if (declared !== undefined) {
        ended.push({ node, ops: [{ type: 'motion-state', motion, state: MOTION_OVER, timeMs: 0, rate: 1 }] });
      }
    }
    return ended;
  }

  forget(): void {
    for (const told of this.told.values()) told.declared = undefined;
  }

  stop(): void {
    for (const animation of this.told.keys()) this.listen(animation, 'remove');
    this.told.clear();
  }

  private begin(animation: Animation, node: NodeId): Told {
    this.lastMotion++;
    const told = { motion: this.lastMotion, node, declared: undefined, playing: undefined };
    this.told.set(animation, told);
    this.listen(animation, 'add');
    return told;
  }

  private listen(animation: Animation, way: 'add' | 'remove'): void {
    const listen = EventTarget.prototype[`${way}EventListener`];
    for (const type of ['finish', 'cancel', 'remove']) listen.call(animation, type, this.onEnd);
  }

  private isWorthTelling({ animation, effect }: FoundAnimation, property: string): boolean {
    if (this.told.size >= MOST_MOTIONS) return false;
    if (property === '') return true;
    const leftMs = Number(effect.getComputedTiming().endTime) - Number(animation.currentTime);
    return leftMs >= SHORTEST_TRANSITION_MS;
  }

  private declare({ effect, node, level }: FoundAnimation, property: string): Omit<MotionOp, 'motion'> | undefined {
    const frames = effect.getKeyframes();
    if (frames.length > MOST_KEYFRAMES) return undefined;
    const { delay, endDelay, duration, iterations, iterationStart, direction, fill, easing } =
      effect.getComputedTiming();
    const endless = Number(iterations) > MOST_ITERATIONS;
    return {
      type: 'motion',
      node,
      pseudo: effect.pseudoElement ?? '',
      property,
      delayMs: bounded(delay ?? 0, LONGEST_ANIMATION_MS),
      endDelayMs: bounded(endDelay ?? 0, LONGEST_ANIMATION_MS),
      durationMs: bounded(Number(duration), LONGEST_ANIMATION_MS),
      iterationStart: bounded(iterationStart ?? 0, MOST_ITERATIONS),
      iterations: endless ? 0 : Number(iterations),
      endless,
      direction: direction ?? 'normal',
      fill: fill ?? 'none',
      easing: easing ?? 'linear',
      composite: effect.composite,
      keyframes: frames.map((frame) => keyframeOf(frame, this.privacy, level)),
    };
  }
}

function keyframeOf(frame: ComputedKeyframe, privacy: Privacy, level: Level): MotionKeyframe {
  const { offset: _offset, computedOffset, easing, composite, ...values } = frame;
  return {
    offset: computedOffset,
    easing,
    composite: composite === 'auto' ? '' : composite,
    values: Object.entries(values).map(([name, value]) => [name, shownValue(name, String(value), privacy, level)]),
  };
}

/** Like the declaration that it is: what it loads is cleaned, and what it writes into a private part is masked. */
function shownValue(name: string, value: string, privacy: Privacy, level: Level): string {
  const before = `${name}:`;
  return privacy.css(before + value, level).slice(before.length);
}
