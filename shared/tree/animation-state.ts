/** As `Animation.playState` has it. */
export const ANIMATION_STATES = ['running', 'paused', 'finished'] as const;

/** Nearly three hours; in hundredths it has to fit into 31 bits. What goes on without end is told within its first rounds. */
export const LONGEST_ANIMATION_MS = 10_000_000;

export const MOST_ANIMATION_RATE = 1000;

/** Of a motion: nothing shows it any more. */
export const MOTION_OVER = 'over';

export const MOTION_DIRECTIONS = ['normal', 'reverse', 'alternate', 'alternate-reverse'] as const;
export const MOTION_FILLS = ['none', 'forwards', 'backwards', 'both'] as const;
export const MOTION_COMPOSITES = ['replace', 'add', 'accumulate'] as const;

/** In ten-thousandths it has to fit into 31 bits; what goes round more often goes round without end. */
export const MOST_ITERATIONS = 200_000;

export const MOST_KEYFRAMES = 2000;

/** What an animation shows at one point of its way. */
export interface MotionKeyframe {
  /** 0 to 1. */
  offset: number;
  /** On the way to the next. */
  easing: string;
  /** One of `MOTION_COMPOSITES`, or '' for that of the whole. */
  composite: string;
  /** By the names that scripts use (`marginLeft`, `--x`). */
  values: [name: string, value: string][];
}

export function isAnimationState(state: string): boolean {
  return (ANIMATION_STATES as readonly string[]).includes(state);
}
