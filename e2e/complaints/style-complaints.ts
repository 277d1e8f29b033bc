import type { Complaint } from './complaint.ts';

/** Style sheets and shadow roots. */
export const STYLE_COMPLAINTS: readonly Complaint[] = [
  {
    name: 'adopted sheets that are there before their shadow root is, and change in place',
    body: '<div id="host"></div>',
    steps: [
      `sheet = new CSSStyleSheet(); sheet.replaceSync('b { color: red }');
       root = host.attachShadow({ mode: 'open' }); root.adoptedStyleSheets = [sheet]; root.innerHTML = '<b>in</b>'`,
      'root.adoptedStyleSheets.push(new CSSStyleSheet()); root.adoptedStyleSheets.reverse()',
      `sheet.insertRule('i { color: blue }'); document.adoptedStyleSheets.push(sheet)`,
      `void sheet.replace('b { color: teal }')`,
    ],
    shows: /teal.*teal/s,
  },
  {
    name: 'a style element of several texts, and one whose text only grows',
    body: '<style id="s">p { color: red }</style>',
    steps: [
      `s.append(' b { color: ', 'blue }')`,
      `s.insertBefore(document.createComment('no rule'), s.lastChild)`,
      `s.firstChild.appendData(' u { color: teal }')`,
    ],
    shows: 'u { color: teal; }',
  },
  {
    name: 'a sheet that is switched off and on by its element',
    body: '<style id="s">p { color: red }</style>',
    steps: ['s.sheet.insertRule("b { top: 0 }"); s.disabled = true', 's.disabled = false', `s.media = 'print'`],
    shows: 'sheet "print"',
  },
  {
    name: 'CSS variables in shorthands',
    body: '<style id="s">a { border: var(--edge) }</style><p id="p" style="margin: var(--gap)">p</p>',
    steps: [
      `s.sheet.insertRule('b { background: var(--paint) }')`,
      `s.sheet.cssRules[0].style.setProperty('font', 'var(--text)'); p.style.padding = 'var(--gap)'`,
    ],
    shows: 'background: var(--paint); font: var(--text)',
  },
  {
    name: 'closed and declarative shadow roots',
    body: '<div id="a"><template shadowrootmode="open"><p>declared</p></template></div><section id="b"></section>',
    steps: [
      `root = b.attachShadow({ mode: 'closed', slotAssignment: 'manual' }); root.innerHTML = '<p>attached closed</p>';
       mirrored.closedRoots.set(b, root)`,
      `b.after(document.createElement('x-late')); document.querySelector('x-late').setHTMLUnsafe(
         '<div><template shadowrootmode=open><slot></slot>set</template>light</div>')`,
      `document.body.append(...Document.parseHTMLUnsafe(
         '<div><template shadowrootmode=open>parsed</template></div>').body.childNodes)`,
    ],
    shows: /attached closed.*set.*parsed/s,
  },
  {
    name: 'sheets that import others, in layers and for some media',
    body: '<link id="l" rel="stylesheet" href="/css/importing.css"><style id="s">@import "/css/plain.css" layer(late);</style><p id="p" class="one">p</p>',
    steps: [
      `l.sheet.cssRules[0].styleSheet.insertRule('.one { top: 7px }', 0)`,
      `l.href = '/css/plain.css'`,
      `s.append(' .one { right: 5px }')`,
    ],
    shows: /@layer late.*right: 5px/s,
    looksLike: ['#p', 'left', 'color', 'right'],
  },
  {
    name: 'linked sheets: late, disabled, with variables in shorthands',
    body: '<p id="p" class="two" style="--edge: 3px solid red">p</p>',
    steps: [
      `document.head.insertAdjacentHTML('beforeend', '<link id="l" rel="stylesheet" href="/css/lossy.css">')`,
      'l.disabled = true',
      'l.disabled = false',
    ],
    shows: 'border',
    looksLike: ['#p', 'border-left-width', 'border-top-width'],
  },
  {
    name: 'rules that a script inserted before anybody watched',
    body: `<style id="s">b { top: 0 }</style><p id="p">p</p><script>s.sheet.insertRule('p { left: 9px }', 0)</script>`,
    steps: [`s.sheet.insertRule('i { top: 1px }')`],
    shows: 'left: 9px',
    looksLike: ['#p', 'left'],
  },
];
