import { type Shop, startShop } from '../demo/server.ts';
import { type Agent, openAgent } from '../e2e/agent.ts';
import { type LaunchedBrowser, launchChromium } from '../e2e/browser.ts';
import { openStage, type Stage } from '../e2e/stage.ts';
import { extensionPath } from './build-extension.ts';
import { type KeptDemo, keepDemo, keptFolder, loadKeptDemo, newAdminSecret, portFor } from './kept-demo.ts';

const SHOP_PORT = 4400;
const PARTY_PORT = 4401;
const AGENT_NAME = 'Ana';

interface Demo {
  stage: Stage;
  shop: Shop;
  kept: KeptDemo;
}

/** `npm start`: party, shop and a browser with the extension, until Ctrl-C. */
export async function runDemo({ headless }: { headless: boolean }): Promise<void> {
  const stopping = stopSignals();
  const demo = await openDemo();
  const launched = await launchChromium({ extension: extensionPath('chrome-mv3'), headless, closesOnSignals: false });
  const agent = await openWindows(launched, demo, headless);
  console.log(addresses(demo));
  if (headless) await announceCodes(agent, launched);
  else console.log(NEXT_STEPS);
  await stopping.orWindowsClosed(launched);
  console.log('\nStopping ...');
  await launched.close();
  await demo.shop.close();
  await demo.stage.close();
}

async function openDemo(): Promise<Demo> {
  const found = await loadKeptDemo();
  const adminSecret = found?.adminSecret ?? newAdminSecret();
  const stage = await openStage({
    folder: keptFolder,
    adminSecret,
    port: found?.partyPort ?? (await portFor(PARTY_PORT)),
  });
  let room = found?.roomId;
  const shop = await startShop({
    port: found?.shopPort ?? (await portFor(SHOP_PORT)),
    coview: () => (room ? { partyUrl: stage.party.url, room } : undefined),
  });
  if (found) return { stage, shop, kept: found };
  const roomId = await stage.createRoom('Halden', [shop.url]);
  room = roomId;
  const pass = await stage.createPass(roomId, AGENT_NAME);
  const shopPort = Number(new URL(shop.url).port);
  const kept = { partyPort: stage.party.port, shopPort, adminSecret, roomId, pass };
  await keepDemo(kept);
  return { stage, shop, kept };
}

/** The shop in one window, the agent's panel in another; the pass is pasted already. */
async function openWindows(launched: LaunchedBrowser, demo: Demo, headless: boolean): Promise<Agent> {
  const [first] = await launched.browser.pages();
  const shopPage = first ?? (await launched.browser.newPage());
  await shopPage.goto(demo.shop.url);
  const agent = await openAgent(launched, headless ? undefined : { left: 900, top: 40, width: 760, height: 900 });
  await agent.enterPass(demo.kept.pass);
  return agent;
}

function addresses({ stage, shop, kept }: Demo): string {
  return `
  Shop    ${shop.url}
  Party   ${stage.party.url}
  Room    ${kept.roomId}
  Agent   ${AGENT_NAME}, with the extension from build/chrome-mv3-prod
  Pass    ${kept.pass}
`;
}

const NEXT_STEPS = `What to do next
  1. In the agent's window press "New session": it shows a code.
  2. In the shop press "Need help?" and type the code.
  3. Allow it. The agent's window now shows the shop, live: move the mouse over it to point.
  4. "Stop" in the shop or "End" at the agent ends the session.

Ctrl-C stops everything.`;

/** Without windows the agent is a machine: it offers a code, and a new one when that is used up or too old. */
async function announceCodes(agent: Agent, launched: LaunchedBrowser): Promise<void> {
  console.log(`Join code  ${await agent.newSession()}   (in the shop: "Need help?")\n\nCtrl-C stops everything.`);
  const again = async () => {
    await agent.untilScreen('ended', { timeoutMs: Number.POSITIVE_INFINITY });
    console.log(`Join code  ${await agent.newSession()}`);
    await again();
  };
  // The browser is closed under it in the end.
  again().catch((error: unknown) => {
    if (launched.browser.connected) console.error(error);
  });
}

/**
 * Ctrl-C, a termination, a closed terminal. Listened to until the end: the same Ctrl-C can arrive twice, from the
 * terminal and from npm. Before everything is open there is nothing to end in order: leaving ends what was started.
 */
function stopSignals(): { orWindowsClosed(launched: LaunchedBrowser): Promise<void> } {
  let stop: () => void = () => process.exit(1);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop());
  return {
    orWindowsClosed: (launched) =>
      new Promise((resolve) => {
        stop = resolve;
        if (launched.browser.connected) launched.browser.once('disconnected', () => resolve());
        else resolve();
      }),
  };
}
