import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Agent } from './agent.ts';
import type { Customer } from './customer.ts';
import { waitFor } from './wait-for.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let agent: Agent;
let customer: Customer;

const NOTE = 'does not answer at the moment';

/** A page says every five seconds that it is there, and may be late. */
const PATIENT = { timeoutMs: 40_000 };

beforeAll(async () => {
  world = await openWorld();
  agent = await world.openAgent('Ana');
  customer = await world.openCustomer(world.shop.url);
  await customer.join(await agent.newSession());
  await agent.untilScreen('live');
});

afterAll(() => world?.close());

/** Until the panel says, or no longer says, that the page does not answer. */
async function untilNote(isShown: boolean): Promise<void> {
  await waitFor(isShown ? 'the note' : 'no note', async () => (await agent.text()).includes(NOTE) === isShown, PATIENT);
}

describe('what makes the customer’s page stand still', () => {
  test.each(['alert', 'confirm', 'prompt'] as const)(
    'K8: while %s() is open the agent is told, and afterwards all goes on',
    async (kind) => {
      const { page } = customer;
      const opened = new Promise<{ dismiss(): Promise<void> }>((resolve) => page.once('dialog', resolve));
      await page.evaluate((name) => {
        setTimeout(() => {
          window[name]('Are you sure?');
          document.title = `${name} was answered`;
        });
      }, kind);
      const dialog = await opened;
      await untilNote(true);
      await dialog.dismiss();
      await untilNote(false);
      await waitFor('the title that the page has now', async () =>
        (await agent.text()).includes(`${kind} was answered`),
      );
      expect(await agent.screen()).toBe('live');
    },
  );
});
