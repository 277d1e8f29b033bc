import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSERS, type LabPage, openLabPage } from './testing/lab-page.ts';

declare const lab: typeof import('./testing/lab.ts');

describe.each(BROWSERS)('ops in %s', (_name, launch) => {
  let home: LabPage;
  let page: Page;

  beforeAll(async () => {
    home = await openLabPage(launch);
    page = home.page;
  });

  afterAll(() => home?.close());

  test('move, add and remove nodes', async () => {
    const texts = await page.evaluate(() => {
      const mirror = lab.openLab();
      mirror.load('<!doctype html><ul id="l"><li id="a">A</li><li id="b">B</li><li id="c">C</li></ul><p id="p">x</p>');
      const [list, a, b, c, p] = ['#l', '#a', '#b', '#c', '#p'].map(mirror.id) as [
        number,
        number,
        number,
        number,
        number,
      ];
      const seen = [];
      const moved = mirror.find('#c');
      mirror.patch({ detached: [c], placements: [{ parent: list, next: a, items: [{ type: 'moved', id: c }] }] });
      seen.push(mirror.find('#l').textContent, mirror.find('#c') === moved);
      mirror.patch({ detached: [b], placements: [{ parent: list, html: '<li id="d">D<b>!</b></li>' }] });
      seen.push(mirror.find('#l').textContent, mirror.mirror.nodeById(b) === undefined);
      // New inside of moved, moved inside of new, in one patch.
      mirror.patch({
        detached: [a, p],
        placements: [
          {
            parent: list,
            next: c,
            items: [
              {
                type: 'element',
                id: 100,
                namespace: 'html',
                tag: 'div',
                attributes: [],
                blocked: false,
                children: [
                  { type: 'moved', id: p },
                  { type: 'text', id: 101, value: '-' },
                  { type: 'moved', id: a },
                ],
              },
            ],
          },
          { parent: a, html: '<i>new</i>' },
        ],
      });
      seen.push(mirror.find('#l').innerHTML);
      mirror.close();
      return seen;
    });
    expect(texts).toEqual([
      'CAB',
      true,
      'CAD!',
      true,
      '<div><p id="p">x</p>-<li id="a">A<i>new</i></li></div><li id="c">C</li><li id="d">D<b>!</b></li>',
    ]);
  });

  test('set what a person has done to a form', async () => {
    const state = await page.evaluate(() => {
      const mirror = lab.openLab();
      mirror.load(`<!doctype html><input id="t" value="default"><textarea id="a">x</textarea><input type="checkbox" id="c">
        <input type="radio" name="r" id="r1" checked><input type="radio" name="r" id="r2"><input type="file" id="f"><input type="hidden" id="h" value="keep">
        <select id="s"><option id="o1">1<option id="o2">2</select><select multiple><option id="m1" selected>1<option id="m2">2</select>
        <form><input name="checked" id="v"><input name="value"></form>`);
      const id = mirror.id;
      mirror.patch({
        ops: [
          { type: 'value', node: id('#t'), value: 'typed' },
          { type: 'value', node: id('#a'), value: 'area' },
          { type: 'value', node: id('#f'), value: 'C:\\secret' },
          { type: 'value', node: id('#h'), value: 'other' },
          { type: 'checked', node: id('#c'), checked: true },
          { type: 'indeterminate', node: id('#c'), indeterminate: true },
          { type: 'checked', node: id('#r2'), checked: true },
          { type: 'selected', node: id('#o2'), selected: true },
          { type: 'selected', node: id('#m1'), selected: false },
          { type: 'selected', node: id('#m2'), selected: true },
          { type: 'value', node: id('#v'), value: 'named' },
        ],
      });
      const input = (selector: string) => mirror.find(selector) as HTMLInputElement;
      const seen = [
        input('#t').value,
        input('#t').getAttribute('value'),
        input('#a').value,
        input('#f').value,
        input('#h').value,
        input('#c').checked,
        input('#c').indeterminate,
        input('#r1').checked,
        input('#r2').checked,
        (mirror.find('#s') as HTMLSelectElement).selectedIndex,
        [...(mirror.find('[multiple]') as HTMLSelectElement).selectedOptions].map((option) => option.id).join(),
        input('#v').value,
      ];
      mirror.patch({
        ops: [
          { type: 'selected', node: id('#o1'), selected: false },
          { type: 'selected', node: id('#o2'), selected: false },
        ],
      });
      seen.push((mirror.find('#s') as HTMLSelectElement).selectedIndex);
      mirror.close();
      return seen;
    });
    expect(state).toEqual(['typed', 'default', 'area', '', 'keep', true, true, false, true, 1, 'm2', 'named', -1]);
  });

  test('keep the cascade order of style sheets', async () => {
    const colors = await page.evaluate(() => {
      const mirror = lab.openLab();
      mirror.load(`<!doctype html><head><style id="one">p{color:rgb(1,0,0)}</style><link id="two" rel="stylesheet" href="x.css"></head>
        <body><style id="off" type="text/less">p{color:rgb(99,0,0)}</style><style id="print" media="print">p{color:rgb(98,0,0)}</style><p id="p">x`);
      const id = mirror.id;
      const color = () => getComputedStyle(mirror.find('#p')).color;
      const seen = [color()];
      const sheet = (n: number) => ({
        type: 'sheet' as const,
        sheet: n,
        media: '',
        disabled: false,
        rules: [`p{color:rgb(${n},0,0)}`],
      });
      mirror.patch({ ops: [sheet(2), { type: 'sheet-owner', node: id('#two'), sheet: 2 }] });
      seen.push(color());
      mirror.patch({ ops: [sheet(3), { type: 'adopted', root: 1, sheets: [3] }] });
      seen.push(color());
      mirror.patch({ ops: [{ ...sheet(3), disabled: true }] });
      seen.push(color());
      // A sheet inserted between the two loses to the later one.
      mirror.patch({
        placements: [{ parent: id('head'), next: id('#two'), html: '<style id="mid">p{color:rgb(4,0,0)}</style>' }],
      });
      seen.push(color());
      // The first moves to the end.
      mirror.patch({
        detached: [id('#one')],
        placements: [{ parent: id('body'), items: [{ type: 'moved', id: id('#one') }] }],
      });
      seen.push(color());
      const text = mirror.mirror.idOf(mirror.find('#one').firstChild as Text);
      mirror.patch({ ops: [{ type: 'text', node: text, value: 'p{color:rgb(7,0,0)}' }] });
      seen.push(color());
      mirror.patch({ ops: [{ type: 'attribute', node: id('#one'), name: 'media', value: 'print' }] });
      seen.push(color());
      mirror.patch({ ops: [{ type: 'sheet-owner', node: id('#two'), sheet: 0 }] });
      seen.push(color());
      mirror.patch({ detached: [id('#mid'), id('#off')] });
      seen.push(color());
      mirror.close();
      return seen.map((text) => Number(/\((\d+)/.exec(text)?.[1]));
    });
    expect(colors).toEqual([1, 2, 3, 2, 2, 1, 7, 2, 4, 0]);
  });

  test('E8: a sheet that nothing uses is forgotten, one that something else uses stays', async () => {
    const faults = await page.evaluate(() => {
      const mirror = lab.openLab();
      mirror.load('<!doctype html><head><link id="one" rel="stylesheet" href="x.css"></head><p>x');
      const one = mirror.id('#one');
      const sheet = (n: number) => ({ type: 'sheet' as const, sheet: n, media: '', disabled: false, rules: ['a{}'] });
      mirror.patch({
        ops: [
          sheet(1),
          sheet(2),
          { type: 'sheet-owner', node: one, sheet: 1 },
          { type: 'adopted', root: 1, sheets: [1, 2] },
        ],
      });
      mirror.patch({ ops: [{ type: 'adopted', root: 1, sheets: [] }] });
      const edit = (n: number) =>
        mirror.fault({ ops: [{ type: 'rule-insert', sheet: n, path: [0], rule: 'b{}' }] }) ?? 'none';
      const seen = [edit(1), edit(2)];
      mirror.patch({ ops: [sheet(2), { type: 'adopted', root: 1, sheets: [2] }] });
      seen.push(edit(2));
      mirror.patch({ detached: [one], ops: [{ type: 'adopted', root: 1, sheets: [2] }] });
      seen.push(edit(1), edit(2));
      mirror.close();
      return seen;
    });
    expect(faults).toEqual(['none', 'unknown-reference', 'none', 'unknown-reference', 'none']);
  });

  test('edit rules by their path', async () => {
    const texts = await page.evaluate(() => {
      const mirror = lab.openLab();
      mirror.load('<!doctype html><p>x');
      const rules = [
        '@import "x.css";',
        'a { color: red; }',
        '@media all { b { color: red; } }',
        '@keyframes k { 0% { top: 0px; } 100% { top: 1px; } }',
        '@-x-unknown { }',
      ];
      mirror.patch({
        ops: [
          { type: 'sheet', sheet: 1, media: '', disabled: false, rules },
          { type: 'adopted', root: 1, sheets: [1] },
          { type: 'rule-insert', sheet: 1, path: [2, 1], rule: 'i { color: blue; }' },
          { type: 'rule-insert', sheet: 1, path: [1], rule: 'nonsense' },
          { type: 'rule-insert', sheet: 1, path: [3, 2], rule: 'u { background: url(http://127.0.0.1:9/); }' },
        ],
      });
      const list = () =>
        Array.from(mirror.mirror.document.adoptedStyleSheets[1]?.cssRules ?? [], (rule) =>
          rule.cssText.replace(/\s+/g, ' '),
        );
      const seen = [list()];
      mirror.patch({
        ops: [
          { type: 'rule-delete', sheet: 1, path: [3, 0] },
          { type: 'rule-replace', sheet: 1, path: [2], rule: 'a { color: green; }' },
          { type: 'rule-delete', sheet: 1, path: [4, 0] },
          { type: 'rule-insert', sheet: 1, path: [4, 0], rule: '50% { top: 9px; }' },
          { type: 'rule-delete', sheet: 1, path: [1] },
        ],
      });
      seen.push(list());
      mirror.close();
      return seen;
    });
    const nothing = '@media not all { }';
    expect(texts).toEqual([
      [
        nothing,
        nothing,
        'a { color: red; }',
        '@media all { b { color: red; } i { color: blue; } u { background: url("data:,"); } }',
        '@keyframes k { 0% { top: 0px; } 100% { top: 1px; } }',
        nothing,
      ],
      [
        nothing,
        'a { color: green; }',
        '@media all { i { color: blue; } u { background: url("data:,"); } }',
        '@keyframes k { 50% { top: 9px; } 100% { top: 1px; } }',
        nothing,
      ],
    ]);
  });

  test('scroll at once, and again when there is more to scroll', async () => {
    const offsets = await page.evaluate(async () => {
      const mirror = lab.openLab();
      mirror.load(
        '<!doctype html><style>html{scroll-behavior:smooth}</style><div id="s" style="height:50px;overflow:auto;scroll-behavior:smooth"><p id="x" style="height:500px">x</div><div id="g" style="height:100px">',
        [{ type: 'viewport', widthCssPx: 600, heightCssPx: 200, devicePixelRatio: 2 }],
      );
      const scroller = mirror.find('#s');
      mirror.patch({
        ops: [
          { type: 'scroll', node: mirror.id('#s'), xCssPx: 0, yCssPx: 120 },
          { type: 'scroll', node: 1, xCssPx: 0, yCssPx: 700 },
        ],
      });
      const html = mirror.find('html');
      const seen = [scroller.scrollTop, html.scrollTop, mirror.frame.width, mirror.frame.height];
      mirror.patch({ ops: [{ type: 'attribute', node: mirror.id('#g'), name: 'style', value: 'height:3000px' }] });
      await new Promise<void>((resolve) => {
        const look = () => (html.scrollTop === 700 ? resolve() : requestAnimationFrame(look));
        look();
      });
      seen.push(html.scrollTop);
      mirror.close();
      return seen;
    });
    expect(offsets[0]).toBe(120);
    expect(offsets[1]).toBeLessThan(700);
    expect(offsets.slice(2)).toEqual(['600', '200', 700]);
  });

  test('shadow roots and template contents that come later', async () => {
    const seen = await page.evaluate(() => {
      const mirror = lab.openLab();
      mirror.load('<!doctype html><x-a id="h"><b>light</b></x-a><p id="p">p</p>');
      const host = mirror.id('#h');
      const head = mirror.id('head');
      mirror.patch({
        placements: [
          {
            parent: host,
            next: mirror.id('b'),
            items: [
              {
                type: 'shadow-root',
                id: 100,
                mode: 'closed',
                delegatesFocus: true,
                manualSlots: false,
                children: [
                  {
                    type: 'element',
                    id: 101,
                    namespace: 'html',
                    tag: 'slot',
                    attributes: [],
                    blocked: false,
                    children: [],
                  },
                  { type: 'moved', id: head },
                ],
              },
            ],
          },
        ],
        detached: [head],
        ops: [],
      });
      const root = mirror.find('#h').shadowRoot as ShadowRoot;
      const result = [root.innerHTML, root.delegatesFocus, mirror.mirror.idOf(root)];
      mirror.patch({
        placements: [{ parent: 100, html: '<style>i{color:rgb(5,0,0)}</style><i>in</i>' }],
        ops: [
          { type: 'sheet', sheet: 1, media: '', disabled: false, rules: ['i{color:rgb(6,0,0)}'] },
          { type: 'adopted', root: 100, sheets: [1] },
        ],
      });
      result.push(getComputedStyle(mirror.find('i')).color);
      mirror.patch({ ops: [{ type: 'adopted', root: 100, sheets: [] }] });
      result.push(getComputedStyle(mirror.find('i')).color);
      mirror.close();
      return result;
    });
    expect(seen).toEqual(['<slot></slot><head></head>', true, 100, 'rgb(6, 0, 0)', 'rgb(5, 0, 0)']);
  });

  test('tell focus, selection, page and pointer to who shows the mirror', async () => {
    const seen = await page.evaluate(() => {
      const events: unknown[] = [];
      const mirror = lab.openLab({
        onPage: (it) => events.push(it),
        onViewport: (it) => events.push(it),
        onSelection: () => events.push('selection'),
        onApplied: () => events.push('applied'),
      });
      mirror.load('<!doctype html><p id="p">text', [
        { type: 'page', url: 'https://shop.example/a', title: 'Shop' },
        { type: 'viewport', widthCssPx: 10, heightCssPx: 20, devicePixelRatio: 1.5 },
      ]);
      const text = mirror.mirror.idOf(mirror.find('#p').firstChild as Text);
      mirror.patch({
        ops: [
          { type: 'focus', node: mirror.id('#p') },
          { type: 'selection', anchor: text, anchorOffset: 1, focus: text, focusOffset: 3 },
        ],
      });
      const { focused, selection } = mirror.mirror;
      events.push(focused === mirror.find('#p'), selection?.focusOffset);
      mirror.patch({ detached: [mirror.id('#p')] });
      events.push(mirror.mirror.focused === undefined, mirror.mirror.selection === undefined);
      mirror.close();
      return events;
    });
    expect(seen).toEqual([
      { url: 'https://shop.example/a', title: 'Shop' },
      { widthCssPx: 10, heightCssPx: 20, devicePixelRatio: 1.5 },
      'applied',
      'selection',
      'applied',
      true,
      3,
      'applied',
      true,
      true,
    ]);
  });
});
