import type { Page } from 'puppeteer-core';
import type { LaunchedBrowser } from '../../e2e/browser.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import type { CoviewState } from '../api/coview.ts';
import { type NodeAgent, startNodeAgent } from './node-agent.ts';
import { openWidgetRoot } from './open-widget-root.ts';
import type { SnippetSite } from './snippet-site.ts';

/** A person on a page with the snippet, whose widget a test can see into. */
export interface Visitor {
  page: Page;
  /** What the page itself has thrown. */
  faults: string[];
  /** What Coview has told the developer. */
  warnings: string[];
  state(): Promise<CoviewState>;
  untilState(type: CoviewState['type']): Promise<CoviewState>;
  join(code: string): Promise<void>;
  /** Waits until the code field says why it did not work, and returns that state. */
  untilRefused(): Promise<Extract<CoviewState, { type: 'entering-code' }>>;
  /** What the code field says below itself. */
  problem(): Promise<string>;
  press(selector: string): Promise<void>;
}

export interface VisitOptions {
  /** Run in the page before its own scripts. */
  before?: string;
}

export async function visit(launched: LaunchedBrowser, url: string, { before }: VisitOptions = {}): Promise<Visitor> {
  const page = await launched.browser.newPage();
  const faults: string[] = [];
  const warnings: string[] = [];
  page.on('pageerror', (fault) => {
    // Firefox reports what the network or a policy refused as well: no script has thrown.
    if (!/Cross-Origin Request Blocked|Content-Security-Policy/.test(String(fault))) faults.push(String(fault));
  });
  page.on('console', (message) => {
    if (message.text().includes('[coview]')) warnings.push(message.text());
  });
  await page.evaluateOnNewDocument(openWidgetRoot);
  if (before) await page.evaluateOnNewDocument(before);
  await page.goto(url);

  const state = () => page.evaluate('coview.state') as Promise<CoviewState>;
  return {
    page,
    faults,
    warnings,
    state,
    untilState: (type) =>
      waitFor(`the state ${type}`, async () => {
        const now = await state();
        return now.type === type ? now : undefined;
      }),
    join: async (code) => void (await page.evaluate(`coview.join(${JSON.stringify(code)})`)),
    untilRefused: () =>
      waitFor('the answer', async () => {
        const now = await state();
        return now.type === 'entering-code' && now.error !== null ? now : undefined;
      }),
    async problem() {
      const sentence = await waitFor('the sentence', () => page.$('coview-widget >>> .problem span'));
      return (await sentence.evaluate((node) => node.textContent)) ?? '';
    },
    async press(selector) {
      await page.bringToFront();
      await page.locator(`coview-widget >>> ${selector}`).click();
    },
  };
}

/** A session on a new page, agreed to. */
export async function visitLive(
  launched: LaunchedBrowser,
  site: SnippetSite,
  path: string,
  options?: VisitOptions,
): Promise<Visitor & { agent: NodeAgent }> {
  const agent = await startNodeAgent(site.pass);
  const visitor = await visit(launched, site.origin + path, options);
  await visitor.join(agent.code);
  await visitor.untilState('asking-consent');
  await visitor.press('.primary');
  await visitor.untilState('live');
  return { ...visitor, agent };
}
