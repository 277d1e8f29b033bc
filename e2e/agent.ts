import type { Page } from 'puppeteer-core';
import type { LaunchedBrowser, WindowBounds } from './browser.ts';
import { type WaitOptions, waitFor } from './wait-for.ts';

/** The full-tab view of the extension: the same view as the side panel. */
const PANEL = 'tabs/panel.html';
/** The mirror's frame in the panel. */
export const FRAME = 'iframe.stage-frame';

/** The person with the extension, working as a person does: by what is written on the screen. */
export interface Agent {
  page: Page;
  /** Name of the screen that is shown: `pass`, `home`, `waiting`, `asking`, `live`, `ended`. */
  screen(): Promise<string>;
  untilScreen(name: string, options?: WaitOptions): Promise<void>;
  /** All text on the screen, outside of the mirror. */
  text(): Promise<string>;
  enterPass(pass: string): Promise<void>;
  /** Presses "New session" and returns the code to read out. */
  newSession(): Promise<string>;
  press(name: string): Promise<void>;
  /** Text of the mirrored page. */
  mirrorText(): Promise<string>;
  untilMirrorShows(text: string): Promise<void>;
  /** What stands in the mirrored form fields. */
  mirrorValues(): Promise<string[]>;
  /** Moves the mouse over the mirror, to the element that this selector finds there. */
  pointAt(selector: string): Promise<void>;
  /** Presses "End" and confirms. */
  end(): Promise<void>;
}

/** Opens the agent's view in a window of its own. */
export async function openAgent(launched: LaunchedBrowser, bounds?: WindowBounds): Promise<Agent> {
  const page = await launched.openWindow(launched.extensionUrl(PANEL), bounds);
  await page.waitForSelector('main.screen');
  return agentOn(page);
}

/** The agent on a page of the extension that is open already: the side panel, a second tab. */
export function agentOn(page: Page): Agent {
  const screen = () =>
    page.evaluate(() => /screen-([a-z-]+)/.exec(document.querySelector('main.screen')?.className ?? '')?.[1] ?? '');
  const text = () => page.evaluate(() => document.body.innerText);
  const untilScreen = async (name: string, options?: WaitOptions) => {
    const reached = await waitFor(`the agent's screen "${name}"`, async () => (await screen()) === name, options).catch(
      () => false,
    );
    if (!reached) throw new Error(`the agent's screen is "${await screen()}", not "${name}": ${await text()}`);
  };
  const press = async (name: string) => {
    await page.bringToFront();
    await page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
  };
  const mirrorText = () =>
    page.evaluate(
      (frame) => document.querySelector<HTMLIFrameElement>(frame)?.contentDocument?.body?.innerText ?? '',
      FRAME,
    );

  return {
    page,
    screen,
    untilScreen,
    text,
    press,
    mirrorText,
    async enterPass(pass) {
      await page.bringToFront();
      await page.locator('textarea.pass-field').fill(pass);
      await press('Check and save');
      await untilScreen('home');
    },
    async newSession() {
      await press('New session');
      await untilScreen('waiting');
      return waitFor(
        'the join code',
        async () =>
          /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(
            await page.evaluate(() => document.querySelector('.join-code')?.textContent ?? ''),
          )?.[0],
      );
    },
    async untilMirrorShows(wanted) {
      await waitFor(`"${wanted}" in the mirror`, async () => (await mirrorText()).includes(wanted));
    },
    mirrorValues: () =>
      page.evaluate((frame) => {
        const fields = document
          .querySelector<HTMLIFrameElement>(frame)
          ?.contentDocument?.querySelectorAll('input, textarea');
        return [...(fields ?? [])].map((field) => ('value' in field ? String(field.value) : ''));
      }, FRAME),
    async pointAt(selector) {
      await page.bringToFront();
      const spot = await page.evaluate(
        (frameSelector, wanted) => {
          const frame = document.querySelector<HTMLIFrameElement>(frameSelector);
          const box = frame?.contentDocument?.querySelector(wanted)?.getBoundingClientRect();
          if (!frame || !box) return undefined;
          const outer = frame.getBoundingClientRect();
          const scale = outer.width / frame.offsetWidth;
          return { x: outer.x + (box.x + box.width / 2) * scale, y: outer.y + (box.y + box.height / 2) * scale };
        },
        FRAME,
        selector,
      );
      if (!spot) throw new Error(`the mirror has no ${selector}`);
      await page.mouse.move(spot.x - 3, spot.y - 3);
      await page.mouse.move(spot.x, spot.y);
    },
    async end() {
      await press('End');
      await press('End session');
      await untilScreen('ended');
    },
  };
}
