/** As `Animation.playState` has it. */
export const ANIMATION_STATES = ['running', 'paused', 'finished'] as const;

/** Nearly three hours; in hundredths it has to fit into 31 bits. What goes on without end is told within its first rounds. */
export const LONGEST_ANIMATION_MS = 10_000_000;

export const MOST_ANIMATION_RATE = 1000;

export function isAnimationState(state: string): boolean {
  return (ANIMATION_STATES as readonly string[]).includes(state);
}
