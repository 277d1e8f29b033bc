import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Agent } from './agent.ts';
import type { Customer } from './customer.ts';
import { untilMirrorEquals } from './mirror-equals.ts';
import { waitFor } from './wait-for.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let agent: Agent;
let customer: Customer;

beforeAll(async () => {
  world = await openWorld();
  agent = await world.openAgent('Ana');
});

afterAll(() => world?.close());

afterEach(async () => {
  if ((await agent.screen()) === 'live') await agent.end();
  await customer.page.browserContext().close();
});

/** A customer on a page of the shop, in a live session with the agent. */
async function goLive(path = '/'): Promise<void> {
  customer = await world.openCustomer(world.shop.url + path);
  await customer.join(await agent.newSession());
  await agent.untilScreen('live');
  await equal();
}

const equal = () => untilMirrorEquals(agent.page, customer.page);
const go = (path: string) => customer.page.goto(world.shop.url + path);

describe('a session in the shop', () => {
  test('follows a customer from the first page to the paid order', async () => {
    await goLive();
    const { page } = customer;
    await go('/products');
    await page.select('[data-product-sort]', 'price-up');
    await page.type('[data-product-search]', 'lamp');
    await agent.untilMirrorShows('Boletus');
    await equal();

    await go('/product/lounge-chair');
    await customer.click('input[value="forest"]');
    await customer.click('quantity-stepper >>> button[aria-label="One more"]');
    await page.$eval('.review-list', (list) => list.scrollTo({ top: 300, behavior: 'instant' }));
    await customer.click('[data-add-to-cart]');
    await agent.untilMirrorShows('In your cart');
    await equal();

    await customer.click('#added-dialog a[href="/cart"]');
    await agent.untilMirrorShows('Summary');
    await equal();

    await go('/checkout');
    for (const [name, value] of Object.entries(ORDER)) await page.type(`[name="${name}"]`, value);
    await page.select('select[name="country"]', 'Denmark');
    await customer.click('input[value="evening"]');
    await customer.click('input[name="terms"]');
    await equal();
    const seen = await agent.mirrorValues();
    expect(seen).toContain('Robin Vale');
    for (const secret of [ORDER.password, '4242', '123']) {
      expect(seen.filter((value) => value.includes(secret))).toEqual([]);
    }

    await customer.click('.checkout button[type="submit"]');
    await page.waitForSelector('#code-dialog[open]');
    await page.type('[name="one-time-code"]', '481516');
    await equal();
    expect(await agent.mirrorValues()).not.toContain('481516');
    await customer.click('[data-code-form] .button:not([type])');
    await agent.untilMirrorShows('Thank you');
    await equal();
  });

  test('follows a client-side route, a chart and a form of a framework', async () => {
    await goLive('/account/orders');
    const { page } = customer;
    await customer.click('a[href="/account/orders/10482"]');
    await agent.untilMirrorShows('At your door');
    await equal();
    await customer.click('a[href="/account/spending"]');
    await customer.click('.segments button:first-child');
    await agent.untilMirrorShows('in the last 6 months');
    await equal();
    await customer.click('a[href="/account/profile"]');
    await page.locator('.field input').fill('Kim Vale');
    await agent.untilMirrorShows('Kim Vale, gets the letter');
    await equal();
    expect((await agent.mirrorValues()).join()).not.toContain('5550');
    await page.goBack();
    await agent.untilMirrorShows('in the last 12 months');
    await equal();
  });

  test('goes on after a reload, without asking again', async () => {
    await goLive('/product/mugs');
    await customer.page.reload();
    await customer.untilSees('Ana can see this page');
    await equal();
    expect(await agent.screen()).toBe('live');
  });

  test('never mirrors the widget', async () => {
    await goLive();
    const inMirror = await agent.page.evaluate(
      () => document.querySelector('iframe')?.contentDocument?.querySelectorAll('coview-widget').length,
    );
    expect(await customer.page.$('coview-widget')).not.toBeNull();
    expect(inMirror).toBe(0);
  });

  test("shows the agent's pointer at the same place of the customer's page", async () => {
    await goLive('/product/vase');
    await agent.pointAt('[data-add-to-cart]');
    const button = await customer.page.$eval('[data-add-to-cart]', (node) => node.getBoundingClientRect().toJSON());
    // The pointer glides there.
    await waitFor("the agent's pointer on the button", async () => {
      const { xCssPx = 0, yCssPx = 0 } = (await customer.agentPointer('Ana')) ?? {};
      return xCssPx > button.left && xCssPx < button.right && yCssPx > button.top && yCssPx < button.bottom;
    });
  });

  test('shares nothing while paused, and all of it after', async () => {
    await goLive('/product/bowl');
    await customer.press('Pause');
    await waitFor('the agent to be told', async () => (await agent.text()).includes('Paused'));
    await go('/product/clock');
    await customer.untilSees('Sharing is paused');
    expect(await agent.mirrorText()).not.toContain('Quarter clock');
    await customer.press('Resume');
    await agent.untilMirrorShows('Quarter clock');
    await equal();
  });

  test('survives a power cut of the party', async () => {
    await goLive('/products');
    await world.stage.restartParty();
    await customer.page.type('[data-product-search]', 'stool');
    await waitFor('the changed page at the agent', async () => !(await agent.mirrorText()).includes('Lune vase'), {
      timeoutMs: 30_000,
    });
    await equal();
  });

  test('ends for both when the customer stops it', async () => {
    await goLive();
    await customer.press('Stop');
    await agent.untilScreen('ended');
    expect(await agent.text()).toContain('The customer ended the session.');
  });

  test('ends for both when the agent ends it, and leaves nothing on the page', async () => {
    await goLive();
    // The note leaves by itself.
    await Promise.all([agent.end(), customer.untilSees('The agent ended the session.')]);
    await customer.press('Close');
    await waitFor('a page without the widget', async () => (await customer.page.$('coview-widget')) === null);
    expect(await customer.page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test('sends nothing when the customer says no', async () => {
    customer = await world.openCustomer(world.shop.url);
    await customer.askForHelp();
    await customer.enterCode(await agent.newSession());
    await customer.press('Not now');
    await agent.untilScreen('ended');
    expect(await agent.text()).toContain('The customer chose not to share their page.');
  });
});

const ORDER = {
  name: 'Robin Vale',
  email: 'robin@example.org',
  password: 'correct horse battery',
  street: 'Harbour Street 4',
  postcode: '2100',
  town: 'Copenhagen',
  note: 'Third floor',
  'card-number': '4242424242424242',
  'card-expiry': '12 / 29',
  'card-cvc': '123',
};
