import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium } from '../../e2e/browser.ts';
import { bundleForPage } from '../../e2e/page-bundle.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import type { CapturedPage, capture } from '../capture/testing/capture-page.ts';
import type { PrivacyFloor, PrivacyOptions } from './privacy-options.ts';

declare const lab: { capture: typeof capture };
declare global {
  interface Window {
    captured: CapturedPage;
  }
}

const CANARY = 'canary-1';
const NO_FLOOR: PrivacyFloor = { mask: [], block: [], ignore: [], private: false };

let launched: LaunchedBrowser;
let script: string;
let page: Page;

beforeAll(async () => {
  launched = await launchChromium();
  script = await bundleForPage(fileURLToPath(new URL('../capture/testing/capture-page.ts', import.meta.url)), 'lab');
});
afterAll(() => launched.close());
beforeEach(async () => {
  page = await launched.browser.newPage();
});
afterEach(() => page.close());

/** Captures a page and gives all that was emitted as text. */
async function sentOf(html: string, privacy: PrivacyOptions = {}, floor: PrivacyFloor = NO_FLOOR): Promise<string> {
  await page.setContent(`<!doctype html>${html}`);
  await page.evaluate(script);
  return page.evaluate(
    (given, least) => {
      window.captured = lab.capture({ privacy: given, floor: least });
      return window.captured.takeText();
    },
    privacy,
    floor,
  );
}

async function sentAfter(act: () => void): Promise<string> {
  await page.evaluate(act);
  return page.evaluate(() => {
    window.captured.flush();
    return window.captured.takeText();
  });
}

