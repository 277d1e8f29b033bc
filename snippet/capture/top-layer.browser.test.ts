import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LaunchedBrowser } from '../../e2e/browser.ts';
import { BROWSERS } from '../../shared/mirror/testing/lab-page.ts';
import { TwoPages } from './testing/two-pages.ts';

const BOX =
  'position: fixed; inset: auto; left: 100px; top: 100px; width: 200px; height: 200px; margin: 0; border: 0; padding: 0';
const PAGE = `<!doctype html><style>
  #a, #b, #c, #p, #q { ${BOX} }
  #a { background: red } #b { background: lime; left: 150px; top: 150px } #c { background: blue; left: 200px; top: 200px }
  #p { background: orange; left: 220px; top: 120px } #q { background: purple; left: 120px; top: 220px }
  #a::backdrop { background: rgb(0 0 0 / 0.3) } #p::backdrop { background: rgb(255 255 0 / 0.2) }
  dialog:modal { outline: 3px solid black } :popover-open { outline: 3px solid white } [popover=auto] { border-radius: 9px }
  </style><dialog id="c">C</dialog><dialog id="b">B</dialog><dialog id="a">A</dialog>
  <div id="p" popover>P</div><div id="q" popover="manual">Q</div><div id="full">F</div><main>text</main>`;

const byId = (id: string) => `document.getElementById('${id}')`;

