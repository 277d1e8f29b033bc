import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium, launchFirefox } from '../../e2e/browser.ts';
import { bundleForPage } from '../../e2e/page-bundle.ts';
import { type StaticServer, startStaticServer } from '../../e2e/static-server.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import { openWidgetRoot } from '../testing/open-widget-root.ts';

const HOSTILE = `
  body, body *, html > :not(head) { display: none !important; visibility: hidden !important; opacity: 0 !important;
    transform: scale(0) !important; pointer-events: none !important; position: static !important; width: 0 !important; }
  button, input, dialog, span { all: unset !important; font-size: 1px !important; color: transparent !important; }
  ::backdrop { display: none !important; }`;

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

const PAGES = {
  '/plain': '<!doctype html><title>plain</title><button id=target style="margin:100px">target</button>',
  '/hostile': `<!doctype html><title>hostile</title><style>${HOSTILE}</style><main>page</main>`,
  '/rtl': '<!doctype html><html lang=ar-EG><title>rtl</title><body>page',
  '/covered': `<!doctype html><title>covered</title>
    <div style="position:fixed;inset:0;z-index:2147483647;background:#fff">cover</div>
    <div id=pop popover=manual style="inset:0;width:100vw;height:100vh">popover</div>
    <dialog id=modal style="width:100vw;height:100vh;max-width:none;max-height:none">modal</dialog>`,
  '/strict': {
    body: '<!doctype html><title>strict</title><script src=/stage.js></script><p style="color:red">page</p>',
    headers: { 'content-security-policy': CSP },
  },
  '/bodyless':
    '<!doctype html><title>bodyless</title><script src=/stage.js></script><script src=/bodyless.js></script>',
  '/bodyless.js': `window.hadBody = document.body !== null; stageOf.stage().show(stageOf.screens.code);`,
};

const launchers: [string, () => Promise<LaunchedBrowser>][] = [
  ['chromium', () => launchChromium()],
  ['firefox', () => launchFirefox()],
];

