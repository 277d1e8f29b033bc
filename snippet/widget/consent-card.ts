import type { CoviewState } from '../api/coview.ts';
import { brandBadge } from './brand.ts';
import { button } from './button.ts';
import { card } from './card.ts';
import { element } from './element.ts';
import { type IconName, icon } from './icon.ts';
import { askForRecording, recordedNote } from './recording-parts.ts';
import type { Screen, ScreenContext } from './screen.ts';

/** Who asks, what is shared and what never is. Nothing has the focus that says yes. */
export function consentCard(context: ScreenContext, state: Extract<CoviewState, { type: 'asking-consent' }>): Screen {
  const { document, messages, actions } = context;
  const text = messages.consent;
  const list = (name: string, mark: IconName, items: string[]) =>
    element(document, 'ul', {
      class: name,
      children: items.map((item) =>
        element(document, 'li', { children: [icon(document, mark), element(document, 'span', { children: [item] })] }),
      ),
    });
  const heading = (title: string) => element(document, 'h3', { children: [title] });
  const initial = [...state.agentName][0]?.toUpperCase() ?? '?';
  const ask = state.recording === 'asking' ? askForRecording(context, state.roomName) : null;
  return card(context, {
    badge: brandBadge(document, context.logo(), initial),
    roundBadge: true,
    title: text.title(state.agentName),
    lead: text.who(state.agentName, state.roomName),
    children: [
      element(document, 'div', {
        class: 'facts',
        children: [
          heading(text.sharedTitle),
          list('shared', 'check', text.shared(document.location.hostname)),
          heading(text.neverTitle),
          list('never', 'hidden', text.never),
        ],
      }),
      ...(ask ? [ask.node] : state.recording === 'on' ? [recordedNote(context, state.roomName)] : []),
      ...(state.fingerprint === null
        ? [
            element(document, 'p', {
              class: 'warning',
              children: [icon(document, 'alert'), element(document, 'span', { children: [text.unsealed] })],
            }),
          ]
        : []),
      element(document, 'div', {
        class: 'actions',
        children: [
          button(context, {
            class: 'outlined',
            text: text.decline,
            onPress: () => actions.decideConsent(false, false),
          }),
          button(context, {
            class: 'primary',
            text: text.allow,
            onPress: () => actions.decideConsent(true, ask?.isWanted() ?? false),
          }),
        ],
      }),
      element(document, 'p', {
        class: 'promise',
        children: [icon(document, 'lock'), element(document, 'span', { children: [text.control] })],
      }),
    ],
    onCancel: () => actions.decideConsent(false, false),
  });
}
