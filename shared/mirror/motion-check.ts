import {
  isAnimationState,
  LONGEST_ANIMATION_MS,
  MOST_ANIMATION_RATE,
  MOST_ITERATIONS,
  MOST_KEYFRAMES,
  MOTION_COMPOSITES,
  MOTION_DIRECTIONS,
  MOTION_FILLS,
  MOTION_OVER,
} from '../tree/animation-state.ts';
import type { Op } from '../tree/message.ts';
import { MirrorError } from './mirror-error.ts';
import { MIRROR_LIMITS } from './mirror-limits.ts';
import type { Motions } from './motions.ts';

type MotionOp = Extract<Op, { type: 'motion' }>;
type MotionStateOp = Extract<Op, { type: 'motion-state' }>;

/** Follows the motions of one message, before any of it is applied. */
export class MotionChecker {
  private readonly declared = new Set<number>();
  private readonly over = new Set<number>();
  private count: number;
  private values: number;

  constructor(
    private readonly motions: Motions,
    private readonly survives: (node: Node) => boolean,
  ) {
    this.count = motions.size;
    this.values = motions.valueCount;
  }

  declare(op: MotionOp): void {
    for (const [value, known] of [
      [op.direction, MOTION_DIRECTIONS],
      [op.fill, MOTION_FILLS],
      [op.composite, MOTION_COMPOSITES],
    ] as const) {
      if (!(known as readonly string[]).includes(value)) {
        throw new MirrorError('impossible-structure', `a motion that is '${value}'`);
      }
    }
    const longest = Math.max(Math.abs(op.delayMs), Math.abs(op.endDelayMs), op.durationMs);
    const most = Math.max(op.iterations, op.iterationStart);
    if (longest > LONGEST_ANIMATION_MS || most > MOST_ITERATIONS || op.keyframes.length > MOST_KEYFRAMES) {
      throw new MirrorError('limit', 'a motion without end');
    }
    checkOffsets(op);
    for (const { values } of op.keyframes) this.values += values.length;
    this.count++;
    if (this.count > MIRROR_LIMITS.motions || this.values > MIRROR_LIMITS.motionValues) {
      throw new MirrorError('limit', 'more motion than a mirror takes');
    }
    this.declared.add(op.motion);
    this.over.delete(op.motion);
  }

  change(op: MotionStateOp): void {
    const element = this.motions.elementOf(op.motion);
    const isKnown = this.declared.has(op.motion) || (element !== undefined && this.survives(element));
    if (!isKnown || this.over.has(op.motion)) {
      throw new MirrorError('unknown-reference', `there is no motion ${op.motion}`);
    }
    if (op.state === MOTION_OVER) this.over.add(op.motion);
    else if (!isAnimationState(op.state)) throw new MirrorError('impossible-structure', 'a motion in no known state');
    if (Math.abs(op.timeMs) > LONGEST_ANIMATION_MS || Math.abs(op.rate) > MOST_ANIMATION_RATE) {
      throw new MirrorError('limit', 'a motion without end');
    }
  }
}

/** Browsers refuse keyframes that go back. */
function checkOffsets({ keyframes }: MotionOp): void {
  let before = 0;
  for (const { offset, composite } of keyframes) {
    if (offset < before || offset > 1) throw new MirrorError('impossible-structure', 'keyframes out of order');
    if (composite !== '' && !(MOTION_COMPOSITES as readonly string[]).includes(composite)) {
      throw new MirrorError('impossible-structure', `a keyframe that is '${composite}'`);
    }
    before = offset;
  }
}
