import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PrivateSite, startPrivateSite } from '../snippet/capture/testing/private-site.ts';
import { FRAME } from './agent.ts';
import { waitFor } from './wait-for.ts';
import { openWorld, type World } from './world.ts';

const pages: Record<string, string> = {};
let world: World;
let site: PrivateSite;

beforeAll(async () => {
  world = await openWorld();
  site = await startPrivateSite(pages);
  const tag = await world.allow(site.origin);
  pages['/'] = `<!doctype html><meta charset="utf-8"><title>Account</title><link rel="icon" href="data:,">
    <link rel="stylesheet" href="/css/site.css">${tag}<button data-help onclick="coview('open')">Help</button><p><span id="text">Private fonts</span></p>
    <img src="/pictures/a.png?token=1"><img srcset="/pictures/a2.png 2x"><img src="/pictures/wide.png"><i class="back"></i>`;
});
afterAll(async () => {
  await world?.close();
  await site?.close();
});

/** Widths that only the right pictures and the right font give. */
function widthsOf(page: Document) {
  return {
    pictures: [...page.images].map(({ naturalWidth, width }) => [naturalWidth, width]),
    text: page.querySelector('#text')?.getBoundingClientRect().width,
    fonts: [...page.fonts].map(({ status }) => status),
  };
}

test('M1, M2: a page behind a login is shown with its pictures and fonts, and an agent connects to the party only', async () => {
  const agent = await world.openAgent('Ana');
  const debug = await agent.page.createCDPSession();
  const asked: string[] = [];
  debug.on('Network.requestWillBeSent', ({ request }) => asked.push(request.url));
  debug.on('Network.webSocketCreated', ({ url }) => asked.push(url));
  await debug.send('Network.enable');
  /** Hosts that were asked over a network: not the extension's own files, nor bytes that are there already. */
  const hosts = () => [
    ...new Set(
      asked
        .filter((url) => /^(https?|wss?):/.test(url))
        .map((url) => new URL(url).host.replace('127.0.0.1', 'localhost')),
    ),
  ];

  const customer = await world.openCustomer(site.origin);
  await customer.join(await agent.newSession());
  await agent.untilScreen('live');

  const read = widthsOf.toString();
  const shown = await customer.page.evaluate(`(${read})(document)`);
  expect(shown).toMatchObject({
    pictures: [
      [80, 80],
      [80, 80],
      [120, 120],
    ],
    fonts: ['loaded'],
  });
  const mirrored = () =>
    agent.page.evaluate(`(${read})(document.querySelector(${JSON.stringify(FRAME)}).contentDocument)`);
  await waitFor(
    'pictures and font in the mirror',
    async () => JSON.stringify(await mirrored()) === JSON.stringify(shown),
  ).catch(async () => expect(await mirrored()).toEqual(shown));
  await waitFor('the background in the mirror', () =>
    agent.page.evaluate((frame) => {
      const page = document.querySelector<HTMLIFrameElement>(frame)?.contentDocument;
      const back = page?.querySelector('.back');
      return back ? page?.defaultView?.getComputedStyle(back).backgroundImage.includes('blob:') : false;
    }, FRAME),
  );
  const party = new URL(world.stage.party.url).host.replace('127.0.0.1', 'localhost');
  expect(hosts()).toEqual([party]);

  // The control: one picture tried by an agent's view is seen (its policy refuses it), and without the login the site gives none.
  await agent.page.evaluate((url) => {
    new Image().src = url;
  }, `${site.origin}/pictures/a.png`);
  await waitFor('the request of the control', () => hosts().includes(new URL(site.origin).host));
  expect((await fetch(`${site.origin}/pictures/a.png`)).status).toBe(403);
});
