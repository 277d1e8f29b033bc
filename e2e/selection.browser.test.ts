import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { readMarks } from '../extension/mirror-view/customer-marks.ts';
import { BROWSERS } from '../shared/mirror/testing/lab-page.ts';
import { TwoPages } from '../snippet/capture/testing/two-pages.ts';
import type { LaunchedBrowser } from './browser.ts';
import { bundleForPage } from './page-bundle.ts';
import { waitFor } from './wait-for.ts';

declare const drawn: { readMarks: typeof readMarks };

const PAGE = `<!doctype html><meta charset="utf-8"><style>
  body { margin: 8px; font: 16px/1.5 sans-serif } input, textarea { font: 17px monospace; padding: 3px 9px; border: 2px solid }
  textarea { width: 180px; height: 90px } iframe { border: 5px solid; padding: 4px; display: block }</style>
  <input id="line" value="one two three"><input id="centred" value="four five" style="text-align: center; letter-spacing: 3px">
  <input id="rtl" dir="rtl" value="שלום עולם"><input id="number" type="number" value="12345">
  <textarea id="area">the first line, which wraps\n\nthe last</textarea>
  <p id="text">some <b>bold</b> text</p><div id="editable" contenteditable>edit me</div>
  <div id="host"></div><iframe id="frame" srcdoc="<input id=inner value=inside style='font: 20px monospace'>"></iframe>
  <input id="secret" type="password" value="pa55word"><input id="masked" data-coview="mask" value="masked value">`;

