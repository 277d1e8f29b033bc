import { type Shop, startShop, tagOf } from '../demo/server.ts';
import { extensionPath } from '../scripts/build-extension.ts';
import { type Agent, openAgent } from './agent.ts';
import { type LaunchedBrowser, launchChromium } from './browser.ts';
import { type Customer, customerOn } from './customer.ts';
import { openStage, type Stage } from './stage.ts';

/** Everything a session needs: a party, the shop in a room of its own, and Chromium with the built extension. */
export interface World {
  stage: Stage;
  shop: Shop;
  roomId: string;
  launched: LaunchedBrowser;
  /** An agent with a pass of this room, at the start screen. */
  openAgent(name: string): Promise<Agent>;
  /** Adds an origin to those of the room, and returns the tag for its pages. */
  allow(origin: string): Promise<string>;
  /** A customer in a browser context of their own: other tabs share neither storage nor session with it. */
  openCustomer(url: string): Promise<Customer>;
  close(): Promise<void>;
}

/** Names are resolved to nothing outside of this machine: what a page asks of the internet fails the same way everywhere. */
const NO_INTERNET = '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1';

export async function openWorld(): Promise<World> {
  const stage = await openStage();
  let roomId = '';
  const shop = await startShop({ port: 0, coview: () => ({ partyUrl: stage.party.url, room: roomId }) });
  roomId = await stage.createRoom('Halden', [shop.url]);
  const origins = [shop.url];
  const launched = await launchChromium({ extension: extensionPath('chrome-mv3'), args: [NO_INTERNET] });
  return {
    stage,
    shop,
    roomId,
    launched,
    async openAgent(name) {
      const agent = await openAgent(launched);
      await agent.enterPass(await stage.createPass(roomId, name));
      return agent;
    },
    async allow(origin) {
      origins.push(origin);
      await stage.admin.call('changeRoom', { params: { room: roomId }, body: { origins } });
      return tagOf(stage.party.url, roomId);
    },
    async openCustomer(url) {
      const context = await launched.browser.createBrowserContext();
      const page = await context.newPage();
      await page.goto(url);
      return customerOn(page);
    },
    async close() {
      await launched.close();
      await shop.close();
      await stage.close();
    },
  };
}
