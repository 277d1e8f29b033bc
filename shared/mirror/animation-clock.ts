import type { Op } from '../tree/message.ts';
import type { Native } from './native.ts';

type AnimationOp = Extract<Op, { type: 'animation' }>;

interface Wanted {
  element: Element;
  op: AnimationOp;
  /** Of `performance.now()`, when it was told. */
  atMs: number;
}

/** Animations that wait for the style sheet that makes them. */
const MOST_UNMET = 1000;

/** Brings the animations that the mirror's browser has begun by itself to where they are on the customer's page. */
export class AnimationClock {
  private unmet: Wanted[] = [];

  constructor(private readonly native: Native) {}

  want(element: Element, op: AnimationOp): void {
    this.unmet = this.unmet.filter(
      ({ op: { node, pseudo, name } }) => node !== op.node || pseudo !== op.pseudo || name !== op.name,
    );
    if (this.unmet.length < MOST_UNMET) this.unmet.push({ element, op, atMs: performance.now() });
  }

  forget(node: Node): void {
    if (this.unmet.length > 0) this.unmet = this.unmet.filter(({ element }) => element !== node);
  }

  /** To be called when the styles of a message are in place. Makes the browser work them out. */
  sync(): void {
    if (this.unmet.length > 0) this.unmet = this.unmet.filter((wanted) => !this.set(wanted));
  }

  private set({ element, op, atMs }: Wanted): boolean {
    const animation = this.native.animationsOf(element, { subtree: op.pseudo !== '' }).find((one) => {
      const effect = one.effect as KeyframeEffect | null;
      return (
        'animationName' in one &&
        one.animationName === op.name &&
        effect?.target === element &&
        (effect.pseudoElement ?? '') === op.pseudo
      );
    });
    if (animation === undefined) return false;
    if (animation.playbackRate !== op.rate) animation.playbackRate = op.rate;
    // After these calls the style sheet no longer says whether it stands, so only where a script has decided it.
    if (op.state === 'paused' && animation.playState !== 'paused') animation.pause();
    if (op.state === 'running' && animation.playState === 'paused') animation.play();
    animation.currentTime = op.timeMs + (op.state === 'running' ? (performance.now() - atMs) * op.rate : 0);
    return true;
  }
}
