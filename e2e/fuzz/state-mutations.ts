import { madeOption, madeRule, madeStyle, madeText } from './made-nodes.ts';
import { byTag, insert, type Mutation, onOne, type Playground, styleRoots } from './playground.ts';

const inputs = (play: Playground) => byTag(play, 'input');
const areas = (play: Playground) => byTag(play, 'textarea');
const selects = (play: Playground) => byTag(play, 'select');
const options = (play: Playground) => byTag(play, 'option');
const styles = (play: Playground) => byTag(play, 'style');
const sheets = (play: Playground) => [...play.sheets, ...styles(play).flatMap((style) => style.sheet ?? [])];

/** What people and scripts enter into fields. */
export const FIELD_MUTATIONS: readonly Mutation[] = [
  onOne(inputs, (input, play) => {
    input.value = String(play.random.below(100));
  }),
  onOne(inputs, (input, play) => input.setAttribute('value', String(play.random.below(100)))),
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
    input.type = play.random.pick(
      input.name === 'secret' ? ['text', 'search'] : ['text', 'checkbox', 'radio', 'search'],
    );
  }),
  onOne(areas, (area, play) => {
    area.value = madeText(play);
  }),
  onOne(areas, (area, play) => area.replaceChildren(madeText(play))),
  onOne(selects, (select, play) => {
    select.selectedIndex = play.random.below(select.options.length + 1) - 1;
  }),
  onOne(selects, (select) => select.toggleAttribute('multiple')),
  onOne(selects, (select, play) => select.add(madeOption(play), play.random.below(3))),
  onOne(options, (option) => {
    option.selected = !option.selected;
  }),
  onOne(options, (option) => option.remove()),
  onOne(options, (option) => option.toggleAttribute('selected')),
];

/** Style elements, edits of rules, constructed and adopted sheets. */
export const SHEET_MUTATIONS: readonly Mutation[] = [
  (play) => insert(play, madeStyle(play)),
  onOne(styles, (style, play) => style.replaceChildren(madeRule(play))),
  onOne(sheets, (sheet, play) => sheet.insertRule(madeRule(play), play.random.below(sheet.cssRules.length + 1))),
  onOne(sheets, (sheet) => {
    if (sheet.cssRules.length > 0) sheet.deleteRule(0);
  }),
  onOne(styles, (style) => {
    if (style.sheet !== null) style.sheet.disabled = !style.sheet.disabled;
  }),
  onOne(sheets, editRule),
  onOne(sheets, editRule),
  onOne(
    (play) => play.sheets,
    (sheet, play) => sheet.replaceSync(madeRule(play) + madeRule(play)),
  ),
  onOne(styleRoots, (root, play) => {
    root.adoptedStyleSheets = play.sheets.filter(() => play.random.chance(0.5));
  }),
  onOne(styleRoots, (root, play) => root.adoptedStyleSheets.push(...play.sheets.slice(0, 1))),
  (play) => {
    const sheet = new play.window.CSSStyleSheet();
    sheet.replaceSync(madeRule(play));
    play.sheets.push(sheet);
  },
];

function editRule(sheet: CSSStyleSheet, play: Playground): void {
  if (sheet.cssRules.length === 0) return;
  const rule = play.random.pick(sheet.cssRules);
  if ('selectorText' in rule) (rule as CSSStyleRule).style.setProperty('left', `${play.random.below(99)}px`);
  else if ('insertRule' in rule) (rule as CSSGroupingRule).insertRule('.late { top: 1px; }', 0);
}
