import { button } from './button.ts';
import { card } from './card.ts';
import { element } from './element.ts';
import type { Screen, ScreenContext } from './screen.ts';

/** While the agent is looked up and checks the code. */
export function connectingCard(context: ScreenContext): Screen {
  const { document, messages, actions } = context;
  const text = messages.connecting;
  const cancel = button(context, { class: 'outlined', text: text.cancel, onPress: actions.end });
  return card(context, {
    class: 'typed-into',
    badge: element(document, 'span', { class: 'spinner' }),
    title: text.title,
    lead: text.lead,
    children: [element(document, 'div', { class: 'actions', children: [cancel] })],
    onCancel: actions.end,
  });
}