describe.each(launchers)('the widget in %s', (name, launch) => {
  let launched: LaunchedBrowser;
  let server: StaticServer;
  let stageScript: string;

  beforeAll(async () => {
    stageScript = await bundleForPage('snippet/testing/widget-stage.ts', 'stageOf');
    server = await startStaticServer({ files: { ...PAGES, '/stage.js': stageScript } });
    launched = await launch();
  });
  afterAll(async () => {
    await launched?.close();
    await server?.close();
  });

  /** The page with a widget on it, as `widget` in its scripts. */
  async function open(path: string, screen?: string): Promise<Page> {
    const page = await launched.browser.newPage();
    await page.evaluateOnNewDocument(openWidgetRoot);
    await page.goto(server.origin + path);
    if (!(await page.evaluate(() => 'stageOf' in window))) await page.evaluate(stageScript);
    if (screen)
      await page.evaluate(`window.widget = stageOf.stage(); widget.show(stageOf.screens[${JSON.stringify(screen)}])`);
    return page;
  }
  const show = (page: Page, screen: string) =>
    page.evaluate(`widget.show(stageOf.screens[${JSON.stringify(screen)}] ?? { type: 'idle' })`);
  const actions = (page: Page) => page.evaluate('stageOf.actions') as Promise<string[]>;
  const inside = async (page: Page, selector: string): Promise<ElementHandle<Element>> =>
    waitFor(selector, () => page.$(`coview-widget >>> ${selector}`));
  /** Presses what is really on top at the middle of the element, as a person would. */
  async function press(page: Page, selector: string): Promise<void> {
    const found = await inside(page, selector);
    const box = await waitFor(`${selector} on the page`, () => found.boundingBox());
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }
  const sizeOf = async (page: Page, selector: string) =>
    (await (await inside(page, selector)).boundingBox()) ?? { width: 0, height: 0 };

  test('is whole on a page whose styles hide everything', async () => {
    const page = await open('/hostile', 'live');
    const bar = await sizeOf(page, '.bar');
    expect(bar.width).toBeGreaterThan(200);
    expect(bar.height).toBeGreaterThan(30);
    await press(page, '.stop');
    expect(await actions(page)).toEqual(['end']);
    // Control: the same page hides what has no armour.
    const control = await page.evaluate(() => {
      const node = document.createElement('div');
      node.textContent = 'control';
      document.documentElement.append(node);
      return node.getClientRects().length;
    });
    expect(control).toBe(0);
    await page.close();
  });

  test('needs nothing that a strict Content-Security-Policy with Trusted Types forbids', async () => {
    const page = await open('/strict');
    await page.evaluate(() => {
      Object.assign(window, { refused: [] });
      document.addEventListener('securitypolicyviolation', (event) => {
        (window as unknown as { refused: string[] }).refused.push(event.violatedDirective);
      });
    });
    await page.evaluate(
      'window.widget = stageOf.stage(); for (const one of Object.values(stageOf.screens)) widget.show(one)',
    );
    await show(page, 'code');
    const radius = await (await inside(page, 'dialog')).evaluate((node) => getComputedStyle(node).borderRadius);
    expect(radius).toBe('22px');
    expect(await page.evaluate('refused')).toEqual([]);
    // Control: the policy is in force.
    await page.evaluate(() => document.body.setAttribute('style', 'color: red'));
    await waitFor('a refusal', async () => ((await page.evaluate('refused')) as string[]).length > 0);
    await page.close();
  });

  test('works on a page without a body', async () => {
    const page = await open('/bodyless');
    expect(await page.evaluate('hadBody')).toBe(false);
    expect((await sizeOf(page, 'dialog')).width).toBeGreaterThan(300);
    await page.close();
  });

  test('Stop can be pressed whatever the page puts on top', async () => {
    const page = await open('/covered', 'live');
    await press(page, '.stop');
    await page.evaluate('document.querySelector("#pop").showPopover()');
    await waitFor('the widget above the popover', async () => {
      await press(page, '.stop');
      return (await actions(page)).length >= 2;
    });
    await page.evaluate('document.querySelector("#modal").showModal()');
    const soFar = (await actions(page)).length;
    await waitFor('the widget inside the modal dialog', async () => {
      await press(page, '.stop');
      return (await actions(page)).length > soFar;
    });
    await page.evaluate('document.querySelector("#modal").close()');
    await waitFor('the widget back on the page', () =>
      page.evaluate(() => document.querySelector('coview-widget')?.parentNode === document.documentElement),
    );
    await page.close();
  });

  test('comes back when the page removes it', async () => {
    const page = await open('/plain', 'live');
    await page.evaluate('document.querySelector("coview-widget").remove()');
    await waitFor('the bar again', async () => (await sizeOf(page, '.bar')).width > 0);
    await page.close();
  });

  test('the code field forgives, and the page does not hear what is typed', async () => {
    const page = await open('/plain', 'code');
    await page.evaluate(() => {
      Object.assign(window, { heard: 0 });
      for (const type of ['keydown', 'keyup', 'keypress', 'input', 'click', 'paste']) {
        document.addEventListener(type, () => {
          (window as unknown as { heard: number }).heard += 1;
        });
      }
    });
    await page.keyboard.type('k7m4qx2');
    await page.keyboard.press('Enter');
    await page.keyboard.type('p');
    await page.keyboard.press('Enter');
    expect(await actions(page)).toEqual(['submit K7M4-QX2', 'submit K7M4-QX2P']);
    expect(await page.evaluate('heard')).toBe(0);
    // Control: outside of the widget the page hears keys.
    await show(page, 'none');
    await page.keyboard.type('x');
    expect(await page.evaluate('heard')).toBeGreaterThan(0);
    await page.close();
  });

  test('a wrong code is told and the field keeps it', async () => {
    const page = await open('/plain', 'code');
    await page.keyboard.type('k7m4qx2p');
    await page.keyboard.press('Enter');
    await show(page, 'connecting');
    await show(page, 'code-wrong');
    const problem = await (await inside(page, '.problem')).evaluate((node) => node.textContent);
    expect(problem).toBe('That code is not right. 2 attempts left.');
    const value = await (await inside(page, 'input')).evaluate((node) => (node as HTMLInputElement).value);
    expect(value).toBe('K7M4-QX2P');
    await page.close();
  });

  test('only the customer can allow: a script of the page cannot', async () => {
    const page = await open('/plain', 'consent');
    await (await inside(page, '.primary')).evaluate((node) => (node as HTMLElement).click());
    expect(await actions(page)).toEqual([]);
    await press(page, '.primary');
    expect(await actions(page)).toEqual(['allow']);
    await page.close();
  });

  test('a return key pressed too late does not allow anything', async () => {
    const page = await open('/plain', 'code');
    await show(page, 'consent');
    await page.keyboard.press('Enter');
    await page.keyboard.press(' ');
    expect(await actions(page)).toEqual([]);
    await page.close();
  });

  test('escape declines, the focus stays inside and returns afterwards', async () => {
    const page = await open('/plain');
    await page.focus('#target');
    await page.evaluate('window.widget = stageOf.stage(); widget.show(stageOf.screens.consent)');
    for (let at = 0; at < 6; at += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('target');
    }
    await page.keyboard.press('Escape');
    expect(await actions(page)).toEqual(['decline']);
    await show(page, 'none');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('target');
    await page.close();
  });

  test('the bar becomes small and large, and moves by keys and by hand', async () => {
    const page = await open('/plain', 'live');
    await press(page, '.collapse');
    await press(page, '.pill');
    const grip = await inside(page, '.grip');
    await grip.focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    const place = (node: Element) => `${node.getAttribute('data-block')} ${node.getAttribute('data-inline')}`;
    expect(await (await inside(page, '.bar')).evaluate(place)).toBe('start end');
    const box = await waitFor('the status', async () => (await inside(page, '.status')).boundingBox());
    await page.mouse.move(box.x + 20, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(300, 400, { steps: 4 });
    await page.mouse.move(60, 700, { steps: 4 });
    await page.mouse.up();
    expect(await (await inside(page, '.bar')).evaluate(place)).toBe('end start');
    expect(await actions(page)).toEqual([]);
    await page.close();
  });

  test('the words of the key are there to compare; without a key the bar and the question say so', async () => {
    const page = await open('/plain', 'live');
    const status = async () => (await inside(page, '.status')).evaluate((node) => node.textContent);
    expect(await status()).toBe('Ana can see this page');
    await press(page, '.compare');
    expect(await status()).toBe('Ana sees these words too: bamok tidar fusan');
    await press(page, '.compare');
    expect(await status()).toBe('Ana can see this page');
    await show(page, 'live-unsealed');
    await show(page, 'paused');
    await show(page, 'live-unsealed');
    expect(await status()).toBe('Ana can see this page. Not encrypted');
    expect(await page.$('coview-widget >>> .compare')).toBeNull();
    await show(page, 'none');
    await show(page, 'consent-unsealed');
    expect(await (await inside(page, '.warning')).evaluate((node) => node.textContent)).toContain('not encrypted');
    await page.close();
  });

  test('another agent who asks in is let in or turned away above the bar, and Stop stays in reach', async () => {
    const page = await open('/plain', 'asks-in');
    expect(await (await inside(page, '.asks-in p')).evaluate((node) => node.textContent)).toBe(
      'Bo asks to see this page too.',
    );
    await press(page, '.asks-in .outlined');
    await press(page, '.asks-in .primary');
    await press(page, '.stop');
    expect(await actions(page)).toEqual(['turn away', 'let in', 'end']);
    await page.close();
  });

  test("the agent's pointer follows its element and takes no clicks", async () => {
    const page = await open('/plain', 'live');
    const pointer = { node: 1, xFraction: 0.5, yFraction: 0.5, xCssPx: 3, yCssPx: 4, visible: true };
    await page.evaluate(`widget.point('1', 'Ana', ${JSON.stringify(pointer)})`);
    const target = await waitFor('the target', async () => (await page.$('#target'))?.boundingBox());
    const middle = { x: target.x + target.width / 2, y: target.y + target.height / 2 };
    await waitFor('the pointer in the middle of the target', async () => {
      const box = await sizeOf(page, '.pointer');
      return 'x' in box && Math.abs(box.x - middle.x) < 1 && Math.abs(box.y - middle.y) < 1;
    });
    expect(await (await inside(page, '.pointer')).evaluate((node) => node.textContent)).toBe('Ana');
    const hit = await page.evaluate(({ x, y }) => document.elementFromPoint(x + 2, y + 2)?.id, middle);
    expect(hit).toBe('target');
    await page.close();
  });

  test('the layout follows the direction of its language', async () => {
    const page = await open('/rtl', 'consent');
    const yes = await waitFor('Allow', async () => (await inside(page, '.primary')).boundingBox());
    const no = await waitFor('Not now', async () => (await inside(page, '.outlined')).boundingBox());
    expect(yes.x).toBeLessThan(no.x);
    await page.close();
  });

  test('nothing is left on the page when it is over', async () => {
    const page = await open('/plain', 'live');
    await show(page, 'ended');
    await press(page, '.outlined');
    expect(await actions(page)).toEqual(['dismiss']);
    await show(page, 'none');
    expect(await page.evaluate(() => document.querySelectorAll('coview-widget').length)).toBe(0);
    expect(await page.evaluate('stageOf.faults')).toEqual([]);
    await page.close();
  });

  test('the last note waits for its reader: it leaves by itself only when somebody can have seen it', async () => {
    const page = await open('/plain', 'live');
    await page.evaluate(() => {
      const window = globalThis as unknown as { hidden: boolean; due: (() => void)[]; setTimeout: unknown };
      window.due = [];
      window.setTimeout = (act: () => void) => window.due.push(act);
      window.hidden = true;
      Object.defineProperty(document, 'hidden', { get: () => window.hidden });
    });
    const passTime = () =>
      page.evaluate(() => {
        for (const act of (globalThis as unknown as { due: (() => void)[] }).due.splice(0)) act();
      });
    await show(page, 'ended');
    await passTime();
    await passTime();
    expect(await actions(page)).toEqual([]);
    await page.evaluate('hidden = false');
    await passTime();
    expect(await actions(page)).toEqual(['dismiss']);
    await page.close();
  });

  test.runIf(name === 'chromium')('every screen passes axe', async () => {
    const page = await open('/plain', 'code');
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
    await page.evaluate(axe);
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    const names = (await page.evaluate('Object.keys(stageOf.screens)')) as string[];
    for (const scheme of ['light', 'dark']) {
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
      for (const screen of names) {
        await show(page, 'none');
        await show(page, screen);
        const found = await page.evaluate(
          "axe.run('coview-widget').then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html).join(' ')))",
        );
        expect({ screen, scheme, found }).toEqual({ screen, scheme, found: [] });
      }
    }
    await page.close();
  });
});
