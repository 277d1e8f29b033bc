import { MOTION_OVER } from '../tree/animation-state.ts';
import type { Op } from '../tree/message.ts';
import type { Native } from './native.ts';
import { rewriteCss } from './rewrite-css.ts';
import type { UrlPolicy } from './url-policy.ts';

type MotionOp = Extract<Op, { type: 'motion' }>;
type MotionStateOp = Extract<Op, { type: 'motion-state' }>;

interface Motion {
  readonly element: Element;
  readonly op: MotionOp;
  /** Of the motion's own time. */
  playing: MotionStateOp | undefined;
  /** Of `performance.now()`, when that was told. */
  atMs: number;
  animation: Animation | undefined;
  /** What its keyframes would load. */
  addresses: Set<string>;
}

/**
 * The animations that the page's scripts have made, and the transitions of its styles, played again here. The page says when
 * one is over: until then its end stays in place, since what the page does at its end is still on its way.
 */
export class Motions {
  private readonly motions = new Map<number, Motion>();
  /** Told of since the last `sync`. */
  private readonly unset = new Set<Motion>();

  constructor(
    private readonly native: Native,
    private readonly document: Document,
    private readonly policy: UrlPolicy,
  ) {}

  get size(): number {
    return this.motions.size;
  }

  get valueCount(): number {
    let count = 0;
    for (const { op } of this.motions.values()) for (const { values } of op.keyframes) count += values.length;
    return count;
  }

  elementOf(motion: number): Element | undefined {
    return this.motions.get(motion)?.element;
  }

  declare(element: Element, op: MotionOp): void {
    this.end(op.motion);
    this.motions.set(op.motion, {
      element,
      op,
      playing: undefined,
      atMs: 0,
      animation: undefined,
      addresses: new Set(),
    });
  }

  change(op: MotionStateOp): void {
    const motion = this.motions.get(op.motion);
    if (motion === undefined) return;
    if (op.state === MOTION_OVER) {
      this.end(op.motion);
      return;
    }
    motion.playing = op;
    motion.atMs = performance.now();
    this.unset.add(motion);
  }

  forget(node: Node): void {
    if (this.motions.size === 0) return;
    for (const [number, { element }] of this.motions) if (element === node) this.end(number);
  }

  /** To be called when the styles of a message are in place. */
  sync(): void {
    for (const motion of this.unset) this.play(motion);
    this.unset.clear();
  }

  /** What these addresses mean has changed. */
  refresh(addresses: ReadonlySet<string>): void {
    for (const motion of this.motions.values()) {
      const effect = motion.animation?.effect as KeyframeEffect | null | undefined;
      if (!effect || ![...motion.addresses].some((address) => addresses.has(address))) continue;
      effect.setKeyframes(this.keyframes(motion));
    }
  }

  private end(number: number): void {
    const motion = this.motions.get(number);
    if (motion === undefined) return;
    this.motions.delete(number);
    this.unset.delete(motion);
    motion.animation?.cancel();
  }

  private play(motion: Motion): void {
    const { playing, atMs } = motion;
    if (playing === undefined) return;
    try {
      motion.animation ??= this.animationOf(motion);
    } catch {
      // This browser does not know one of its words (an easing, a pseudo-element): the element is as if it had ended.
      return;
    }
    const { animation } = motion;
    if (animation.playbackRate !== playing.rate) animation.playbackRate = playing.rate;
    if (playing.state === 'paused') animation.pause();
    else if (animation.playState !== 'running') animation.play();
    animation.currentTime =
      playing.timeMs + (playing.state === 'running' ? (performance.now() - atMs) * playing.rate : 0);
  }

  private animationOf(motion: Motion): Animation {
    const { native } = this;
    const { op, element } = motion;
    const timing = timingOf(op);
    const keyframes = this.keyframes(motion);
    const own = this.ownTransition(motion);
    if (own !== undefined) {
      const effect = own.effect as KeyframeEffect;
      effect.setKeyframes(keyframes);
      effect.updateTiming(timing);
      return own;
    }
    const effect = new native.KeyframeEffect(element, keyframes, {
      ...timing,
      composite: op.composite as CompositeOperation,
      pseudoElement: op.pseudo === '' ? null : op.pseudo,
    });
    return new native.Animation(effect, native.timeline(this.document));
  }

  /** A transition that the mirror's browser has begun by itself: from where it stood here, which need not be where it stood there. */
  private ownTransition({ op: { property, pseudo }, element }: Motion): Animation | undefined {
    if (property === '') return undefined;
    return this.native.animationsOf(element, { subtree: pseudo !== '' }).find((one) => {
      const effect = one.effect as KeyframeEffect | null;
      return (
        'transitionProperty' in one &&
        one.transitionProperty === property &&
        effect?.target === element &&
        (effect.pseudoElement ?? '') === pseudo
      );
    });
  }

  private keyframes(motion: Motion): Keyframe[] {
    return motion.op.keyframes.map(({ offset, easing, composite, values }) => ({
      ...Object.fromEntries(values.flatMap(([name, value]) => this.cleaned(motion, name, value))),
      offset,
      easing,
      composite: composite === '' ? 'auto' : (composite as CompositeOperation),
    }));
  }

  private cleaned({ addresses: noted }: Motion, name: string, value: string): [string, string][] {
    const { css, complete, addresses } = rewriteCss(value, this.policy);
    for (const address of addresses) noted.add(address);
    return complete ? [[name, css]] : [];
  }
}

function timingOf(op: MotionOp): OptionalEffectTiming {
  return {
    delay: op.delayMs,
    endDelay: op.endDelayMs,
    duration: op.durationMs,
    iterationStart: op.iterationStart,
    iterations: op.endless ? Number.POSITIVE_INFINITY : op.iterations,
    direction: op.direction as PlaybackDirection,
    // Also without a fill its end stays until the page says that it is over.
    fill: op.fill === 'none' || op.fill === 'forwards' ? 'forwards' : 'both',
    easing: op.easing,
  };
}
