import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Agent } from './agent.ts';
import type { Customer } from './customer.ts';
import { waitFor } from './wait-for.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let agent: Agent;

beforeAll(async () => {
  world = await openWorld();
  await world.stage.admin.call('changeRoom', {
    params: { room: world.roomId },
    body: { policy: { recording: 'ask' } },
  });
  agent = await world.openAgent('Ana');
});

afterAll(() => world?.close());

/** What the admin finds in the list, the newest first. */
async function recordings() {
  return (await world.stage.admin.call('listRecordings', { params: { room: world.roomId } })).items;
}

/** A customer who is asked, and ticks the box or does not. */
async function join(wanted: boolean): Promise<Customer> {
  const customer = await world.openCustomer(world.shop.url);
  await customer.askForHelp();
  await customer.enterCode(await agent.newSession());
  await customer.untilSees('Record this session');
  if (wanted) await customer.page.locator('::-p-aria([name="Record this session"][role="checkbox"])').click();
  await customer.press('Allow');
  await agent.untilScreen('live');
  return customer;
}

async function end(customer: Customer): Promise<void> {
  await Promise.all([agent.end(), customer.untilSees('The agent ended the session.')]);
  await customer.page.browserContext().close();
}

test('A13: a customer who does not tick the box is not recorded', async () => {
  const customer = await join(false);
  await agent.untilMirrorShows('Halden');
  expect(await agent.text()).toContain('Your customer does not want this session to be recorded.');
  expect(await customer.widgetText()).not.toContain('Recording');
  await end(customer);
  await waitFor('the audit entry', async () => (await said()).includes('recording.declined'));
  expect(await recordings()).toEqual([]);
});

test('A13: one who ticks it is, both see it, and it stops when they say so', async () => {
  const customer = await join(true);
  await customer.untilSees('Recording');
  await waitFor('the mark at the agent', async () => (await agent.text()).includes('This session is recorded'));
  await agent.untilMirrorShows('Halden');
  // The word is kept over a reload.
  await customer.page.reload();
  await customer.untilSees('Recording');
  await customer.press('Stop recording');
  await customer.untilSees('Recording has stopped, sharing goes on.');
  await waitFor('the agent to be told', async () => (await agent.text()).includes('has stopped the recording'));
  await customer.page.goto(`${world.shop.url}/product/mugs`);
  await agent.untilMirrorShows('Morning mugs');
  await end(customer);
  const [recording] = await waitFor('the recording', async () => {
    const found = await recordings();
    return found.length > 0 ? found : undefined;
  });
  expect(recording).toMatchObject({ agreedBy: 'customer', stoppedAt: expect.any(Number) });
  expect(recording?.sizeBytes).toBeGreaterThan(0);
  expect(await said()).toEqual(expect.arrayContaining(['recording.agreed', 'recording.stopped']));
});

/** The actions in the audit log. */
async function said(): Promise<string[]> {
  const { items } = await world.stage.admin.call('listAudit', {});
  return items.map(({ action }) => action);
}
