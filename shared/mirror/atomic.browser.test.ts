import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSERS, type LabPage, openLabPage } from './testing/lab-page.ts';

declare const lab: typeof import('./testing/lab.ts');

describe.each(BROWSERS)('a message that does not fit, in %s', (_name, launch) => {
  let home: LabPage;
  let page: Page;

  beforeAll(async () => {
    home = await openLabPage(launch);
    page = home.page;
  });

  afterAll(() => home?.close());

  test('P6: changes nothing, and asks once for a snapshot', async () => {
    const results = await page.evaluate(() => {
      const mirror = lab.openLab();
      mirror.load(`<!doctype html><style id="s">p{color:red}</style><div id="a"><p id="p">text</p><!-- c --></div><div id="b"></div>
        <input id="i"><audio id="u"></audio><template id="t"><i></i></template><x-a id="h"><template shadowrootmode="open"></template></x-a><b id="k" data-block></b>`);
      mirror.patch({
        ops: [
          { type: 'sheet', sheet: 1, media: '', disabled: false, rules: ['a{}', '@media all{b{}}'] },
          { type: 'adopted', root: 1, sheets: [1] },
        ],
      });
      const id = mirror.id;
      const [a, b, p] = [id('#a'), id('#b'), id('#p')];
      const text = mirror.mirror.idOf(mirror.find('#p').firstChild as Text);
      const shadow = mirror.mirror.idOf(mirror.find('#h').shadowRoot as ShadowRoot);
      type Item = NonNullable<NonNullable<LabPatch['placements']>[number]['items']>[number];
      type LabPatch = Parameters<typeof mirror.patch>[0];
      const element = (number: number): Item & { type: 'element' } => ({
        type: 'element',
        id: number,
        namespace: 'html',
        tag: 'p',
        attributes: [],
        blocked: false,
        children: [],
      });
      /** A chain of elements, one in another. */
      const nest = (levels: number, firstId: number): Item[] => {
        const top = element(firstId);
        for (let level = 1, at = top; level < levels; level++) {
          const inner = element(firstId + level);
          at.children.push(inner);
          at = inner;
        }
        return [top];
      };
      const moved = (number: number) => ({ type: 'moved', id: number }) as const;
      const playing = {
        type: 'media',
        node: id('#u'),
        paused: false,
        waiting: false,
        ended: false,
        muted: false,
        positionSeconds: 1,
        durationSeconds: 2,
        rate: 1,
        volume: 1,
      } as const;
      const moving = {
        type: 'animation',
        node: p,
        pseudo: '',
        name: 'a',
        state: 'running',
        timeMs: 1,
        rate: 1,
      } as const;
      type OpItem = NonNullable<LabPatch['ops']>[number];
      const motion: OpItem & { type: 'motion' } = {
        type: 'motion',
        motion: 1,
        node: p,
        pseudo: '',
        property: '',
        delayMs: 0,
        endDelayMs: 0,
        durationMs: 1000,
        iterationStart: 0,
        iterations: 1,
        endless: false,
        direction: 'normal',
        fill: 'none',
        easing: 'linear',
        composite: 'replace',
        keyframes: [],
      };
      const motionState = { type: 'motion-state', motion: 1, state: 'running', timeMs: 1, rate: 1 } as const;
      const frame = { offset: 0.5, easing: 'linear', composite: '', values: [] };
      // What would be seen if a part of the message were applied: each wrong part stands behind a right one.
      const right: LabPatch = { ops: [{ type: 'attribute', node: a, name: 'title', value: 'half' }] };
      const wrong: Record<string, LabPatch> = {
        'detach unknown': { detached: [p, 9999] },
        'detach twice': { detached: [p, p] },
        'detach the document': { detached: [p, 1] },
        'detach a shadow root': { detached: [p, shadow] },
        'parent unknown': { detached: [p], placements: [{ parent: 9999, html: '<b>x</b>' }] },
        'parent is a text': {
          placements: [
            { parent: b, html: '<b>x</b>' },
            { parent: text, html: '<b>x</b>' },
          ],
        },
        'parent is blocked': { placements: [{ parent: id('#k'), html: 'x' }] },
        'next unknown': { placements: [{ parent: a, next: 9999, html: 'x' }] },
        'next elsewhere': { placements: [{ parent: a, next: b, html: 'x' }] },
        'next is detached': { detached: [p], placements: [{ parent: a, next: p, html: 'x' }] },
        'moved but not detached': { placements: [{ parent: b, items: [moved(p)] }] },
        'moved twice': { detached: [p], placements: [{ parent: b, items: [moved(p), moved(p)] }] },
        'moved into itself': { detached: [a], placements: [{ parent: p, items: [moved(a)] }] },
        'moved into each other': {
          detached: [a, b],
          placements: [
            { parent: a, items: [moved(b)] },
            { parent: b, items: [moved(a)] },
          ],
        },
        'id taken': { placements: [{ parent: b, items: [element(p)] }] },
        'second root element': { placements: [{ parent: 1, items: [element(5000)] }] },
        'text in the document': { placements: [{ parent: 1, html: 'text' }] },
        'second shadow root': {
          placements: [
            {
              parent: id('#h'),
              items: [
                {
                  type: 'shadow-root',
                  id: 5000,
                  mode: 'open',
                  delegatesFocus: false,
                  manualSlots: false,
                  children: [],
                },
              ],
            },
          ],
        },
        'shadow root of an input': {
          placements: [
            {
              parent: id('#i'),
              items: [
                {
                  type: 'shadow-root',
                  id: 5000,
                  mode: 'open',
                  delegatesFocus: false,
                  manualSlots: false,
                  children: [],
                },
              ],
            },
          ],
        },
        'second template content': {
          placements: [{ parent: id('#t'), items: [{ type: 'template-content', id: 5000, children: [] }] }],
        },
        'document in an element': {
          placements: [{ parent: b, items: [{ type: 'document', id: 5000, quirks: false, children: [] }] }],
        },
        'op on nothing': { detached: [p], ops: [{ type: 'text', node: 9999, value: 'x' }] },
        'op on what goes': { detached: [p], ops: [{ type: 'attribute', node: p, name: 'a', value: 'b' }] },
        'op on what goes with its parent': { detached: [a], ops: [{ type: 'text', node: text, value: 'b' }] },
        'text of an element': { ops: [...(right.ops ?? []), { type: 'text', node: p, value: 'x' }] },
        'value of a paragraph': { ops: [...(right.ops ?? []), { type: 'value', node: p, value: 'x' }] },
        'checked paragraph': { ops: [...(right.ops ?? []), { type: 'checked', node: p, checked: true }] },
        'owner that is none': { ops: [...(right.ops ?? []), { type: 'sheet-owner', node: p, sheet: 1 }] },
        'a browser that asks at a paragraph': {
          ops: [...(right.ops ?? []), { type: 'ask', node: p, kind: 'file', text: '' }],
        },
        'a browser that asks for what nobody knows': {
          ops: [...(right.ops ?? []), { type: 'ask', node: id('#i'), kind: 'password', text: '' }],
        },
        'an animation in no known state': { ops: [...(right.ops ?? []), { ...moving, state: 'idle' }] },
        'an animation without end': { ops: [...(right.ops ?? []), { ...moving, timeMs: 10_000_001 }] },
        'an animation of nothing': { ops: [...(right.ops ?? []), { ...moving, node: 9999 }] },
        'a motion of nothing': { ops: [...(right.ops ?? []), { ...motion, node: 9999 }] },
        'a motion in no known direction': { ops: [...(right.ops ?? []), { ...motion, direction: 'up' }] },
        'a motion without end': { ops: [...(right.ops ?? []), { ...motion, durationMs: 10_000_001 }] },
        'keyframes that go back': {
          ops: [...(right.ops ?? []), { ...motion, keyframes: [frame, { ...frame, offset: 0.25 }] }],
        },
        'more motion than a mirror takes': {
          ops: [...(right.ops ?? []), ...Array.from({ length: 5001 }, (_, at) => ({ ...motion, motion: at }))],
        },
        'a motion that nobody has declared': { ops: [...(right.ops ?? []), motionState] },
        'a motion that is over': {
          ops: [...(right.ops ?? []), motion, { ...motionState, state: 'over' }, motionState],
        },
        'a motion in no known state': { ops: [...(right.ops ?? []), motion, { ...motionState, state: 'idle' }] },
        'a paragraph that plays': { ops: [...(right.ops ?? []), { ...playing, node: p }] },
        'a film that is too long': { ops: [...(right.ops ?? []), { ...playing, positionSeconds: 360_001 }] },
        'a film that is too fast': { ops: [...(right.ops ?? []), { ...playing, rate: 17 }] },
        'a film that is too loud': { ops: [...(right.ops ?? []), { ...playing, volume: 1.5 }] },
        'a bubble without a field': {
          ops: [...(right.ops ?? []), { type: 'ask', node: 0, kind: 'invalid', text: 'x' }],
        },
        'a bubble that covers the page': {
          ops: [...(right.ops ?? []), { type: 'ask', node: id('#i'), kind: 'invalid', text: 'x'.repeat(501) }],
        },
        'sheet unknown': { ops: [...(right.ops ?? []), { type: 'adopted', root: 1, sheets: [2] }] },
        'sheet unknown to its owner': {
          ops: [...(right.ops ?? []), { type: 'sheet-owner', node: id('#s'), sheet: 2 }],
        },
        'rule of an unknown sheet': {
          ops: [...(right.ops ?? []), { type: 'rule-insert', sheet: 2, path: [0], rule: 'a{}' }],
        },
        'rule past the end': { ops: [...(right.ops ?? []), { type: 'rule-insert', sheet: 1, path: [3], rule: 'a{}' }] },
        'rule past the end after a deletion': {
          ops: [
            ...(right.ops ?? []),
            { type: 'rule-delete', sheet: 1, path: [0] },
            { type: 'rule-replace', sheet: 1, path: [1], rule: 'a{}' },
          ],
        },
        'rule without a place': { ops: [...(right.ops ?? []), { type: 'rule-delete', sheet: 1, path: [] }] },
        'rule inside of one that has none': {
          ops: [...(right.ops ?? []), { type: 'rule-delete', sheet: 1, path: [1, 0, 0] }],
        },
        'rule inside of a new one': {
          ops: [
            ...(right.ops ?? []),
            { type: 'rule-insert', sheet: 1, path: [0], rule: '@media all{x{}}' },
            { type: 'rule-delete', sheet: 1, path: [0, 1] },
          ],
        },
        'too deep': {
          placements: [
            { parent: b, items: nest(300, 5000) },
            { parent: a, items: nest(510, 6000) },
          ],
        },
        'too deep by a chain of placements': {
          placements: [
            { parent: b, items: nest(300, 5000) },
            { parent: 5299, items: nest(300, 5300) },
          ],
        },
        'too much CSS': {
          ops: [
            ...(right.ops ?? []),
            {
              type: 'sheet',
              sheet: 2,
              media: '',
              disabled: false,
              rules: Array.from({ length: 5 }, () => `a{--x:${'x'.repeat(900_000)}}`),
            },
          ],
        },
        'too many rules': {
          ops: [
            ...(right.ops ?? []),
            { type: 'sheet', sheet: 2, media: '', disabled: false, rules: new Array(19_999).fill('a{}') },
          ],
        },
      };
      const before = mirror.describe();
      const kept = mirror.find('#p');
      const found: Record<string, string> = {};
      const changed: string[] = [];
      for (const [name, patch] of Object.entries(wrong)) {
        found[name] = mirror.fault(patch) ?? 'applied';
        if (mirror.describe() !== before || mirror.mirror.nodeById(p) !== kept) changed.push(name);
      }
      const asked = mirror.faults;
      const { quality } = mirror.mirror;
      // Nothing of what was refused is left in the way: its ids are free.
      const after = mirror.fault({ placements: [{ parent: b, items: [element(5000)] }], ...right });
      const title = mirror.find('#a').getAttribute('title');
      mirror.close();
      return { found, changed, asked, quality, after: after ?? 'applied', title };
    });
    expect(results.changed).toEqual([]);
    expect([results.asked, results.quality.state]).toEqual([['unknown-reference'], 'repairing']);
    expect(Object.entries(results.found).filter(([, fault]) => fault === 'applied' || fault === 'internal')).toEqual(
      [],
    );
    expect(results.found).toMatchObject({ 'too deep': 'limit', 'moved into itself': 'limit', 'too much CSS': 'limit' });
    expect([results.after, results.title]).toEqual(['applied', 'half']);
  });

  test('bytes that are none: refused, and the next snapshot repairs', async () => {
    const seen = await page.evaluate(() => {
      const mirror = lab.openLab();
      mirror.load('<!doctype html><p id="p">one');
      const first = mirror.find('#p');
      const found: string[] = [];
      for (const bytes of [[], [9], [1, 0, 255, 255], [2, 0, 1, 7, 0]]) {
        try {
          mirror.mirror.apply(new Uint8Array(bytes));
          found.push('applied');
        } catch (error) {
          found.push((error as { fault: string }).fault);
        }
      }
      const untouched = mirror.find('#p') === first;
      mirror.load('<!doctype html><p id="p">two', [], true);
      const repaired = mirror.find('#p').textContent;
      const second = mirror.find('#p');
      mirror.load('<!doctype html><p id="p">two', [], true);
      const notRebuilt = mirror.find('#p') === second;
      mirror.mirror.expectSnapshot();
      mirror.load('<!doctype html><p id="p">three', [], true);
      const rebuilt = mirror.find('#p').textContent;
      mirror.close();
      return { found, untouched, repaired, notRebuilt, rebuilt };
    });
    expect(seen).toEqual({
      found: ['undecodable', 'undecodable', 'undecodable', 'undecodable'],
      untouched: true,
      repaired: 'two',
      notRebuilt: true,
      rebuilt: 'three',
    });
  });

  test('a frame that was moved has lost its document, and gets it back with a snapshot', async () => {
    const seen = await page.evaluate(() => {
      const mirror = lab.openLab();
      mirror.load('<!doctype html><p id="p">one');
      const place = document.createElement('div');
      document.body.append(place);
      place.append(mirror.frame);
      const fault = mirror.fault({ ops: [] });
      mirror.load('<!doctype html><p id="p">two', [], true);
      const text = mirror.find('#p').textContent;
      mirror.close();
      const detached = document.createElement('iframe');
      let refused = '';
      try {
        lab.createMirror(detached);
      } catch (error) {
        refused = (error as { fault: string }).fault;
      }
      return [fault, text, refused];
    });
    expect(seen).toEqual(['frame-lost', 'two', 'frame-detached']);
  });
});
