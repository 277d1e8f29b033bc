import { ANIMATION_STATES, LONGEST_ANIMATION_MS, MOST_ANIMATION_RATE } from '../../shared/tree/animation-state.ts';

/** Where an animation is and how it goes. */
export interface Playing {
  state: string;
  /** Within the first rounds of one without end. */
  timeMs: number;
  rate: number;
}

/** What the mirror was told of an animation. */
export interface ToldPlaying {
  playing: Playing;
  /** As the page has it, however many rounds ago it began. */
  timeMs: number;
  /** Of `performance.now()`. */
  atMs: number;
}

/** How far the mirror may be from the page: a few frames. */
const TOLERANCE_MS = 50;

/** Undefined where there is nothing to tell: not begun, over, or following the scrolling, which the mirror does as well. */
export function playingOf(animation: Animation, effect: KeyframeEffect): Playing | undefined {
  const state = ANIMATION_STATES.find((one) => one === animation.playState);
  if (state === undefined || typeof animation.currentTime !== 'number') return undefined;
  return {
    state,
    timeMs: bounded(withinRounds(effect, animation.currentTime), LONGEST_ANIMATION_MS),
    rate: bounded(animation.playbackRate, MOST_ANIMATION_RATE),
  };
}

/** Whether the mirror, reckoning from what it was told, has it where it is. */
export function isAsTold(playing: Playing, now: Omit<ToldPlaying, 'playing'>, told: ToldPlaying | undefined): boolean {
  if (told === undefined || told.playing.state !== playing.state || told.playing.rate !== playing.rate) return false;
  const isRunning = playing.state === 'running';
  const passedMs = isRunning ? (now.atMs - told.atMs) * playing.rate : 0;
  return Math.abs(told.timeMs + passedMs - now.timeMs) <= (isRunning ? TOLERANCE_MS : 0);
}

/** The time at which an animation without end looks the same, going the same way. */
function withinRounds(effect: KeyframeEffect, timeMs: number): number {
  const { delay = 0, duration, iterations } = effect.getComputedTiming();
  if (iterations !== Number.POSITIVE_INFINITY || typeof duration !== 'number' || duration <= 0) return timeMs;
  const activeMs = timeMs - delay;
  return activeMs < 0 ? timeMs : delay + (activeMs % (2 * duration));
}

export function bounded(value: number, most: number): number {
  return Math.min(Math.max(value, -most), most);
}
