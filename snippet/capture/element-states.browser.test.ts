import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LaunchedBrowser } from '../../e2e/browser.ts';
import { BROWSERS } from '../../shared/mirror/testing/lab-page.ts';
import { TwoPages } from './testing/two-pages.ts';

const PAGE = `<!doctype html><style>
  :target { color: rgb(1, 2, 3) } :user-invalid { color: rgb(4, 5, 6) } :user-valid { color: rgb(7, 8, 9) }
  :open { color: rgb(10, 11, 12) }
  </style><h2 id="one">one</h2><h2 id="zw&ouml;lf">12</h2><a name="old" id="anchor">old</a>
  <form id="form"><input id="mail" type="email"><input id="needed" required>
  <input type="password" required><button id="send">send</button></form>
  <select id="list"><option>1<option>2</select><details id="more"><summary>more</summary>text</details><div id="host"></div>`;

describe.each(BROWSERS)('states of single elements in %s', (_name, launch) => {
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

  /** The colour of an element, which is to be the same in page and mirror. */
  async function colour(selector: string): Promise<string> {
    await pages.equal();
    const mirrored = await pages.style(selector, 'color');
    expect(mirrored, selector).toBe(await pages.customer.$eval(selector, (one) => getComputedStyle(one).color));
    return mirrored;
  }

  test('S15: the target of the address looks so, whatever its name, and until it is another', async () => {
    await pages.start(PAGE);
    for (const [hash, selector] of [
      ['one', '#one'],
      ['zw%C3%B6lf', '#zw\\f6 lf'],
      ['old', '#anchor'],
    ] as const) {
      await pages.customer.evaluate((name) => {
        location.hash = name;
      }, hash);
      expect(await colour(selector)).toBe('rgb(1, 2, 3)');
    }
    expect(await colour('#one')).toBe('rgb(0, 0, 0)');
    await pages.customer.evaluate(() => window.customer.takeSnapshot());
    expect(await colour('#anchor')).toBe('rgb(1, 2, 3)');
  });

  test('S15: a field is right or wrong only once the customer has been there', async () => {
    await pages.start(PAGE);
    expect(await colour('#needed')).not.toBe('rgb(4, 5, 6)');
    await pages.customer.type('#mail', 'x');
    await pages.customer.focus('#send');
    expect(await colour('#mail')).toBe('rgb(4, 5, 6)');
    await pages.customer.type('#mail', '@y.example');
    await pages.customer.focus('#send');
    expect(await colour('#mail')).toBe('rgb(7, 8, 9)');
    await pages.customer.evaluate(() => (document.getElementById('form') as HTMLFormElement).reset());
    expect(await colour('#mail')).not.toBe('rgb(7, 8, 9)');
  });

  test('S16: a form that is sent shows all its faults, but of a secret nothing is told', async () => {
    await pages.start(PAGE);
    await pages.customer.click('#send');
    await pages.customer.waitForSelector('[type=password]:user-invalid');
    // The page alone knows more, so the two are not described alike.
    await pages.until('#needed', 'color', 'rgb(4, 5, 6)');
    expect(await pages.style('[type=password]', 'color')).not.toBe('rgb(4, 5, 6)');
  });

  test('S15: in a shadow root, and when a field goes and comes back', async () => {
    await pages.start(PAGE);
    await pages.after(() => {
      const root = (document.getElementById('host') as Element).attachShadow({ mode: 'open' });
      root.innerHTML = '<style>:user-invalid { outline: 3px solid red }</style><input id="inner" type="email">';
    });
    await pages.customer.evaluate(() => document.getElementById('host')?.shadowRoot?.getElementById('inner')?.focus());
    await pages.customer.keyboard.type('x');
    await pages.customer.focus('#send');
    expect(await pages.equal()).toContain(':user-invalid');
    await pages.customer.type('#mail', 'x');
    await pages.customer.focus('#send');
    expect(await colour('#mail')).toBe('rgb(4, 5, 6)');
    await pages.after(() => {
      window.kept = document.getElementById('mail') as Element;
      window.kept.remove();
    });
    await pages.after(() => document.body.append(window.kept as Element));
    expect(await colour('#mail')).toBe('rgb(4, 5, 6)');
  });

  test('S15: what is open matches, by its attribute or by its list', async () => {
    await pages.start(PAGE);
    await pages.after(() => document.getElementById('more')?.toggleAttribute('open'));
    expect(await colour('#more')).toBe(
      (await pages.customer.evaluate(() => CSS.supports('selector(:open)'))) ? 'rgb(10, 11, 12)' : 'rgb(0, 0, 0)',
    );
    await pages.customer.click('#list');
    await colour('#list');
  });
});

declare global {
  interface Window {
    kept?: Element;
  }
}
