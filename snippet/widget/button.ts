import { element } from './element.ts';
import { type IconName, icon } from './icon.ts';
import type { ScreenContext } from './screen.ts';

export interface ButtonParts {
  class: string;
  text?: string;
  icon?: IconName;
  /** Needed where no text is seen. */
  label?: string;
  submits?: boolean;
  onPress?: () => void;
}

export function button(context: ScreenContext, parts: ButtonParts): HTMLButtonElement {
  const { document } = context;
  const children: Node[] = [];
  if (parts.icon) children.push(icon(document, parts.icon));
  if (parts.text !== undefined) children.push(element(document, 'span', { class: 'label', children: [parts.text] }));
  const made = element(document, 'button', {
    class: parts.class,
    attributes: {
      type: parts.submits ? 'submit' : 'button',
      'aria-label': parts.label ?? null,
      title: parts.text === undefined ? (parts.label ?? null) : null,
    },
    children,
  });
  const { onPress } = parts;
  if (onPress) context.onPerson(made, 'click', onPress);
  return made;
}
