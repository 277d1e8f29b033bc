import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LaunchedBrowser } from '../../e2e/browser.ts';
import { BROWSERS } from '../../shared/mirror/testing/lab-page.ts';
import { TwoPages } from './testing/two-pages.ts';

const PAGE = `<!doctype html><style>
  body { margin: 0 } div, a, label, input, details { display: block; height: 30px; width: 200px }
  #menu:hover { background: rgb(255, 0, 0); & > a { color: rgb(0, 128, 0) } }
  .item { &:hover { color: rgb(1, 2, 3) } }
  @media all { #menu:is(:hover, .never) a:active { border-left: 5px solid rgb(9, 9, 9) } }
  input:focus { background: rgb(4, 5, 6) } input:focus-visible { outline: 2px solid rgb(7, 8, 9) }
  form:focus-within { border-top: 3px solid rgb(10, 11, 12) } #field:hover { color: rgb(20, 21, 22) }
  a::before:hover, #never { color: red }
  </style><div id="menu"><a id="link" href="#x">link</a></div><div class="item" id="item">item</div>
  <label id="label" for="field">label</label><form><input id="field"></form><div id="host"></div>`;

describe.each(BROWSERS)('what the customer does with pointer and keyboard in %s', (_name, launch) => {
  let launched: LaunchedBrowser;
  let pages: TwoPages;

  beforeAll(async () => {
    launched = await launch();
  });
  afterAll(() => launched?.close());
  beforeEach(async () => {
    pages = await TwoPages.open(launched);
    await pages.customer.bringToFront();
  });
  afterEach(() => pages.close());

  /** A property of an element, which is to be the same in page and mirror. */
  async function shown(selector: string, property: string): Promise<string> {
    await pages.equal();
    const mirrored = await pages.style(selector, property);
    const given = await pages.customer.$eval(
      selector,
      (one, name) => getComputedStyle(one).getPropertyValue(name),
      property,
    );
    expect(mirrored, `${property} of ${selector}`).toBe(given);
    return mirrored;
  }

  test('S5: what is hovered and pressed looks so in the mirror', async () => {
    await pages.start(PAGE);
    expect(await shown('#menu', 'background-color')).toBe('rgba(0, 0, 0, 0)');
    await pages.customer.hover('#link');
    expect(await shown('#menu', 'background-color')).toBe('rgb(255, 0, 0)');
    expect(await shown('#link', 'color')).toBe('rgb(0, 128, 0)');
    await pages.customer.mouse.down();
    expect(await shown('#link', 'border-left-width')).toBe('5px');
    await pages.customer.mouse.up();
    expect(await shown('#link', 'border-left-width')).toBe('0px');
    await pages.customer.hover('#item');
    expect(await shown('#item', 'color')).toBe('rgb(1, 2, 3)');
    expect(await shown('#menu', 'background-color')).toBe('rgba(0, 0, 0, 0)');
    await pages.customer.hover('#label');
    expect(await shown('#field', 'color')).toBe('rgb(20, 21, 22)');
  });

  test('S5: what is hovered is followed when the tree changes under the pointer, and by a snapshot', async () => {
    await pages.start(PAGE);
    await pages.customer.hover('#link');
    await pages.equal();
    await pages.customer.evaluate(() => window.customer.takeSnapshot());
    expect(await shown('#menu', 'background-color')).toBe('rgb(255, 0, 0)');
    await pages.customer.evaluate(() => document.getElementById('link')?.remove());
    await pages.equal();
  });

  test('S5: in quirks mode, too, where the bare selector matches links only', async () => {
    await pages.start(PAGE.replace('<!doctype html>', ''));
    await pages.customer.hover('#item');
    expect(await shown('#item', 'color')).toBe('rgb(1, 2, 3)');
  });

  test('S5: a pointer is found when the page keeps its events to itself, and again when all under it is rebuilt', async () => {
    await pages.start(`${PAGE}<script>
      for (const type of ['mouseover', 'pointerover', 'mouseout', 'pointerout'])
        addEventListener(type, (event) => event.stopImmediatePropagation(), true);
      </script>`);
    await pages.customer.hover('#link');
    await pages.customer.evaluate(() => document.body.append('one'));
    expect(await shown('#menu', 'background-color')).toBe('rgb(255, 0, 0)');
    await pages.customer.evaluate(() => {
      const again = document.body.cloneNode(true);
      document.body.replaceChildren(...again.childNodes);
    });
    await pages.customer.waitForFunction(() => document.querySelector('#menu')?.matches(':hover'));
    await pages.customer.evaluate(() => document.body.append('two'));
    expect(await shown('#menu', 'background-color')).toBe('rgb(255, 0, 0)');
  });

  test('S6: the focus shows as it does on the page', async () => {
    await pages.start(PAGE);
    await pages.customer.focus('#field');
    expect(await shown('#field', 'background-color')).toBe('rgb(4, 5, 6)');
    expect(await shown('form', 'border-top-width')).toBe('3px');
    expect(await shown('#field', 'outline-color')).toBe('rgb(7, 8, 9)');
    await pages.customer.evaluate(() => document.getElementById('link')?.focus());
    expect(await shown('form', 'border-top-width')).toBe('0px');
    await pages.customer.keyboard.press('Tab');
    await pages.customer.keyboard.down('Shift');
    await pages.customer.keyboard.press('Tab');
    await pages.customer.keyboard.up('Shift');
    expect(await shown('#link', 'outline-style')).toBe('auto');
  });

  test('S5: reaches through shadow roots and slots', async () => {
    await pages.start(PAGE);
    await pages.after(() => {
      const host = document.getElementById('host') as Element;
      const root = host.attachShadow({ mode: 'open', delegatesFocus: true });
      root.innerHTML = `<style>:host(:hover) { background: rgb(30, 31, 32) } :host(:focus) { color: rgb(33, 34, 35) }
        b:hover { color: red }</style><b><slot></slot></b><input>`;
      host.innerHTML = '<i id="slotted">slotted</i>';
    });
    await pages.customer.hover('#slotted');
    expect(await shown('#host', 'background-color')).toBe('rgb(30, 31, 32)');
    await pages.customer.evaluate(() => document.getElementById('host')?.shadowRoot?.querySelector('input')?.focus());
    expect(await shown('#host', 'color')).toBe('rgb(33, 34, 35)');
  });

  test("S7: the agent's own pointer changes nothing", async () => {
    await pages.start(PAGE);
    await pages.customer.mouse.move(700, 500);
    await pages.equal();
    await pages.agent.bringToFront();
    await pages.agent.mouse.move(50, 10);
    await pages.agent.mouse.down();
    expect(await pages.style('#menu', 'background-color')).toBe('rgba(0, 0, 0, 0)');
    await pages.agent.mouse.up();
  });

  test('S8: a group of details has the one open that the page has', async () => {
    await pages.start(`<!doctype html><style>details[name="g"] { color: rgb(1, 1, 1) }</style>
      <details name="g" id="a" open><summary>a</summary></details><details name="g" id="b"><summary>b</summary></details>`);
    expect(await pages.after(() => document.getElementById('b')?.toggleAttribute('open'))).toContain(
      'id="b" name="g" open=""',
    );
    expect(await shown('#a', 'color')).toBe('rgb(1, 1, 1)');
    await pages.after(() => {
      const late = document.createElement('details');
      late.id = 'c';
      late.open = true;
      document.body.prepend(late);
      late.name = 'g';
    });
    await pages.after(() => {
      const [a, b] = [...document.querySelectorAll('details')];
      a?.removeAttribute('name');
      if (a) a.open = true;
      b?.before(a as Node);
      a?.setAttribute('name', 'g');
    });
  });
});
