import type { Random } from './random.ts';

/** What makes nodes: the document they belong to and the choices. */
export interface Maker {
  readonly document: Document;
  readonly random: Random;
  /** Closed shadow roots by host: nobody else can find them. */
  readonly closedRoots: WeakMap<Element, ShadowRoot>;
}

const SVG = 'http://www.w3.org/2000/svg';
const MATHML = 'http://www.w3.org/1998/Math/MathML';

const TEXTS = [
  '',
  ' ',
  'hello',
  'gr\u00fc\u00dfe',
  '\ud83d\ude00 emoji',
  '\n  ',
  'a longer text that repeats, a longer text that repeats',
  '<b>&amp;',
];
const TAGS = [
  'div',
  'span',
  'p',
  'ul',
  'li',
  'b',
  'section',
  'x-item',
  'my-card',
  'details',
  'table',
  'a',
  'button',
  'template',
];
const NAMES = ['class', 'id', 'title', 'data-a', 'data-b', 'hidden', 'lang', 'dir', 'style', 'aria-label'];
const VALUES = ['', 'one', 'two three', 'color: red', 'width: 10px; height: 4px', 'ltr', 'x'.repeat(150)];

export function madeText({ random }: Maker): string {
  return random.pick(TEXTS);
}

export function madeAttribute({ random }: Maker): [name: string, value: string] {
  return [random.pick(NAMES), random.pick(VALUES)];
}

/** A new node of any kind, up to `depth` levels of children below it. */
export function madeNode(maker: Maker, depth: number): Node {
  const { document, random } = maker;
  const kind = random.below(20);
  if (kind < 5) return document.createTextNode(madeText(maker));
  if (kind < 6) return document.createComment('remark');
  if (kind < 7) return madeField(maker);
  if (kind < 8) return madeStyle(maker);
  if (kind < 9) return madeForeign(maker);
  const element = document.createElement(random.pick(TAGS));
  if (random.chance(0.5)) element.setAttribute(...madeAttribute(maker));
  const inside = element.localName === 'template' ? (element as HTMLTemplateElement).content : element;
  if (depth > 0) for (let i = random.below(4); i > 0; i--) inside.append(madeNode(maker, depth - 1));
  if (random.chance(0.15)) addShadow(element, maker);
  return element;
}

export function addShadow(element: Element, maker: Maker): void {
  const { closedRoots, random } = maker;
  if (
    element.shadowRoot !== null ||
    closedRoots.has(element) ||
    !/^(div|span|p|section|x-item|my-card)$/.test(element.localName)
  )
    return;
  const root = element.attachShadow({
    mode: random.chance(0.8) ? 'open' : 'closed',
    delegatesFocus: random.chance(0.2),
  });
  if (root.mode === 'closed') closedRoots.set(element, root);
  root.append(madeNode(maker, 1), element.ownerDocument.createElement('slot'));
}

export function madeStyle(maker: Maker): HTMLStyleElement {
  const { document, random } = maker;
  const style = document.createElement('style');
  style.append(madeRule(maker));
  if (random.chance(0.3)) style.append(document.createTextNode(` ${madeRule(maker)}`));
  if (random.chance(0.2)) style.media = 'print';
  return style;
}

export function madeRule({ random }: Maker): string {
  const declaration = `color: rgb(${random.below(256)}, 1, 2)`;
  return random.pick([
    `.one { ${declaration}; }`,
    `div > span { ${declaration}; margin: ${random.below(9)}px; }`,
    `@media (min-width: 1px) { .two { ${declaration}; } }`,
    `@supports (display: grid) { p { ${declaration}; } }`,
    `#a:hover, [data-a="one"] { ${declaration}; }`,
    `@keyframes k${random.below(3)} { from { ${declaration}; } to { left: ${random.below(9)}px; } }`,
  ]);
}

function madeField(maker: Maker): Element {
  const { document, random } = maker;
  const kind = random.pick([
    'text',
    'checkbox',
    'radio',
    'number',
    'range',
    'textarea',
    'select',
    'multiple',
    'password',
  ]);
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

function madeForeign(maker: Maker): Element {
  const { document, random } = maker;
  if (random.chance(0.3)) {
    const math = document.createElementNS(MATHML, 'math');
    const inner = document.createElementNS(MATHML, random.pick(['mi', 'mrow', 'mfrac']));
    inner.append('x');
    math.append(inner);
    return math;
  }
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 10 10');
  const shape = document.createElementNS(SVG, random.pick(['rect', 'linearGradient', 'foreignObject', 'g']));
  shape.setAttributeNS('http://www.w3.org/1999/xlink', 'xlink:href', '#a');
  svg.append(shape);
  return svg;
}
