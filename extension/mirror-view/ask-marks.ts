import type { MirrorAsk } from '../../shared/mirror/mirror.ts';
import type { MarkBox } from './mark-box.ts';

/** What the customer's browser has open, as a note at the field that it belongs to. */
export interface AskMark {
  box: MarkBox;
  /** In our words. */
  title: string;
  /** What a bubble says; the page's words. */
  text: string;
  /** Of a list, the first of them. */
  choices: { label: string; isChosen: boolean }[];
}

const TITLES: { readonly [Kind in MirrorAsk['kind']]: string } = {
  list: 'The customer has this list open:',
  picker: 'The customer has a picker open',
  file: 'The customer’s browser asks for a file',
  invalid: 'The customer’s browser says:',
};

const PICKER_TITLES: Readonly<Record<string, string>> = {
  color: 'The customer has a picker of colours open',
  date: 'The customer has a calendar open',
  'datetime-local': 'The customer has a calendar open',
  month: 'The customer has a calendar open',
  week: 'The customer has a calendar open',
  time: 'The customer has a picker of times open',
};

const MOST_CHOICES = 12;
const LONGEST_CHOICE = 60;

export function askMark({ field, kind, text }: MirrorAsk, box: MarkBox): AskMark {
  const type = kind === 'picker' && 'type' in field ? String(field.type) : '';
  return { box, title: PICKER_TITLES[type] ?? TITLES[kind], text, choices: kind === 'list' ? choicesOf(field) : [] };
}

/** From the mirror: what is private there is masked already. Around the chosen one where the list is long. */
function choicesOf(field: Element): AskMark['choices'] {
  const { options, selectedIndex } = field as HTMLSelectElement;
  const first = Math.max(0, Math.min(selectedIndex - MOST_CHOICES / 2, options.length - MOST_CHOICES));
  return Array.from({ length: Math.min(MOST_CHOICES, options.length) }, (_, at) => {
    const option = options[first + at];
    return { label: (option?.label ?? '').slice(0, LONGEST_CHOICE), isChosen: option?.selected === true };
  });
}