describe.each(BROWSERS)('the top layer in %s', (_name, launch) => {
  let launched: LaunchedBrowser;
  let pages: TwoPages;

  beforeAll(async () => {
    launched = await launch();
  });
  afterAll(() => launched?.close());
  beforeEach(async () => {
    pages = await TwoPages.open(launched);
  });
  afterEach(() => pages.close());

  const run = (code: string) => pages.after(new Function(code) as () => void);

  /** `a1 b2`: what is in the top layer of the mirror, with its place. */
  function places(described: string): string {
    const found = [...described.matchAll(/ id="(\w+)".* at (\d+) in the top layer/g)];
    return found
      .map(([, id, place]) => `${place}${id}`)
      .sort()
      .join(' ');
  }

  test('S1: holds dialogs and popovers in the order in which they were opened', async () => {
    await pages.start(PAGE);
    let described = await run(`window.opened = [${byId('a')}, ${byId('c')}, ${byId('b')}];
      for (const dialog of window.opened) dialog.showModal();`);
    expect(places(described)).toBe('1a 2c 3b');
    expect(await pages.differingPixels()).toBe(0);
    await run('window.opened = undefined');
    described = await run(`${byId('q')}.showPopover()`);
    expect(places(described)).toBe('1a 2c 3b 4q');
    expect(await pages.differingPixels()).toBe(0);
    described = await run(`${byId('c')}.close()`);
    expect(places(described)).toBe('1a 2b 3q');
    expect(await pages.differingPixels()).toBe(0);
    described = await run(
      `${byId('a')}.close(); window.opened = [${byId('b')}, ${byId('q')}, ${byId('a')}]; ${byId('a')}.showModal()`,
    );
    expect(places(described)).toBe('1b 2q 3a');
    expect(await pages.differingPixels()).toBe(0);
  });

  test('S1: holds what was open when the capture began', async () => {
    await pages.start(
      PAGE.replace('<main>', `<script>${byId('a')}.showModal(); ${byId('b')}.showModal()</script><main>`),
    );
    await pages.customer.evaluate(`window.opened = [${byId('a')}, ${byId('b')}]`);
    expect(places(await pages.equal())).toBe('1a 2b');
    expect(await pages.differingPixels()).toBe(0);
    await pages.customer.evaluate(() => window.customer.takeSnapshot());
    await pages.equal();
  });

  test('S1: tells modal dialogs from others, and follows removal, moves and re-opening', async () => {
    await pages.start(PAGE);
    let described = await run(`${byId('a')}.show()`);
    expect(described).toMatch(/id="a" open=""/);
    expect(places(described)).toBe('');
    described = await run(`${byId('a')}.close(); ${byId('a')}.showModal()`);
    expect(places(described)).toBe('1a');
    described = await run(`document.querySelector('main').append(${byId('a')})`);
    expect(places(described)).toBe('');
    described = await run(`${byId('a')}.close(); ${byId('a')}.showModal(); ${byId('p')}.showPopover()`);
    described = await run(`${byId('a')}.remove()`);
    expect(places(described)).toMatch(/^(1p)?$/);
    described = await run(
      `document.body.append(Object.assign(document.createElement('dialog'), { id: 'n' })); ${byId('n')}.showModal()`,
    );
    expect(places(described)).toContain('n');
    expect(await pages.differingPixels()).toBe(0);
  });

  test("S2: an open popover closes no other in the mirror, and styles see the page's own attribute", async () => {
    await pages.start(PAGE);
    await run(`${byId('p')}.showPopover()`);
    const described = await run(`${byId('q')}.showPopover()`);
    expect(places(described)).toBe('1p 2q');
    expect(described).toContain('popover="manual"');
    expect(await pages.style('#p', 'border-radius')).toBe(
      await pages.customer.$eval('#p', (p) => getComputedStyle(p).borderRadius),
    );
    expect(await pages.differingPixels()).toBe(0);
    expect(places(await run(`${byId('p')}.hidePopover()`))).toBe('1q');
    expect(places(await run(`${byId('q')}.removeAttribute('popover')`))).toBe('');
    expect(await pages.differingPixels()).toBe(0);
  });

  test('S1: reaches into shadow roots, which tell the page nothing of their events', async () => {
    await pages.start(PAGE);
    await pages.customer.evaluate(`{
      const host = document.createElement('div');
      document.body.append(host);
      window.root = host.attachShadow({ mode: 'closed' });
      root.innerHTML = '<div id="s" popover="manual">S</div>';
    }`);
    await pages.pump();
    await pages.customer.evaluate('root.querySelector("div").showPopover()');
    await pages.pump();
    expect(await pages.agent.evaluate(() => window.agent.describe())).toMatch(/id="s".*popover at 1 in the top layer/);
  });

  test('S3: takes no focus of the panel', async () => {
    await pages.start(PAGE);
    await pages.agent.evaluate(() => {
      const field = document.createElement('input');
      document.body.append(field);
      field.focus();
    });
    await run(`${byId('a')}.innerHTML = '<input autofocus><button>b</button>'; ${byId('a')}.showModal()`);
    await run(`${byId('q')}.showPopover()`);
    expect(await pages.agent.evaluate(() => document.activeElement?.localName)).toBe('input');
    await pages.agent.bringToFront();
    await pages.agent.keyboard.press('Escape');
    await pages.agent.mouse.click(5, 5);
    expect(places(await pages.agent.evaluate(() => window.agent.describe()))).toBe('1a 2q');
  });

  test("S4: what fills the customer's screen fills the mirror", async () => {
    await pages.start(
      PAGE.replace('</style>', '#full { background: teal; color: white } :fullscreen { font-size: 40px }</style>'),
    );
    await pages.customer.bringToFront();
    await pages.customer.evaluate(() => {
      document.addEventListener('click', () => document.getElementById('full')?.requestFullscreen(), { once: true });
    });
    await pages.customer.click('main');
    await pages.customer.waitForFunction(() => document.fullscreenElement !== null);
    const described = await pages.equal();
    expect(described).toMatch(/id="full".* fullscreen at 1 in the top layer/);
    expect(await pages.style('#full', 'font-size')).toBe('40px');
    const size = await pages.agent.evaluate(() => {
      const { width, height } = (
        window.agent.mirror.document.getElementById('full') as Element
      ).getBoundingClientRect();
      const view = window.agent.mirror.viewport;
      return [width === view?.widthCssPx, height === view?.heightCssPx];
    });
    expect(size).toEqual([true, true]);
    await pages.customer.evaluate(() => document.exitFullscreen());
    await pages.customer.waitForFunction(() => document.fullscreenElement === null);
    expect(places(await pages.equal())).toBe('');
    expect(await pages.agent.evaluate(() => window.agent.mirror.document.getElementById('full')?.outerHTML)).toBe(
      '<div id="full">F</div>',
    );
  });
});
