import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { readMarks } from '../extension/mirror-view/customer-marks.ts';
import { BROWSERS } from '../shared/mirror/testing/lab-page.ts';
import { TwoPages } from '../snippet/capture/testing/two-pages.ts';
import type { LaunchedBrowser } from './browser.ts';
import { bundleForPage } from './page-bundle.ts';
import { waitFor } from './wait-for.ts';

declare const drawn: { readMarks: typeof readMarks };

const PAGE = `<!doctype html><meta charset="utf-8"><style>input, select, button { display: block; margin: 6px }</style>
  <form id="form"><input id="name" required><input id="mail" type="email" value="ada"><button id="send">send</button></form>
  <form><input id="secret" type="password" required><button id="send-secret">send</button></form>
  <form><input id="masked" data-coview="mask" type="email" value="grace"><button id="send-masked">send</button></form>
  <form novalidate onsubmit="return false"><input id="free" required><button id="send-free">send</button></form>
  <input id="photo" type="file"><label id="label" for="photo">a photo</label>
  <input id="prevented" type="file" onclick="event.preventDefault()">
  <input id="ignored" type="file" data-coview="ignore"><button id="check">check</button>
  <select id="list"><option>one<option selected>two<option>three</select>
  <select id="masked-list" data-coview="mask"><option>four<option>five</select><input id="day" type="date">
  <div id="host"></div>`;