describe.each(BROWSERS)('caret and selection in %s', (_name, launch) => {
  let launched: LaunchedBrowser;
  let pages: TwoPages;
  let script: string;

  beforeAll(async () => {
    script = await bundleForPage(local('../extension/mirror-view/customer-marks.ts'), 'drawn');
    launched = await launch();
  });
  afterAll(() => launched?.close());
  beforeEach(async () => {
    pages = await TwoPages.open(launched);
    await pages.customer.bringToFront();
    await pages.start(PAGE);
    await pages.agent.evaluate(script);
  });
  afterEach(() => pages.close());

  /** Boxes of the selection as an agent sees them. */
  async function boxes() {
    await pages.pump();
    return pages.agent.evaluate(() => drawn.readMarks(window.agent.mirror).selection);
  }

  async function select(id: string, from: number, to: number, direction: 'forward' | 'backward' = 'forward') {
    await pages.customer.evaluate(
      (field, start, end, way) => {
        const element = document.getElementById(field) as HTMLInputElement;
        element.focus();
        element.setSelectionRange(start, end, way);
      },
      id,
      from,
      to,
      direction,
    );
    return boxes();
  }

  /** What the customer's browser says is at a place: the truth about where text stands in a field. */
  function offsetAt(xCssPx: number, yCssPx: number) {
    return pages.customer.evaluate(
      (x, y) => {
        const position = document.caretPositionFromPoint(x, y);
        return position && { id: (position.offsetNode as Element).id, offset: position.offset };
      },
      xCssPx,
      yCssPx,
    );
  }

  test('S11: the caret of a field stands where the customer has it', async () => {
    for (const [id, offsets] of [
      ['line', [0, 4, 13]],
      ['centred', [0, 5, 9]],
      ['area', [0, 6, 22, 28, 37]],
    ] as const) {
      for (const offset of offsets) {
        const found = await select(id, offset, offset);
        expect(found, `${id} at ${offset}`).toHaveLength(1);
        const [{ xCssPx, yCssPx, widthCssPx, heightCssPx }] = found as [(typeof found)[number]];
        expect(widthCssPx).toBe(0);
        expect(await offsetAt(xCssPx + 0.5, yCssPx + heightCssPx / 2), `${id} at ${offset}`).toEqual({ id, offset });
      }
    }
  });

  test('S11: a selection in a field is drawn from its first to its last letter, whichever way it was made', async () => {
    for (const [id, from, to] of [
      ['line', 4, 7],
      ['area', 4, 9],
    ] as const) {
      const found = await select(id, from, to, 'backward');
      expect(found).toHaveLength(1);
      const [{ xCssPx, yCssPx, widthCssPx, heightCssPx }] = found as [(typeof found)[number]];
      const middle = yCssPx + heightCssPx / 2;
      expect(await offsetAt(xCssPx + 1, middle)).toEqual({ id, offset: from });
      expect(await offsetAt(xCssPx + widthCssPx - 1, middle)).toEqual({ id, offset: to });
      const told = await pages.agent.evaluate(() => {
        const { anchorOffset, focusOffset, field } = window.agent.mirror.fieldSelection ?? {};
        return { anchorOffset, focusOffset, id: field?.id };
      });
      expect(told).toEqual({ anchorOffset: to, focusOffset: from, id });
    }
    // Text that runs from right to left begins on the right.
    const [first] = await select('rtl', 0, 1);
    const [last] = await select('rtl', 8, 9);
    expect(first?.xCssPx).toBeGreaterThan(last?.xCssPx as number);
    expect(await select('number', 0, 0).catch(() => boxes())).toEqual([]);
  });

  test('S11: of a field that is masked nothing is told, not even that the caret moves', async () => {
    async function moved(id: string): Promise<number> {
      await select(id, 1, 1);
      const { length } = await pages.customer.evaluate((field) => {
        (document.getElementById(field) as HTMLInputElement).setSelectionRange(2, 4);
        return window.customer.take();
      }, id);
      return length;
    }
    expect(await moved('secret')).toBe(0);
    expect(await boxes()).toEqual([]);
    expect(await moved('masked')).toBe(0);
    expect(await moved('line')).toBe(1);
    // What was told of a field is taken back when another has the focus.
    expect(await select('masked', 0, 3)).toEqual([]);
    await pages.customer.$eval('#line', (field) => field.setAttribute('data-coview', 'mask'));
    expect(await select('line', 0, 3)).toEqual([]);
  });

  test('S11: reaches into frames and shadow roots', async () => {
    await pages.customer.evaluate(() => {
      const root = document.getElementById('host')?.attachShadow({ mode: 'closed' }) as ShadowRoot;
      root.innerHTML = '<textarea>in the shadow</textarea><p>shadow text</p>';
      root.querySelector('textarea')?.focus();
      root.querySelector('textarea')?.setSelectionRange(7, 7);
      Object.assign(window, { root });
    });
    await pages.pump();
    await pages.agent.waitForFunction(() => window.agent.mirror.fieldSelection !== undefined);
    expect(
      await pages.agent.evaluate(() => [
        window.agent.mirror.fieldSelection?.field.localName,
        window.agent.mirror.fieldSelection?.focusOffset,
      ]),
    ).toEqual(['textarea', 7]);
    await pages.customer.evaluate(() => {
      const inner = (document.getElementById('frame') as HTMLIFrameElement).contentDocument as Document;
      (inner.getElementById('inner') as HTMLInputElement).focus();
      (inner.getElementById('inner') as HTMLInputElement).setSelectionRange(2, 5);
    });
    // What follows frames loads with the first one.
    await waitFor('the field in the frame', async () => {
      await pages.pump();
      return pages.agent.evaluate(() => window.agent.mirror.fieldSelection?.field.id === 'inner');
    });
    const [box] = await pages.agent.evaluate(() => drawn.readMarks(window.agent.mirror).selection);
    const frame = await pages.customer.$eval('#frame', (element) => {
      const { left, top } = element.getBoundingClientRect();
      return { left, top };
    });
    const at = await pages.customer.evaluate(
      (x, y) => {
        const inner = (document.getElementById('frame') as HTMLIFrameElement).contentDocument as Document;
        return inner.caretPositionFromPoint(x, y)?.offset;
      },
      (box?.xCssPx ?? 0) - frame.left - 9 + 1,
      (box?.yCssPx ?? 0) - frame.top - 9 + 10,
    );
    expect(at).toBe(2);
  });

  test('S12: selected text, the caret where one can type, and nothing where a click has put one', async () => {
    const select = (script: string) => pages.customer.evaluate(`getSelection().${script}`).then(boxes);
    expect(await select('selectAllChildren(document.querySelector("#text b"))')).toHaveLength(1);
    expect(await select('collapse(document.querySelector("#text b").firstChild, 2)')).toEqual([]);
    const carets = await select('collapse(document.querySelector("#editable").firstChild, 4)');
    expect(carets).toMatchObject([{ widthCssPx: 0 }]);
    await pages.customer.$eval('#editable', (element) => element.setAttribute('data-coview', 'mask'));
    expect(await select('collapse(document.querySelector("#editable").firstChild, 2)')).toEqual([]);
  });

  test('S12: text in a closed shadow root', async () => {
    await pages.customer.evaluate(() => {
      const root = document.getElementById('host')?.attachShadow({ mode: 'closed' }) as ShadowRoot;
      root.innerHTML = '<p>shadow text</p>';
      const text = root.querySelector('p')?.firstChild as Text;
      getSelection()?.setBaseAndExtent(text, 9, text, 2);
    });
    await pages.pump();
    const told = await pages.agent.evaluate(() => {
      const { anchor, anchorOffset, focusOffset } = window.agent.mirror.selection ?? {};
      return { text: anchor?.nodeValue, anchorOffset, focusOffset };
    });
    expect(told).toEqual({ text: 'shadow text', anchorOffset: 9, focusOffset: 2 });
  });
});

function local(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
