import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Shop, startShop } from '../demo/server.ts';
import { extensionPath } from '../scripts/build-extension.ts';
import { formatPass, type Pass, parsePass } from '../shared/protocol/pass.ts';
import { type Agent, openAgent } from './agent.ts';
import { type LaunchedBrowser, launchChromium } from './browser.ts';
import { type Customer, customerOn } from './customer.ts';
import { type Middle, startMiddle } from './middle.ts';
import { openStage, type Stage } from './stage.ts';

export interface MeddledOptions {
  /** Origins of the room; left out: the shop's. */
  origins?(shop: Shop): string[];
  /** Of the browser. */
  args?: string[];
}

/** A real party with somebody in front of it who sees all and can change all, a shop, and an agent who has a pass. */
export interface MeddledStage extends Pick<Stage, 'admin' | 'party'> {
  middle: Middle;
  shop: Shop;
  launched: LaunchedBrowser;
  agent: Agent;
  roomId: string;
  pass: Pass;
  /** What the party stores. */
  partyFolder: string;
  /** A pass whose address is that of the middle. */
  createPass(agentName: string): Promise<Pass>;
  /** A customer of their own, who has the shop open. */
  openCustomer(url?: string): Promise<Customer>;
  /** One who shares the page with the agent. */
  goLive(): Promise<Customer>;
  /** The session that somebody connected to last. */
  newestSession(): string;
  close(): Promise<void>;
}

export async function openMeddledStage({ origins, args = [] }: MeddledOptions = {}): Promise<MeddledStage> {
  const folder = await mkdtemp(join(tmpdir(), 'coview-meddled-'));
  const stage = await openStage({ folder });
  const middle = await startMiddle(() => stage.party.url);
  const ids = { room: '' };
  const shop = await startShop({ port: 0, coview: () => ({ partyUrl: middle.url, room: ids.room }) });
  const roomId = await stage.createRoom('Halden', origins?.(shop) ?? [shop.url]);
  ids.room = roomId;
  const launched = await launchChromium({ extension: extensionPath('chrome-mv3'), args });
  const agent = await openAgent(launched);
  const createPass = async (agentName: string): Promise<Pass> => {
    const parsed = parsePass(await stage.createPass(roomId, agentName));
    if (!parsed.ok) throw new Error('no pass');
    return { ...parsed.pass, partyUrl: middle.url };
  };
  const pass = await createPass('Ana');
  await agent.enterPass(formatPass(pass));

  const openCustomer = async (url = shop.url): Promise<Customer> => {
    const context = await launched.browser.createBrowserContext();
    const page = await context.newPage();
    await page.goto(url);
    return customerOn(page);
  };
  return {
    ...stage,
    get party() {
      return stage.party;
    },
    middle,
    shop,
    launched,
    agent,
    roomId,
    pass,
    partyFolder: join(folder, 'party'),
    createPass,
    openCustomer,
    async goLive() {
      const customer = await openCustomer();
      await customer.join(await agent.newSession());
      await agent.untilScreen('live');
      await agent.untilMirrorShows('Halden');
      return customer;
    },
    newestSession: () =>
      [
        ...middle
          .seen()
          .toString('latin1')
          .matchAll(/parties\/session\/([\w-]{22})/g),
      ].at(-1)?.[1] ?? '',
    async close() {
      await launched.close();
      await shop.close();
      await middle.close();
      await stage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
