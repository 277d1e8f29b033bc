import type { CoviewState } from '../api/coview.ts';
import type { SessionErrorCode } from '../api/errors.ts';
import { button } from './button.ts';
import { card } from './card.ts';
import { tidyCode } from './code-text.ts';
import { element } from './element.ts';
import { icon } from './icon.ts';
import type { Messages } from './messages/en.ts';
import { inNumber } from './messages/plural.ts';
import type { Screen, ScreenContext } from './screen.ts';

type EnteringCode = Extract<CoviewState, { type: 'entering-code' }>;

/** The field for the agent's code. `typed`: what the customer typed before the last answer. */
export function codeCard(context: ScreenContext, state: EnteringCode, typed: string): Screen {
  const { document, messages, actions } = context;
  const text = messages.code;
  const problem = element(document, 'p', { class: 'problem', attributes: { id: 'problem', role: 'alert' } });
  const input = element(document, 'input', {
    class: 'code',
    attributes: {
      type: 'text',
      name: 'coview-code',
      inputmode: 'text',
      enterkeyhint: 'go',
      autocomplete: 'off',
      autocapitalize: 'characters',
      autocorrect: 'off',
      spellcheck: 'false',
      placeholder: text.placeholder,
      'aria-describedby': 'problem',
      'data-1p-ignore': '',
      'data-lpignore': 'true',
    },
  });
  input.value = typed;

  const show = (sentence: string) => {
    problem.replaceChildren(icon(document, 'alert'), element(document, 'span', { children: [sentence] }));
    input.setAttribute('aria-invalid', 'true');
  };
  const clear = () => {
    problem.replaceChildren();
    input.removeAttribute('aria-invalid');
  };
  context.onPerson(input, 'input', () => {
    clear();
    const tidy = tidyCode(input.value, input.selectionStart ?? input.value.length);
    if (tidy.text === input.value) return;
    input.value = tidy.text;
    input.setSelectionRange(tidy.caret, tidy.caret);
  });

  const form = element(document, 'form', {
    attributes: { novalidate: '' },
    children: [
      element(document, 'label', {
        class: 'field',
        children: [element(document, 'span', { children: [text.label] }), input],
      }),
      problem,
      element(document, 'div', {
        class: 'actions',
        children: [
          button(context, { class: 'outlined', text: text.cancel, onPress: actions.end }),
          button(context, { class: 'primary', text: text.submit, submits: true }),
        ],
      }),
      element(document, 'p', {
        class: 'promise',
        children: [icon(document, 'lock'), element(document, 'span', { children: [text.promise] })],
      }),
    ],
  });
  context.onPerson(form, 'submit', (event) => {
    event.preventDefault();
    actions.submitCode(input.value);
  });

  const screen = card(context, {
    class: 'typed-into',
    badge: icon(document, 'mark'),
    title: text.title,
    lead: text.lead,
    children: [form],
    onCancel: actions.end,
    focus: input,
  });
  const tell = (now: EnteringCode) => {
    if (now.error) show(sentenceOf(messages, now.error, now.attemptsLeft));
    input.focus({ preventScroll: true });
    input.select();
  };
  return {
    ...screen,
    shown() {
      screen.shown?.();
      // Filled once it is on the page: only then do screen readers say an alert.
      tell(state);
    },
    update(now) {
      if (now.type === 'entering-code') tell(now);
    },
  };
}

/** Why the last code did not work. */
function sentenceOf({ language, code, sentences }: Messages, error: SessionErrorCode, attemptsLeft: number | null) {
  return attemptsLeft === null ? sentences[error] : code.wrong(inNumber(language, code.attemptsLeft, attemptsLeft));
}
