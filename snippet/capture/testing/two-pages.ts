import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import type { Page } from 'puppeteer-core';
import type { LaunchedBrowser } from '../../../e2e/browser.ts';
import { bundleForPage } from '../../../e2e/page-bundle.ts';
import { waitFor } from '../../../e2e/wait-for.ts';
import type { AgentEnd, CustomerEnd, customerEnd, startAgentEnd } from './page-ends.ts';

declare const ends: { customerEnd: typeof customerEnd; startAgentEnd: typeof startAgentEnd };
declare global {
  interface Window {
    customer: CustomerEnd;
    agent: AgentEnd;
  }
}

const SIZE = { width: 800, height: 600 };

/** A captured page and its mirror, each in a page of its own: so that both can be looked at. */
export class TwoPages {
  private constructor(
    readonly customer: Page,
    readonly agent: Page,
    private readonly script: string,
  ) {}

  static async open(launched: LaunchedBrowser, agentsBrowser = launched): Promise<TwoPages> {
    const script = await bundleForPage(fileURLToPath(new URL('./page-ends.ts', import.meta.url)), 'ends');
    const agent = await agentsBrowser.browser.newPage();
    const customer = await launched.browser.newPage();
    for (const page of [agent, customer]) await page.setViewport(SIZE);
    return new TwoPages(customer, agent, script);
  }

  /** Shows this document to the customer, and its mirror to the agent. */
  async start(html: string, options: Parameters<typeof customerEnd>[0] = {}): Promise<void> {
    await this.agent.setContent('<!doctype html><body style="margin:0;overflow:hidden"></body>');
    await this.agent.evaluate(this.script);
    await this.agent.evaluate(() => {
      window.agent = ends.startAgentEnd();
    });
    await this.customer.setContent(html);
    await this.customer.evaluate(this.script);
    await this.capture(options);
  }

  /** Begins to follow the customer's page as it is now. */
  async capture(options: Parameters<typeof customerEnd>[0] = {}): Promise<void> {
    await this.customer.evaluate((given) => {
      window.customer = ends.customerEnd(given);
    }, options);
    await this.pump();
  }

  /** Brings what was emitted to the agent. */
  async pump(): Promise<void> {
    const messages = await this.customer.evaluate(() => window.customer.take());
    await this.agent.evaluate((given) => window.agent.apply(given), messages);
  }

  /** Runs code in the customer's page, and waits until page and mirror are described alike; returns that. */
  async after(act: () => void): Promise<string> {
    await this.customer.evaluate(act);
    return this.equal();
  }

  async equal(): Promise<string> {
    let page = '';
    let mirror = '';
    await waitFor(
      'a mirror equal to the page',
      async () => {
        await this.pump();
        page = await this.customer.evaluate(() => window.customer.describe());
        mirror = await this.agent.evaluate(() => window.agent.describe());
        return page === mirror;
      },
      { timeoutMs: 5_000 },
    ).catch((cause: unknown) => {
      throw new Error(`page and mirror differ\n${difference(page, mirror)}`, { cause });
    });
    return mirror;
  }

  /** Pixels in which the two pictures differ. */
  async differingPixels(): Promise<number> {
    await this.agent.bringToFront();
    const mirror = PNG.sync.read(Buffer.from(await this.agent.screenshot()));
    await this.customer.bringToFront();
    const page = PNG.sync.read(Buffer.from(await this.customer.screenshot()));
    let differing = 0;
    for (let at = 0; at < page.data.length; at += 4) {
      const differs = [0, 1, 2].some(
        (channel) => Math.abs((page.data[at + channel] ?? 0) - (mirror.data[at + channel] ?? 0)) > 8,
      );
      if (differs) differing++;
    }
    return differing;
  }

  /** What the mirror computes for an element. */
  style(selector: string, property: string): Promise<string> {
    return this.agent.evaluate((one, name) => window.agent.style(one, name), selector, property);
  }

  /** Waits until the mirror computes this for an element. */
  async until(selector: string, property: string, value: string): Promise<void> {
    await waitFor(`${property} ${value} of ${selector}`, async () => {
      await this.pump();
      return (await this.style(selector, property)) === value;
    });
  }

  async close(): Promise<void> {
    await this.customer.close();
    await this.agent.close();
  }
}

/** Lines that only one of them has. */
function difference(page: string, mirror: string): string {
  const [expected, found] = [page.split('\n'), mirror.split('\n')];
  const only = (lines: string[], others: string[], sign: string) =>
    lines.filter((line) => !others.includes(line)).map((line) => `${sign} ${line.trim().slice(0, 300)}`);
  return [...only(expected, found, 'page  '), ...only(found, expected, 'mirror')].join('\n');
}
