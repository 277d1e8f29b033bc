import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Agent, openAgent } from '../../e2e/agent.ts';
import { type LaunchedBrowser, launchChromium } from '../../e2e/browser.ts';
import { openStage, type Stage } from '../../e2e/stage.ts';
import { waitFor } from '../../e2e/wait-for.ts';
import { extensionPath } from '../../scripts/build-extension.ts';
import { formatPass, parsePass } from '../../shared/protocol/pass.ts';
import { samplePage } from '../testing/sample-page.ts';
import { type ScriptedCustomer, scriptedCustomer } from '../testing/scripted-customer.ts';

const SITE = 'http://localhost:4999';

let stage: Stage;
let roomId: string;
let launched: LaunchedBrowser;
beforeAll(async () => {
  stage = await openStage();
  roomId = await stage.createRoom('Shop', [SITE]);
  launched = await launchChromium({ extension: extensionPath('chrome-mv3') });
});
afterAll(async () => {
  await launched?.close();
  await stage?.close();
});

const untilTold = (agent: Agent, sentence: string) =>
  waitFor(`"${sentence}"`, async () => (await agent.text()).includes(sentence));

/** The same pass with something in it changed. */
function changed(pass: string, change: { partyUrl?: string; secret?: string; roomId?: string }): string {
  const parsed = parsePass(pass);
  if (!parsed.ok) throw new Error(`not a pass: ${pass}`);
  return formatPass({ ...parsed.pass, ...change });
}

/** For every wrong thing the agent reads a sentence, and can go on from there. */
describe('what goes wrong in the panel', () => {
  test('passes that are none, belong elsewhere, or whose party is away', async () => {
    const agent = await openAgent(launched);
    const pass = await stage.createPass(roomId, 'Ana');
    const cases: [string, string][] = [
      ['hello', 'This is not a pass.'],
      [pass.slice(0, -20), 'A part of this pass is missing or changed.'],
      [changed(pass, { secret: 'x'.repeat(32) }), 'This pass is not valid here.'],
      [changed(pass, { roomId: 'nosuchroom00' }), 'The room of this pass no longer exists.'],
      [changed(pass, { partyUrl: 'http://localhost:9' }), 'The party cannot be reached.'],
    ];
    for (const [wrong, sentence] of cases) {
      await agent.page.locator('textarea.pass-field').fill(wrong);
      await agent.press('Check and save');
      await untilTold(agent, sentence);
    }
    await agent.enterPass(pass);
    await forget(agent);
  });

  test('a pass that is revoked, before and during a session', async () => {
    const { agent, customer, passId } = await goLive('Bo');
    await stage.admin.call('revokePass', { params: { room: roomId, pass: passId } });
    await agent.untilScreen('ended');
    await untilTold(agent, 'Your pass has been revoked. Ask your admin for a new one.');
    await agent.press('New session');
    await untilTold(agent, 'This pass is not valid here. It may have been revoked: ask your admin for a new one.');
    await waitFor('the end', () => customer.heard.states.some((state) => state.type === 'closed'));
    customer.stop();
    await forget(agent);
  });

  test('a party that cannot be reached when a session is begun', async () => {
    const agent = await openAgent(launched);
    await agent.enterPass(await stage.createPass(roomId, 'Ana'));
    await stage.party.kill();
    await agent.press('New session');
    await untilTold(agent, 'The party cannot be reached.');
    await stage.restartParty();
    await agent.newSession();
    await agent.press('Cancel');
    await forget(agent);
  });

  test('a customer who sends what is no message, and then goes on', async () => {
    const { agent, customer } = await goLive('Cy');
    for (const junk of ['', '{', '{"type":"sudo"}', '\u0000'.repeat(300)]) {
      customer.sendRaw('talk', new TextEncoder().encode(junk));
      customer.sendRaw('pointer', new TextEncoder().encode(junk));
      customer.sendRaw('patch', new TextEncoder().encode(junk));
    }
    // The page was asked for a repair, which this one never answers.
    await untilTold(agent, 'Catching up');
    expect(await agent.screen()).toBe('live');
    customer.show(samplePage('Whole again'));
    await agent.untilMirrorShows('Whole again');
    await agent.end();
    customer.stop();
    await forget(agent);
  });

  async function goLive(agentName: string): Promise<{ agent: Agent; customer: ScriptedCustomer; passId: string }> {
    const agent = await openAgent(launched);
    const pass = await stage.createPass(roomId, agentName);
    const parsed = parsePass(pass);
    await agent.enterPass(pass);
    const code = await agent.newSession();
    const customer = await scriptedCustomer(stage.party.url, roomId, SITE, code);
    customer.prove(code);
    await agent.untilScreen('asking');
    customer.say({ type: 'consent', granted: true });
    customer.show(samplePage('Hello'));
    await agent.untilMirrorShows('Hello');
    return { agent, customer, passId: parsed.ok ? parsed.pass.passId : '' };
  }

  /** Leaves the browser without a pass, as it was. */
  async function forget(agent: Agent): Promise<void> {
    await agent.page.evaluate('chrome.storage.local.clear()');
    await agent.page.close();
  }
});
