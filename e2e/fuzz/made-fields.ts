import { type Maker, madeText } from './maker.ts';

const KINDS = [
  'text',
  'checkbox',
  'radio',
  'number',
  'range',
  'date',
  'color',
  'email',
  'submit',
  'password',
  'textarea',
  'select',
  'multiple',
];

export function madeField(maker: Maker): Element {
  const { document, random } = maker;
  const kind = random.pick(KINDS);
  if (kind === 'textarea') {
    const area = document.createElement('textarea');
    area.append(madeText(maker));
    return area;
  }
  if (kind === 'select' || kind === 'multiple') {
    const select = document.createElement('select');
    select.multiple = kind === 'multiple';
    for (let i = random.below(5); i >= 0; i--) select.append(madeOption(maker));
    return select;
  }
  const input = document.createElement('input');
  input.type = kind;
  if (random.chance(0.5)) input.setAttribute('value', String(random.below(100)));
  if (kind === 'radio') input.name = random.pick(['r1', 'r2']);
  if (random.chance(0.3)) input.defaultChecked = true;
  return input;
}

export function madeOption(maker: Maker): HTMLOptionElement {
  const { document, random } = maker;
  const option = document.createElement('option');
  option.textContent = `option ${random.below(9)}`;
  if (random.chance(0.3)) option.defaultSelected = true;
  return option;
}
