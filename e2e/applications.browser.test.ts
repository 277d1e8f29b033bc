import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Agent, FRAME } from './agent.ts';
import type { Application } from './applications/application.ts';
import { codeMirror } from './applications/code-mirror.ts';
import { reveal } from './applications/reveal.ts';
import { shoelace } from './applications/shoelace.ts';
import { swaggerUi } from './applications/swagger-ui.ts';
import { tabulator } from './applications/tabulator.ts';
import type { Customer } from './customer.ts';
import { untilMirrorEquals } from './mirror-equals.ts';
import { waitFor } from './wait-for.ts';
import { openWorld, type World } from './world.ts';

const APPLICATIONS: Application[] = [swaggerUi, reveal, tabulator, shoelace, codeMirror];
const SHOTS = fileURLToPath(new URL('shots/', import.meta.url));
/** Share of pixels that may differ: what the mirror does not show yet (pictures, fonts) and how edges are smoothed. */
const MOST_DIFFERENT = 0.05;
const VIEWPORT = { width: 1000, height: 720 };

let world: World;
let agent: Agent;

beforeAll(async () => {
  world = await openWorld();
  agent = await world.openAgent('Ana');
  // Room enough for the mirror at its real size, so that the pictures can be laid over each other.
  await agent.page.setViewport({ width: 1500, height: 1050 });
  await mkdir(SHOTS, { recursive: true });
});

afterAll(() => world?.close());

test.each(APPLICATIONS)('mirrors $name as a person uses it', async (application) => {
  let tag = '';
  const server = await application.serve(() => tag);
  tag = await world.allow(server.origin);
  const customer = await world.openCustomer('about:blank');
  try {
    await customer.page.setViewport(VIEWPORT);
    await customer.page.goto(server.origin);
    await application.untilReady(customer.page);
    await customer.page.waitForFunction(() => 'coview' in window);
    await customer.page.evaluate(() => window.coview?.('open'));
    await customer.enterCode(await agent.newSession());
    await customer.press('Allow');
    await agent.untilScreen('live');
    await untilMirrorEquals(agent.page, customer.page);
    for (const step of application.steps) {
      await customer.page.bringToFront();
      await step.act(customer.page);
      await untilMirrorEquals(agent.page, customer.page);
    }
    expect(await differenceInPixels(application.name, customer)).toBeLessThan(MOST_DIFFERENT);
  } finally {
    if ((await agent.screen()) === 'live') await agent.end();
    await customer.page.browserContext().close();
    await server.close();
  }
});

/**
 * Share of pixels in which the pictures of page and mirror differ. Ends the session, so that the page can be seen without
 * the widget. Pictures are written to `e2e/shots/`.
 */
async function differenceInPixels(name: string, customer: Customer): Promise<number> {
  const frame = await agent.page.waitForSelector(FRAME);
  const box = await waitFor('the mirror at its real size', async () => {
    const found = await frame?.boundingBox();
    return found?.width === VIEWPORT.width ? found : undefined;
  });
  const mirror = PNG.sync.read(Buffer.from(await agent.page.screenshot({ clip: box })));
  await agent.end();
  await customer.press('Close');
  await customer.page.mouse.move(1, 1);
  const page = PNG.sync.read(Buffer.from(await customer.page.screenshot()));
  const { width, height } = VIEWPORT;
  const difference = new PNG(VIEWPORT);
  const different = pixelmatch(page.data, mirror.data, difference.data, width, height, { threshold: 0.2 });
  const file = `${SHOTS}${name.replace(/\W+/g, '-')}`;
  for (const [kind, picture] of Object.entries({ page, mirror, difference })) {
    await writeFile(`${file}-${kind}.png`, PNG.sync.write(picture));
  }
  return different / (width * height);
}
