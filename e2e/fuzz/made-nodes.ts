import { madeField } from './made-fields.ts';
import { madeStyle } from './made-rules.ts';
import { type Maker, madeAttribute, madeText } from './maker.ts';

const SVG = 'http://www.w3.org/2000/svg';
const MATHML = 'http://www.w3.org/1998/Math/MathML';
const XLINK = 'http://www.w3.org/1999/xlink';

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
  'form',
];
const SVG_TAGS = ['rect', 'linearGradient', 'foreignObject', 'g', 'use', 'clipPath', 'style', 'title'];

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
  const wantsOpen = random.chance(0.8);
  const root = element.attachShadow({
    mode: wantsOpen || !isHeard(element) ? 'open' : 'closed',
    delegatesFocus: random.chance(0.2),
    slotAssignment: random.chance(0.3) ? 'manual' : 'named',
  });
  if (root.mode === 'closed') closedRoots.set(element, root);
  root.append(madeNode(maker, 1), element.ownerDocument.createElement('slot'));
}

/** Closed roots are known only of windows that are followed already: a frame that has just loaded is not yet. */
function isHeard(element: Element): boolean {
  return !/\[native code\]/.test(Function.prototype.toString.call(element.attachShadow));
}

/** Markup as pages write it, with what parsers treat in their own ways. */
export function madeMarkup({ random }: Maker): string {
  const value = random.below(9);
  return random.pick([
    `<p title="t">made <b>by</b> parser</p><!--c--><input value="${value}" type=checkbox checked>`,
    `<svg viewBox="0 0 9 9"><path d="M0 0"/><use xlink:href="#a"/><foreignObject><p>in</p></foreignObject></svg>`,
    `<math><mi mathvariant=bold definitionURL=x>x</mi><annotation-xml encoding="text/html"><b>y</b></annotation-xml></math>`,
    `<table><tr><td>cell<div>foster</table><p>unclosed<p>unclosed`,
    `<select><option>1<option selected>2<optgroup label=g><option>3</select>`,
    `<div><template shadowrootmode=open><slot></slot><style>.one { top: ${value}px }</style></template>light</div>`,
    `<template><p>inside ${value}</p><template>deeper</template></template>`,
    `<form id=form-1><input type=radio name=r1 checked><input type=radio name=r1></form><input form=form-1 type=radio name=r1>`,
    `text only ${value}`,
    `<style>.one { left: ${value}px }</style><style media=print>.two { top: 1px }</style>`,
    `<details open><summary>s</summary>d</details><dialog open>dialog</dialog><progress value=.${value}></progress>`,
    `<a href="#x" onclick="void 0">a</a><img alt="i" width=${value}><br><wbr><custom-el a:b="c" 1x=y></custom-el>`,
    `<textarea>\n\nline ${value}</textarea><pre>\n\nline</pre><label for=x>l</label>`,
  ]);
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
  const svg = document.createElementNS(SVG, random.pick(['svg', 'svg', 'svg:svg']));
  svg.setAttribute('viewBox', '0 0 10 10');
  const shape = document.createElementNS(SVG, random.pick(SVG_TAGS));
  changeForeign(shape, maker);
  svg.append(shape);
  return svg;
}

/** Attributes whose case and prefix count. */
export function changeForeign(element: Element, { random }: Maker): void {
  const value = `#a${random.below(3)}`;
  switch (random.below(6)) {
    case 0:
      element.setAttributeNS(XLINK, 'xlink:href', value);
      return;
    case 1:
      element.removeAttributeNS(XLINK, 'href');
      return;
    case 2:
      element.setAttribute('viewBox', `0 0 ${random.below(9)} 9`);
      return;
    case 3:
      element.setAttributeNS(null, random.pick(['viewbox', 'gradientUnits', 'dAtA-x', 'TITLE']), value);
      return;
    case 4:
      element.setAttributeNS('http://www.w3.org/XML/1998/namespace', 'xml:lang', 'de');
      return;
    default:
      element.setAttributeNS('urn:made', 'made:thing', value);
  }
}
