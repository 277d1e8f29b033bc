import type { Page } from 'puppeteer-core';
import { clickOn } from './click-on.ts';
import { waitFor } from './wait-for.ts';

/** The person on the site. The widget is in a closed shadow root: it is found as assistive technology finds it. */
export interface Customer {
  page: Page;
  /** Presses the site's own help button. */
  askForHelp(): Promise<void>;
  enterCode(code: string): Promise<void>;
  press(name: string): Promise<void>;
  /** Clicks what the selector finds on the page, once it stands still. */
  click(selector: string): Promise<void>;
  /** Waits until something with this accessible name is on the page. */
  untilSees(name: string): Promise<void>;
  /** Everything the widget says at the moment, as assistive technology hears it. */
  widgetText(): Promise<string>;
  /** Where on the page the named pointer of an agent stands; undefined while it is not shown. */
  agentPointer(name: string): Promise<{ xCssPx: number; yCssPx: number } | undefined>;
  /** From the code to the live session. */
  join(code: string): Promise<void>;
}

export function customerOn(page: Page): Customer {
  const press = async (name: string) => {
    await page.bringToFront();
    await page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
  };
  const widgetText = async () => {
    const tree = await page.accessibility.snapshot({ interestingOnly: false });
    const said: string[] = [];
    const pending = tree ? [tree] : [];
    for (let node = pending.pop(); node; node = pending.pop()) {
      if (node.name) said.push(node.name);
      pending.push(...(node.children ?? []).toReversed());
    }
    return said.join('\n');
  };
  const enterCode = async (code: string) => {
    await page.bringToFront();
    await page.locator('::-p-aria([name="Code"][role="textbox"])').fill(code);
    await press('Continue');
  };
  const askForHelp = async () => {
    await clickOn(page, '[data-help]');
  };
  return {
    page,
    askForHelp,
    enterCode,
    press,
    click: (selector) => clickOn(page, selector),
    widgetText,
    async untilSees(name) {
      const seen = await waitFor(`"${name}" on the customer's page`, async () =>
        (await widgetText()).includes(name),
      ).catch(() => false);
      if (!seen) throw new Error(`the customer does not see "${name}" but: ${await widgetText()}`);
    },
    agentPointer: (name) => findPointer(page, name),
    async join(code) {
      await askForHelp();
      await enterCode(code);
      await press('Allow');
    },
  };
}

/** The pointer is drawn for the eye only and in a closed shadow root: the debugger sees it. */
async function findPointer(page: Page, name: string): Promise<{ xCssPx: number; yCssPx: number } | undefined> {
  const debug = await page.createCDPSession();
  try {
    await debug.send('DOM.enable');
    const { nodes } = await debug.send('DOM.getFlattenedDocument', { depth: -1, pierce: true });
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const classesOf = (node: (typeof nodes)[number] | undefined) => {
      const at = node?.attributes?.indexOf('class') ?? -1;
      return at < 0 ? [] : (node?.attributes?.[at + 1] ?? '').split(' ');
    };
    const pointers = nodes
      .filter(({ nodeValue }) => nodeValue === name)
      .map((text) => byId.get(byId.get(text.parentId ?? 0)?.parentId ?? 0));
    const pointer = pointers.find((node) => classesOf(node).includes('pointer'));
    if (!pointer || classesOf(pointer).includes('hidden')) return undefined;
    const { model } = await debug.send('DOM.getBoxModel', { nodeId: pointer.nodeId });
    const [xCssPx = 0, yCssPx = 0] = model.border;
    return { xCssPx, yCssPx };
  } finally {
    await debug.detach();
  }
}