describe.each(BROWSERS)('what the customer’s browser asks for in %s', (name, launch) => {
  let launched: LaunchedBrowser;
  let pages: TwoPages;
  let script: string;

  beforeAll(async () => {
    script = await bundleForPage(
      fileURLToPath(new URL('../extension/mirror-view/customer-marks.ts', import.meta.url)),
      'drawn',
    );
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

  async function asks() {
    await pages.pump();
    return pages.agent.evaluate(() =>
      window.agent.mirror.asks().map(({ field, kind, text }) => ({ id: field.id, kind, text })),
    );
  }

  const marks = () => pages.agent.evaluate(() => drawn.readMarks(window.agent.mirror).asks);

  /** Clicks, and hears whether the customer's page has got the click before what it led to is looked at. */
  async function click(selector: string) {
    await pages.customer.click(selector);
    return asks();
  }

  const gone = () => waitFor('nothing asked for', async () => (await asks()).length === 0);

  test('S21: a form that the browser does not send: its bubble, in its words, until the customer types', async () => {
    const [ask, ...rest] = await click('#send');
    expect(rest).toEqual([]);
    const message = await pages.customer.$eval('#name', (field) => (field as HTMLInputElement).validationMessage);
    expect(message).not.toBe('');
    expect(ask).toEqual({ id: 'name', kind: 'invalid', text: message });
    const box = await pages.customer.$eval('#name', (field) => field.getBoundingClientRect().toJSON());
    expect(await marks()).toMatchObject([
      { title: 'The customer’s browser says:', text: message, box: { xCssPx: box.x, yCssPx: box.y } },
    ]);
    await pages.customer.keyboard.type('x');
    await gone();
    // The next field that is wrong, and a bubble that goes with the focus.
    expect(await click('#send')).toMatchObject([{ id: 'mail', kind: 'invalid' }]);
    await pages.customer.focus('#name');
    await gone();
  });

  test('S21: one who joins while the bubble is shown is told of it', async () => {
    await click('#send');
    await pages.customer.evaluate(() => window.customer.takeSnapshot());
    expect(await asks()).toMatchObject([{ id: 'name', kind: 'invalid' }]);
  });

  test('S21: a script that has the form reported, with its own words, also in a shadow root', async () => {
    await pages.customer.evaluate(() => {
      const root = (document.getElementById('host') as Element).attachShadow({ mode: 'open' });
      root.innerHTML = '<form><input id="inner"></form>';
      const inner = root.getElementById('inner') as HTMLInputElement;
      inner.setCustomValidity('Not on Sundays.');
      document.getElementById('check')?.addEventListener('click', () => inner.form?.reportValidity());
    });
    await pages.pump();
    await pages.agent.waitForFunction(
      () => document.querySelector('iframe')?.contentDocument?.querySelector('#host')?.shadowRoot,
    );
    expect(await click('#check')).toEqual([{ id: 'inner', kind: 'invalid', text: 'Not on Sundays.' }]);
  });

  test('S21: no bubble: a form that is only checked, one that is not to be, an event that was prevented', async () => {
    await pages.customer.evaluate(() => {
      document.getElementById('name')?.addEventListener('input', () => {
        (document.getElementById('form') as HTMLFormElement).checkValidity();
      });
    });
    await pages.customer.type('#mail', 'x');
    await pages.customer.type('#name', 'x');
    await pages.customer.keyboard.press('Backspace');
    expect(await asks()).toEqual([]);
    expect(await click('#send-free')).toEqual([]);
    await pages.customer.evaluate(() => {
      document.addEventListener('invalid', (event) => event.preventDefault(), true);
    });
    expect(await click('#send')).toEqual([]);
  });

  test('S21: of a secret and of what is masked nothing is told', async () => {
    expect(await click('#send-secret')).toEqual([]);
    expect(await click('#send-masked')).toEqual([]);
    // The control: the same bubble is told as soon as the field is in the open.
    await pages.customer.$eval('#masked', (field) => field.removeAttribute('data-coview'));
    await pages.pump();
    expect(await click('#send-masked')).toMatchObject([{ id: 'masked', kind: 'invalid' }]);
  });

  test('S21: a picker of files, until it is closed', async () => {
    // Firefox's driver closes a picker as soon as it opens: a customer who takes his time is one whose `cancel` comes later.
    await pages.customer.evaluate(() => {
      window.addEventListener('cancel', (event) => window.takesTime && event.stopPropagation(), true);
    });
    for (const opener of ['#photo', '#label']) {
      await pages.customer.evaluate(() => {
        window.takesTime = true;
      });
      const chooser = pages.customer.waitForFileChooser();
      await pages.customer.click(opener);
      const opened = await chooser;
      expect(await asks(), opener).toEqual([{ id: 'photo', kind: 'file', text: '' }]);
      expect(await marks()).toMatchObject([{ title: 'The customer’s browser asks for a file', text: '' }]);
      await pages.customer.evaluate(() => {
        window.takesTime = false;
      });
      await opened.accept([fileURLToPath(import.meta.url)]);
      await gone();
    }
    expect(await click('#prevented')).toEqual([]);
    const chooser = pages.customer.waitForFileChooser();
    await pages.customer.click('#ignored');
    await chooser;
    expect(await asks()).toEqual([]);
  });

  test('S15: a list that is open, with its choices, and nothing of one that is masked', async (context) => {
    await pages.customer.click('#list');
    const opens = await pages.customer
      .waitForFunction(() => CSS.supports('selector(:open)') && document.querySelector('#list:open') !== null, {
        timeout: 2000,
      })
      .catch(() => undefined);
    if (opens === undefined) context.skip(`${name} tells no page of an open list`);
    expect(await asks()).toEqual([{ id: 'list', kind: 'list', text: '' }]);
    expect(await marks()).toMatchObject([
      {
        title: 'The customer has this list open:',
        choices: [
          { label: 'one', isChosen: false },
          { label: 'two', isChosen: true },
          { label: 'three', isChosen: false },
        ],
      },
    ]);
    await pages.customer.keyboard.press('Escape');
    // Firefox takes no key from this driver there.
    await pages.customer.$eval('#list', (list) => list.remove());
    await gone();
    await pages.customer.click('#masked-list');
    expect(await asks()).toEqual([]);
  });
});

declare global {
  interface Window {
    takesTime?: boolean;
  }
}