describe('nothing private leaves', () => {
  test.each([
    ['the title, by a list', `<title>${CANARY}</title>`, { block: ['title'] }],
    ['the title, by a mark', `<title data-coview="block">${CANARY}</title>`, {}],
    ['the title of a blocked head', `<head data-coview="block"><title>${CANARY}</title></head>`, {}],
    ['the title of a picture', `<div data-coview="block"><svg><title>${CANARY}</title></svg></div>`, {}],
    ['a secret custom field', `<x-input type="password" value="${CANARY}"></x-input>`, {}],
    ['card_cvc', `<input name="card_cvc" value="${CANARY}">`, {}],
    ['cardCvc', `<input name="cardCvc" value="${CANARY}">`, {}],
    ['otp_code', `<input name="otp_code" value="${CANARY}">`, {}],
    ['user_pin', `<input id="user_pin" value="${CANARY}">`, {}],
    ['securityCode', `<input name="securityCode" value="${CANARY}">`, {}],
    ['pwd', `<input name="pwd" value="${CANARY}">`, {}],
    ['generated content', `<div data-coview="mask"><style>p::after { content: "${CANARY}" }</style><p></div>`, {}],
    ['a custom property', `<div data-coview="mask"><p style="--name: '${CANARY}'"></p></div>`, {}],
    ['glyphs drawn as paths', `<div data-coview="mask"><svg><path d="M1 2 ${CANARY}"/></svg></div>`, {}],
    ['a query in a style', `<p style="background: url('/a.png?token=${CANARY}')"></p>`, {}],
    ['a query in a style sheet', `<style>p { background: url(/a.png?token=${CANARY}) }</style>`, {}],
    ['editable text that is ignored', `<div contenteditable data-coview="ignore">${CANARY}</div>`, {}],
    ['what has two marks', `<div data-coview="mask ignore">${CANARY}</div>`, {}],
    ['what has a mark in capitals', `<div data-coview="MASK">${CANARY}</div>`, {}],
    ['what has a mark that does not exist', `<div data-coview="hide">${CANARY}</div>`, {}],
  ] satisfies [string, string, PrivacyOptions][])('%s', async (_what, html, privacy) => {
    expect(await sentOf(html, privacy)).not.toContain(CANARY);
  });

  test.each([
    ['a masked text', `<p class="f">${CANARY}</p>`, { mask: ['.f'] }],
    ['a text with the mark that unmasks', `<p data-coview="unmask" class="f">${CANARY}</p>`, { mask: ['.f'] }],
    [
      'a text that the site unmasks within it',
      `<p class="f"><b data-coview="unmask">${CANARY}</b></p>`,
      { mask: ['.f'] },
    ],
    ['a blocked text that the site unblocks', `<p class="f open">${CANARY}</p>`, { block: ['.f'] }],
    ['what is typed where it is ignored', `<input class="f" value="${CANARY}">`, { ignore: ['.f'] }],
    ['a whole page that the site unmasks', `<p data-coview="unmask">${CANARY}</p>`, { private: true }],
  ] satisfies [string, string, Partial<PrivacyFloor>][])(
    'A11: %s, by the room and whatever the site says',
    async (_what, html, floor) => {
      const site = { unmask: ['.f', 'p', 'b'], unblock: ['.open'] };
      // Control: the site alone lets it out.
      expect(await sentOf(html, site)).toContain(CANARY);
      expect(await sentOf(html, site, { ...NO_FLOOR, ...floor })).not.toContain(CANARY);
    },
  );

  test('A11: a frame in a page that the room hides, whatever the site says', async () => {
    const html = `<iframe srcdoc="<x-arrived></x-arrived><p data-coview=unmask>${CANARY}</p>"></iframe>`;
    for (const [floor, leaves] of [
      [NO_FLOOR, true],
      [{ ...NO_FLOOR, private: true }, false],
    ] as const) {
      let sent = await sentOf(html, {}, floor);
      await waitFor('the frame', async () => {
        sent += await sentAfter(() => undefined);
        return sent.includes('x-arrived');
      });
      expect(sent.includes(CANARY)).toBe(leaves);
    }
  });

  test('control: the same without a reason to hide it', async () => {
    expect(await sentOf(`<title>${CANARY}</title>`)).toContain(CANARY);
    expect(await sentOf(`<input name="spinner" value="${CANARY}">`)).toContain(CANARY);
    expect(await sentOf(`<style>p::after { content: "${CANARY}" }</style>`)).toContain(CANARY);
  });

  test('the choice of a secret list', async () => {
    const list = (autocomplete: string) =>
      `<select autocomplete="${autocomplete}"><option>1<option selected>2</select>`;
    expect(await sentOf(list('cc-exp-month'))).not.toContain('selected');
    expect(await sentOf(list('country'))).toContain('selected');
  });

  test('a field that takes the place of a password', async () => {
    await sentOf('<input id="f" name="x" type="password">');
    const sent = await sentAfter(() => {
      const field = document.querySelector('#f') as HTMLInputElement;
      const shown = field.cloneNode() as HTMLInputElement;
      shown.type = 'text';
      shown.value = 'canary-1';
      field.replaceWith(shown);
    });
    expect(sent).not.toContain(CANARY);
  });

  test('a password that was shown before the capture started again', async () => {
    await sentOf('<input id="f" type="password">');
    await sentAfter(() => {
      const field = document.querySelector('#f') as HTMLInputElement;
      field.type = 'text';
      field.value = 'canary-1';
    });
    const again = (keeps: boolean) =>
      page.evaluate((kept) => {
        const before = window.captured;
        before.stop();
        window.captured = lab.capture(kept ? { credentials: before.credentials } : {});
        return window.captured.takeText();
      }, keeps);
    expect(await again(true)).not.toContain(CANARY);
    expect(await again(false), 'control: without what was known').toContain(CANARY);
  });

  test.each([
    ['place', 'li:nth-child(2)', () => document.querySelector('ul')?.prepend(document.createElement('li'))],
    ['a neighbour', 'b + li', () => document.querySelector('ul')?.prepend(document.createElement('b'))],
    ['a state', 'ul:has(:checked) li', () => document.querySelector('input')?.click()],
    ['an attribute in capitals', 'ul:not([OPEN]) li', () => document.querySelector('ul')?.removeAttribute('open')],
  ])('text that a rule about %s has come to hide', async (_what, mask, act) => {
    const html = '<ul open><li id="it">first</li><input type="checkbox"></ul>';
    const change = () => {
      (document.querySelector('#it')?.firstChild as Text).data = 'canary-1';
    };
    await sentOf(html, { mask: [mask] });
    await sentAfter(act);
    expect(await sentAfter(change)).not.toContain(CANARY);
    await sentOf(html, { mask: [mask] });
    expect(await sentAfter(change), 'control: as long as it does not').toContain(CANARY);
  });
});

describe('a page that hides the platform behind names of its own', () => {
  test.each(
    'querySelector getSelection activeElement documentElement adoptedStyleSheets title hidden defaultView addEventListener URL scrollingElement compatMode'
      .split(' ')
      .map((name) => [name]),
  )('is captured: %s', async (name) => {
    await sentOf('<body>');
    await page.evaluate((given) => {
      window.captured.stop();
      document.body.innerHTML = `<form name="${given}"></form><img name="${given}">after`;
      window.captured = lab.capture();
    }, name);
    expect(await sentAfter(() => document.body.append('canary-1'))).toContain(CANARY);
  });

  test.each(['matches', 'getAttribute', 'hasAttribute', 'getBoundingClientRect', 'parentNode', 'attributes'])(
    'is captured: a form with a field called %s',
    async (name) => {
      const html = `<form data-coview="block"><input name="${name}"></form><form><input name="${name}"></form>${CANARY}`;
      expect(await sentOf(html, { mask: ['.x'] })).toContain(CANARY);
    },
  );

  test('a capture that cannot start leaves nothing of it behind', async () => {
    await sentOf('<body>');
    const isNative = await page.evaluate(() => {
      window.captured.stop();
      try {
        lab.capture({ failing: true });
        return 'it started';
      } catch {
        return [Element.prototype.attachShadow, CSSStyleSheet.prototype.insertRule].every((each) =>
          String(each).includes('[native code]'),
        );
      }
    });
    expect(isNative).toBe(true);
  });
});
