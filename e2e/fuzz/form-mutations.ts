import { madeOption } from './made-fields.ts';
import { madeText } from './maker.ts';
import { byTag, elements, insert, insertMarkup, type Mutation, onOne, type Playground } from './playground.ts';

const inputs = (play: Playground) => byTag(play, 'input');
const areas = (play: Playground) => byTag(play, 'textarea');
const selects = (play: Playground) => byTag(play, 'select');
const options = (play: Playground) => byTag(play, 'option');
const radios = (play: Playground) => inputs(play).filter((input) => input.type === 'radio');

const TYPES = ['text', 'checkbox', 'radio', 'search', 'range', 'date', 'number', 'color', 'time', 'submit', 'hidden'];
const ENTERED = ['', '7', '42', '2026-03-04', '12:30', '#aabbcc', 'a\nb', 'words'];

/** What people and scripts enter into fields. */
export const FORM_MUTATIONS: readonly Mutation[] = [
  onOne(inputs, (input, play) => {
    input.value = play.random.pick(ENTERED);
  }),
  onOne(inputs, (input, play) => input.setAttribute('value', play.random.pick(ENTERED))),
  onOne(inputs, (input) => {
    input.checked = !input.checked;
  }),
  onOne(inputs, (input) => input.toggleAttribute('checked')),
  onOne(inputs, (input) => {
    input.indeterminate = !input.indeterminate;
  }),
  onOne(inputs, (input, play) => {
    // A secret field stays secret whatever it becomes; what would be shown of it as a check box is not compared.
    if (input.type === 'password') input.name = 'secret';
    input.type = play.random.pick(input.name === 'secret' ? ['text', 'search'] : TYPES);
  }),
  onOne(inputs, (input, play) => {
    input.setAttribute(play.random.pick(['min', 'max', 'step', 'maxlength']), String(play.random.below(50)));
  }),
  onOne(radios, (radio, play) => {
    radio.name = play.random.pick(['r1', 'r2']);
  }),
  onOne(radios, (radio, play) => {
    radio.checked = true;
    insert(play, radio);
  }),
  // Which form a field belongs to decides its radio group and what a reset reaches.
  onOne(inputs, (input, play) => input.setAttribute('form', play.random.pick(['form-1', 'form-2', 'none']))),
  onOne(inputs, (input) => input.removeAttribute('form')),
  onOne(
    (play) => byTag(play, 'form'),
    (form) => HTMLFormElement.prototype.reset.call(form),
  ),
  onOne(
    (play) => byTag(play, 'form'),
    (form, play) => {
      form.id = play.random.pick(['form-1', 'form-2']);
    },
  ),
  (play) => insertMarkup(play, '<form id="form-2"><fieldset disabled><input name=r1 type=radio></fieldset></form>'),
  onOne(areas, (area, play) => {
    area.value = madeText(play);
  }),
  onOne(areas, (area, play) => area.replaceChildren(madeText(play))),
  onOne(selects, (select, play) => {
    select.selectedIndex = play.random.below(select.options.length + 1) - 1;
  }),
  onOne(selects, (select) => select.toggleAttribute('multiple')),
  onOne(selects, (select, play) => select.add(madeOption(play), play.random.below(3))),
  onOne(selects, (select, play) => {
    const group = select.ownerDocument.createElement('optgroup');
    group.append(madeOption(play), ...[...select.options].slice(0, 1));
    select.append(group);
  }),
  onOne(selects, (select) => select.append(...[...select.options].reverse())),
  onOne(options, (option) => {
    option.selected = !option.selected;
  }),
  onOne(options, (option) => option.remove()),
  onOne(options, (option) => option.toggleAttribute('selected')),
  onOne(elements, (element) => element.toggleAttribute('disabled')),
];
