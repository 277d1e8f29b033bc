import { madeRule, madeStyle } from './made-rules.ts';
import { byTag, insert, insertMarkup, type Mutation, onOne, type Playground, styleRoots } from './playground.ts';

type RuleList = CSSStyleSheet | CSSGroupingRule | CSSStyleRule;

const styles = (play: Playground) => byTag(play, 'style');
const links = (play: Playground) => byTag(play, 'link');
const owned = (play: Playground) => [...styles(play), ...links(play)].flatMap((owner) => owner.sheet ?? []);
const sheets = (play: Playground) => [...play.sheets, ...owned(play)];
const MEDIA = ['', 'print', 'screen', 'screen and (min-width: 10px)', 'not all'];

/** Style elements, links, edits of rules at any depth, constructed and adopted sheets. */
export const SHEET_MUTATIONS: readonly Mutation[] = [
  (play) => insert(play, madeStyle(play)),
  onOne(styles, (style, play) => style.replaceChildren(madeRule(play))),
  onOne(styles, (style, play) => style.append(play.document.createTextNode(madeRule(play)))),
  onOne(styles, (style, play) => style.append(play.document.createComment('no rule'), '')),
  onOne(styles, (style) => {
    const [first] = style.childNodes;
    if (first?.nodeType === 3) (first as Text).appendData('.appended { color: teal }');
  }),
  onOne(styles, (style, play) => {
    style.media = play.random.pick(MEDIA);
  }),
  onOne(styles, (style, play) => style.setAttribute('type', play.random.pick(['', 'text/css', 'text/plain']))),
  onOne(styles, (style) => {
    style.disabled = !style.disabled;
  }),
  onOne(sheets, (sheet, play) => sheet.insertRule(madeRule(play), play.random.below(sheet.cssRules.length + 1))),
  onOne(sheets, (sheet) => {
    if (sheet.cssRules.length > 0) sheet.deleteRule(0);
  }),
  onOne(sheets, (sheet, play) => {
    sheet.media.mediaText = play.random.pick(MEDIA);
  }),
  onOne(sheets, (sheet) => {
    sheet.disabled = !sheet.disabled;
  }),
  onOne(sheets, editRule),
  onOne(sheets, editRule),
  onOne(sheets, editRule),
  onOne(
    (play) => play.sheets,
    (sheet, play) => sheet.replaceSync(madeRule(play) + madeRule(play)),
  ),
  onOne(
    (play) => play.sheets,
    (sheet, play) => void sheet.replace(madeRule(play)),
  ),
  onOne(styleRoots, (root, play) => {
    root.adoptedStyleSheets = play.sheets.filter(() => play.random.chance(0.5));
  }),
  onOne(styleRoots, (root, play) => root.adoptedStyleSheets.push(...play.sheets.slice(0, 1))),
  onOne(styleRoots, (root) => root.adoptedStyleSheets.reverse()),
  onOne(styleRoots, (root) => root.adoptedStyleSheets.splice(0, 1)),
  (play) => {
    const sheet = new play.window.CSSStyleSheet({ media: play.random.pick(MEDIA) });
    sheet.replaceSync(madeRule(play));
    play.sheets.push(sheet);
  },
  (play) => {
    const name = play.random.pick(['one.css', 'two.css', 'importing.css']);
    insertMarkup(play, `<link rel="stylesheet" href="${play.base}${name}">`);
  },
  onOne(links, (link) => {
    link.disabled = !link.disabled;
  }),
  onOne(links, (link, play) => link.setAttribute('href', `${play.base}${play.random.pick(['one.css', 'two.css'])}`)),
  onOne(links, (link, play) => {
    link.rel = play.random.pick(['stylesheet', 'alternate stylesheet', 'none']);
  }),
];

/** Edits a rule of the sheet, or one inside it. */
function editRule(list: RuleList, play: Playground): void {
  const { random } = play;
  if (list.cssRules.length === 0) return;
  const rule = random.pick(list.cssRules);
  if ('cssRules' in rule && random.chance(0.4)) {
    editInside(rule as CSSGroupingRule, play);
    return;
  }
  if ('selectorText' in rule && random.chance(0.3)) {
    (rule as CSSStyleRule).selectorText = random.pick(['.renamed', 'p, b', '[title] > i', '&.nested']);
  } else if ('style' in rule && random.chance(0.2)) {
    Reflect.set(rule, 'style', `top: ${random.below(9)}px`);
  } else if ('style' in rule) editDeclarations((rule as CSSStyleRule).style, play);
  else if ('media' in rule) (rule as CSSMediaRule).media.mediaText = random.pick(MEDIA);
  else if ('keyText' in rule) (rule as CSSKeyframeRule).keyText = `${random.below(100)}%`;
}

function editInside(rule: CSSGroupingRule | CSSKeyframesRule, play: Playground): void {
  if ('appendRule' in rule) {
    if (play.random.chance(0.5)) rule.appendRule(`${play.random.below(100)}% { top: 1px }`);
    else rule.deleteRule('from');
    return;
  }
  const choice = play.random.below(4);
  if (choice === 0) rule.insertRule(madeRule(play), play.random.below(rule.cssRules.length + 1));
  else if (choice === 1 && rule.cssRules.length > 0) rule.deleteRule(0);
  else editRule(rule, play);
}

function editDeclarations(style: CSSStyleDeclaration, { random }: Playground): void {
  switch (random.below(5)) {
    case 0:
      style.setProperty('left', `${random.below(99)}px`, random.pick(['', 'important']));
      return;
    case 1:
      style.removeProperty('color');
      return;
    case 2:
      style.cssText = 'margin: 1px 2px; border: var(--edge)';
      return;
    case 3:
      style.setProperty('--edge', random.pick(['1px solid red', '{ odd }', '']));
      return;
    default:
      style.borderColor = random.pick(['red', 'var(--tint)']);
  }
}
