import { elements, insertMarkup, type Mutation, onOne } from './playground.ts';

const SCROLLER =
  '<div style="overflow: scroll; width: 90px; height: 60px"><p style="width: 300px; height: 400px">long</p></div>';

/** Scrollers in the page, and offsets. */
export const SCROLL_MUTATIONS: readonly Mutation[] = [
  (play) => insertMarkup(play, SCROLLER),
  onOne(
    (play) => elements(play).filter((element) => element.style?.overflow === 'scroll'),
    (element, play) => element.scrollTo({ left: play.random.below(300), top: play.random.below(400) }),
  ),
  (play) => play.window.scrollTo(0, play.random.below(200)),
];
