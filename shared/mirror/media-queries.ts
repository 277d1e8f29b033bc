import { MEDIA_FEATURES } from '../tree/media-features.ts';

/** One value of a media feature, as a window's browser has it. */
export interface MediaAnswer {
  readonly feature: string;
  readonly value: string;
  readonly list: MediaQueryList;
}

/** A question for each value of each feature. */
export function mediaAnswers(window: Window): MediaAnswer[] {
  return [...MEDIA_FEATURES].flatMap(([feature, values]) =>
    values.map((value) => ({ feature, value, list: window.matchMedia(`(${feature}: ${value})`) })),
  );
}

/** What is so at the moment, as it travels: `hover:hover pointer:fine resolution:2`. */
export function mediaText(answers: readonly MediaAnswer[], devicePixelRatio: number): string {
  const matching = answers.filter(({ list }) => list.matches).map(({ feature, value }) => `${feature}:${value}`);
  return [...matching, `resolution:${devicePixelRatio}`].join(' ');
}
