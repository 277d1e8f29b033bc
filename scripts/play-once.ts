import { startShop } from '../demo/server.ts';
import { type Agent, openAgent } from '../e2e/agent.ts';
import { launchChromium } from '../e2e/browser.ts';
import { type Customer, customerOn } from '../e2e/customer.ts';
import { untilMirrorEquals } from '../e2e/mirror-equals.ts';
import { openStage } from '../e2e/stage.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { extensionPath } from './build-extension.ts';

const say = (line: string) => console.log(`- ${line}`);

/** `npm start -- --once`: a whole session, played by a machine on ports and in folders of its own. Throws if it went wrong. */
export async function playOnce(): Promise<void> {
  const startedAt = performance.now();
  const stage = await openStage();
  let room: string | undefined;
  const shop = await startShop({ port: 0, coview: () => (room ? { partyUrl: stage.party.url, room } : undefined) });
  const launched = await launchChromium({ extension: extensionPath('chrome-mv3') });
  try {
    room = await stage.createRoom('Halden', [shop.url]);
    say(`The party runs at ${stage.party.url}, the shop at ${shop.url}.`);
    const agent = await openAgent(launched);
    await agent.enterPass(await stage.createPass(room, 'Ana'));
    const page = await launched.openWindow(shop.url);
    await page.waitForSelector('[data-help]');
    await meet(agent, customerOn(page));
    await shopTogether(agent, customerOn(page), shop.url);
    await finish(agent, customerOn(page));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`The session went as it should, in ${seconds} s.`);
  } finally {
    await launched.close();
    await shop.close();
    await stage.close();
  }
}

async function meet(agent: Agent, customer: Customer): Promise<void> {
  const code = await agent.newSession();
  say(`The agent, Ana, has a new session and reads out ${code}.`);
  await customer.askForHelp();
  await customer.enterCode(code);
  await customer.untilSees('Let Ana see this page?');
  say('The customer typed the code and is asked whether Ana may see the page.');
  await agent.untilScreen('asking');
  await customer.press('Allow');
  await agent.untilScreen('live');
  await untilMirrorEquals(agent.page, customer.page);
  say("The customer allowed it. The agent's mirror equals the page, node by node.");
}

async function shopTogether(agent: Agent, { page, ...customer }: Customer, shopUrl: string): Promise<void> {
  await page.bringToFront();
  await page.goto(`${shopUrl}/product/mugs`);
  await agent.untilMirrorShows('Morning mugs');
  await untilMirrorEquals(agent.page, page);
  say('The customer went to another page; the session went with them.');
  await page.bringToFront();
  await customer.click('[data-add-to-cart]');
  await agent.untilMirrorShows('In your cart');
  await untilMirrorEquals(agent.page, page);
  say('The customer put mugs into the cart; the agent sees the dialog.');
  await page.goto(`${shopUrl}/checkout`);
  await page.locator('input[name="name"]').fill('Robin Vale');
  await page.locator('input[name="password"]').fill('correct horse battery');
  await page.locator('input[name="card-number"]').fill('4242424242424242');
  await untilMirrorEquals(agent.page, page);
  const seen = await agent.mirrorValues();
  if (!seen.includes('Robin Vale')) throw new Error('the agent does not see the typed name');
  const leaked = ['correct horse battery', '4242'].find((secret) => seen.some((value) => value.includes(secret)));
  if (leaked) throw new Error(`"${leaked}" reached the agent`);
  say('The customer typed a name, a password and a card number; the agent sees the name and nothing of the other two.');
  await agent.pointAt('button[type="submit"]');
  await waitFor("Ana's pointer on the customer's page", () => customer.agentPointer('Ana'));
  say('The agent pointed at the pay button; the customer sees the pointer with the name Ana.');
}

async function finish(agent: Agent, customer: Customer): Promise<void> {
  await customer.press('Stop');
  await agent.untilScreen('ended');
  say('The customer pressed Stop; the agent sees that the session is over.');
}
