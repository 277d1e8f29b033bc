import type { HTTPRequest } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Agent } from './agent.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let agent: Agent;

beforeAll(async () => {
  world = await openWorld();
  agent = await world.openAgent('Ana');
});

afterAll(() => world?.close());

const speak = (languages: ('fr' | 'de')[]) =>
  world.stage.admin.call('changeRoom', { params: { room: world.roomId }, body: { languages } });

/** A customer on a page of the shop in this language, who has asked for help. */
async function customerOn(lang: string) {
  const customer = await world.openCustomer(world.shop.url);
  await customer.page.evaluate((language) => document.documentElement.setAttribute('lang', language), lang);
  await customer.askForHelp();
  return customer;
}

test('A11: a room that has French only speaks French on a German page, also after a reload', async () => {
  await speak(['fr']);
  const code = await agent.newSession();
  const customer = await customerOn('de');
  await customer.page.locator('::-p-aria([name="Code"][role="textbox"])').fill(code);
  // What the room speaks comes with the answer to the code.
  await customer.press('Weiter');
  await customer.untilSees('Autoriser Ana à voir cette page');
  await customer.press('Autoriser');
  await agent.untilScreen('live');
  await customer.untilSees('Ana voit cette page');
  await customer.page.reload();
  await customer.untilSees('Ana voit cette page');
  await agent.end();
  await customer.untilSees('Votre conseiller a mis fin à la session.');
  await customer.page.browserContext().close();
});

test('a room without languages speaks that of the page, and a site hears errors in it', async () => {
  await speak([]);
  const customer = await customerOn('ja-JP');
  await customer.untilSees('このページをサポートと共有');
  await customer.page.evaluate(() => {
    const page = globalThis as unknown as { told: string[]; coview(...command: unknown[]): void };
    page.told = [];
    page.coview('on', 'error', ({ message }: { message: string }) => page.told.push(message));
  });
  await customer.page.locator('::-p-aria([name="コード"][role="textbox"])').fill('K7M4');
  await customer.press('次へ');
  await customer.untilSees('コードは K7M4-QX2P のような英数字8文字です。');
  expect(await customer.page.evaluate('told')).toEqual(['コードは K7M4-QX2P のような英数字8文字です。']);
  await customer.page.browserContext().close();
});

test('a language that comes late still comes: English is shown until then, and what was typed stays', async () => {
  await speak([]);
  const customer = await world.openCustomer(world.shop.url);
  const { page } = customer;
  const held: HTTPRequest[] = [];
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (/[/]de-[^/]+[.]js$/.test(request.url())) held.push(request);
    else void request.continue();
  });
  await page.evaluate(() => document.documentElement.setAttribute('lang', 'de'));
  await customer.askForHelp();
  await customer.untilSees('Share this page with support');
  const field = page.locator('::-p-aria([name="Code"][role="textbox"])');
  await field.fill('K7M4');
  expect(held).toHaveLength(1);
  await held[0]?.continue();
  await customer.untilSees('Diese Seite mit dem Support teilen');
  expect(await field.map((input) => (input as HTMLInputElement).value).wait()).toBe('K7M4');
  await page.browserContext().close();
});
