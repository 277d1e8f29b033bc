import type { CoviewState } from '../api/coview.ts';
import { button } from './button.ts';
import { element } from './element.ts';
import type { Screen, ScreenContext } from './screen.ts';

/** How long the note stays when nobody closes it. */
const SHOWN_FOR_MS = 12_000;

/** That it is over and why, beside the page and not in its way. Leaves by itself unless it is being read, or nobody has seen it. */
export function endedNote(context: ScreenContext, state: Extract<CoviewState, { type: 'ended' }>): Screen {
  const { document, messages, actions } = context;
  const node = element(document, 'div', {
    class: 'note',
    attributes: { role: 'status' },
    children: [
      element(document, 'div', {
        children: [
          element(document, 'p', { class: 'title', children: [messages.ended.title] }),
          element(document, 'p', { class: 'why', children: [messages.sentences[state.reason]] }),
        ],
      }),
      button(context, { class: 'outlined', text: messages.ended.close, onPress: actions.dismiss }),
    ],
  });
  const leave = () => {
    if (document.hidden || node.matches(':hover, :focus-within')) timer = setTimeout(leave, SHOWN_FOR_MS);
    else actions.dismiss();
  };
  let timer = setTimeout(leave, SHOWN_FOR_MS);
  return { node, stop: () => clearTimeout(timer) };
}
