import type { Maker } from './maker.ts';

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
    `@layer base, late; `,
    `@layer late { .one { ${declaration} } }`,
    `@container (min-width: 1px) { .two { ${declaration} } }`,
    `.one { ${declaration}; & b { top: 1px } @media print { left: 2px } }`,
    `@scope (.one) to (.two) { b { ${declaration} } }`,
    `@starting-style { .two { ${declaration} } }`,
    `@property --edge { syntax: "*"; inherits: false }`,
    `@font-face { font-family: made${random.below(3)}; src: local("Arial") }`,
    `.two { border: var(--edge); border-top-color: red; -webkit-line-clamp: 2; --edge: 1px solid red }`,
    `svg|rect, p::part(x), ::slotted(b) { ${declaration} }`,
    `@media screen { @supports (display: flex) { @layer deep { i { ${declaration} } } } }`,
  ]);
}
