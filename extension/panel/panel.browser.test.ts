import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agentOn, openAgent } from '../../e2e/agent.ts';
import { type LaunchedBrowser, launchChromium, launchFirefox } from '../../e2e/browser.ts';
import { openStage, type Stage } from '../../e2e/stage.ts';
import { startStaticServer } from '../../e2e/static-server.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import { extensionPath } from '../../scripts/build-extension.ts';
import { SAMPLE, samplePage } from '../testing/sample-page.ts';
import { scriptedCustomer } from '../testing/scripted-customer.ts';

const SITE = 'http://localhost:4999';

let stage: Stage;
let roomId: string;
beforeAll(async () => {
  stage = await openStage();
  roomId = await stage.createRoom('Shop', [SITE]);
});
afterAll(async () => {
  await stage?.close();
});

const launchers = [
  { name: 'chromium', launch: () => launchChromium({ extension: extensionPath('chrome-mv3') }) },
  { name: 'firefox', launch: () => launchFirefox({ extension: extensionPath('firefox-mv3') }) },
];

describe.each(launchers)('the panel in $name', ({ name, launch }) => {
  let launched: LaunchedBrowser;
  beforeAll(async () => {
    launched = await launch();
  });
  afterAll(async () => {
    await launched?.close();
  });

  test('the side panel asks for a pass and says what is wrong with a bad one', async () => {
    const panel = await launched.openPage(launched.extensionUrl('sidepanel.html'));
    await panel.waitForSelector('main.screen-pass');
    await panel.locator('textarea.pass-field').fill('coview-pass-abc');
    await agentOn(panel).press('Check and save');
    await waitFor('the sentence', async () => (await agentOn(panel).text()).includes('missing or changed'));
    await panel.close();
  });

  test.runIf(name === 'chromium')('the toolbar button opens the side panel', async () => {
    const panel = await launched.openPage(launched.extensionUrl('sidepanel.html'));
    await waitFor('the background to have set it', () =>
      panel.evaluate('chrome.sidePanel.getPanelBehavior().then((behavior) => behavior.openPanelOnActionClick)'),
    );
    await panel.close();
  });

  test('a whole session: pass, code, consent, the page, pointing, pause, a second panel, the end', async () => {
    const agent = await openAgent(launched);
    await agent.enterPass(await stage.createPass(roomId, 'Ana'));
    const code = await agent.newSession();

    const mistaken = await scriptedCustomer(stage.party.url, roomId, SITE, code);
    mistaken.prove(code.replace(/.$/, (last) => (last === '0' ? '1' : '0')));
    await waitFor('the miss', async () => (await agent.text()).includes('wrong code was typed'));
    await waitFor('the answer', () => mistaken.heard.missesLeft.length === 1);
    expect(mistaken.heard.missesLeft).toEqual([2]);
    mistaken.stop();

    const customer = await scriptedCustomer(stage.party.url, roomId, SITE, code);
    customer.prove(code);
    await agent.untilScreen('asking');
    await waitFor('the introduction', () => customer.heard.talk.length === 1);
    expect(customer.heard.talk).toMatchObject([{ type: 'introduce', agentName: 'Ana', roomName: 'Shop' }]);
    expect(customer.isAgentProven()).toBe(true);

    customer.say({ type: 'consent', granted: true });
    customer.show(samplePage('Hello from the page'));
    await agent.untilScreen('live');
    await agent.untilMirrorShows('Hello from the page');
    expect(await agent.text()).toContain('Checkout');

    customer.point({ type: 'pointer', xCssPx: 500, yCssPx: 300, node: 4, pressed: false });
    await agent.page.waitForSelector('.cursor');
    await agent.pointAt('button');
    const pointer = await waitFor('the pointer on the button', () =>
      customer.heard.pointers.find((one) => one.node === SAMPLE.button),
    );
    expect(pointer.xFraction).toBeGreaterThan(0.3);
    expect(pointer.xFraction).toBeLessThan(0.7);
    expect(pointer.xCssPx).toBeGreaterThan(200);
    expect(pointer.xCssPx).toBeLessThan(300);

    await agent.pointAt('x-card');
    await waitFor('the pointer inside the shadow root', () =>
      customer.heard.pointers.find((one) => one.node === SAMPLE.insideCard),
    );

    await agent.page.waitForSelector('.mark-selection');
    const focused = await agent.page.$eval('.mark-focus', (mark) => (mark as HTMLElement).offsetWidth);
    const scale = await agent.page.$eval('.stage-page', (page) => (page as HTMLElement).offsetWidth / 1000);
    expect(focused).toBeCloseTo(100 * scale, -0.5);

    customer.show({
      type: 'patch',
      detached: [],
      placements: [],
      ops: [{ type: 'text', node: SAMPLE.headingText, value: 'And it changes' }],
    });
    await agent.untilMirrorShows('And it changes');

    await agent.page.setViewport({ width: 380, height: 800 });
    await agent.press('Closer');
    customer.point({ type: 'pointer', xCssPx: 900, yCssPx: 300, node: 4, pressed: false });
    await waitFor('the view to follow the customer', () =>
      agent.page.$eval('.stage', (stage) => stage.scrollLeft > 100),
    );
    await agent.press('Closer');

    customer.say({ type: 'paused', paused: true });
    await waitFor('the pause', async () => (await agent.text()).includes('Paused by your customer'));
    customer.say({ type: 'paused', paused: false });

    const panel = await launched.openPage(launched.extensionUrl('sidepanel.html'));
    const second = agentOn(panel);
    await panel.waitForSelector('main.screen-live');
    await second.untilMirrorShows('And it changes');
    await agent.untilScreen('elsewhere');
    await agent.press('Show it here');
    await agent.untilMirrorShows('And it changes');
    await second.untilScreen('elsewhere');

    await agent.end();
    await waitFor('the end', () => customer.heard.states.some((state) => state.type === 'closed'));
    expect(customer.heard.states.at(-1)).toEqual({ type: 'closed', reason: 'ended-by-agent' });
    await second.untilScreen('home');
    await agent.press('Back to start');
    await waitFor('the list', async () => (await agent.text()).includes('shop.example'));
    customer.stop();
    await panel.close();
    await agent.page.close();
  });

  test('with a pass the panel can reach its party and nobody else', async () => {
    const others = await startStaticServer({ files: { '/': 'x' } });
    const asked = () => others.requests.map((request) => request.url);
    try {
      const panel = await launched.openPage(launched.extensionUrl('tabs/panel.html'));
      await panel.waitForSelector('main.screen-home');
      await panel.evaluate((url) => fetch(url).catch(() => undefined), `${others.origin}/locked`);
      // The control: the same request from a panel that asks for another pass, and so for another party.
      await agentOn(panel).press('Settings');
      await agentOn(panel).press('Change pass');
      await panel.waitForSelector('main.screen-pass');
      await panel.evaluate((url) => fetch(url).catch(() => undefined), `${others.origin}/open`);
      expect(asked()).toEqual(['/open']);
      await agentOn(panel).press('Keep the present pass');
      await panel.waitForSelector('main.screen-home');
      await panel.close();
    } finally {
      await others.close();
    }
  });
});
