import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Agent, FRAME } from './agent.ts';
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

async function goLive(): Promise<void> {
  customer = await world.openCustomer(`${world.shop.url}/products`);
  await customer.join(await agent.newSession());
  await agent.untilScreen('live');
  await untilMirrorEquals(agent.page, customer.page);
}

/** A page that stands still says nothing: with its next change it says what the mirror should be. */
const tick = () =>
  customer.page.evaluate(() => document.documentElement.setAttribute('data-tick', String(performance.now())));

/** Takes text, an attribute and an element away from the mirror, behind its back, and marks what a snapshot would build anew. */
const damage = () =>
  agent.page.evaluate((selector) => {
    const mirror = document.querySelector<HTMLIFrameElement>(selector)?.contentDocument;
    const [first, second] = mirror?.querySelectorAll('main a') ?? [];
    if (!mirror?.body || !first || !second) throw new Error('nothing to damage');
    first.replaceChildren();
    second.removeAttribute('href');
    mirror.querySelector('footer')?.remove();
    Object.assign(mirror.body, { isTheSame: true });
  }, FRAME);

/** Whether the mirror's body is the node that it was when the damage was done. */
const isTheSame = () =>
  agent.page.evaluate((selector) => {
    const body = document.querySelector<HTMLIFrameElement>(selector)?.contentDocument?.body;
    return body !== undefined && 'isTheSame' in body;
  }, FRAME);

const hasFooter = () =>
  agent.page.evaluate(
    (selector) =>
      document.querySelector<HTMLIFrameElement>(selector)?.contentDocument?.querySelector('footer') !== null,
    FRAME,
  );

test('P3: a mirror that was damaged becomes equal again, by what differs and without a new snapshot', async () => {
  await goLive();
  await damage();
  expect(await hasFooter()).toBe(false);
  await waitFor('the repair', async () => {
    await tick();
    return hasFooter();
  });
  await untilMirrorEquals(agent.page, customer.page);
  expect(await isTheSame()).toBe(true);
  const told = () => agent.page.$eval('.quality', (line) => line.textContent ?? '');
  await waitFor('the panel to tell', async () => /^Exact.*Repaired.*Repairing/s.test(await told()));
});

test('P6: a mirror that lost its document is built anew', async () => {
  await goLive();
  // Moving a frame makes the browser throw away what is in it.
  await agent.page.evaluate((selector) => {
    const frame = document.querySelector(selector);
    frame?.parentElement?.prepend(frame);
  }, FRAME);
  expect(await agent.mirrorText()).toBe('');
  await tick();
  await untilMirrorEquals(agent.page, customer.page);
});
