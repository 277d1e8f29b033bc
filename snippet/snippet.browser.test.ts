import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium, launchFirefox } from '../e2e/browser.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { startNodeAgent } from './testing/node-agent.ts';
import { openSnippetSite, type SnippetSite } from './testing/snippet-site.ts';
import { visitLive, visit as visitPage } from './testing/visitor.ts';

let it: SnippetSite;

beforeAll(async () => {
  it = await openSnippetSite();
});
afterAll(() => it?.close());

const launchers: [string, () => Promise<LaunchedBrowser>][] = [
  ['chromium', () => launchChromium()],
  ['firefox', () => launchFirefox()],
];

describe.each(launchers)('the snippet in %s', (_name, launch) => {
  let launched: LaunchedBrowser;
  beforeAll(async () => {
    launched = await launch();
  });
  afterAll(() => launched?.close());

  const visit = (path: string, origin = it.origin) => visitPage(launched, origin + path);

  const liveOn = (path: string) => visitLive(launched, it, path);

  test('a page that only has the tag loads only the loader, and nothing of ours is on it', async () => {
    const { page, faults } = await visit('/');
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map((one) => one.name));
    expect(loaded.filter((name) => name.startsWith(it.partyUrl))).toEqual([`${it.partyUrl}/coview.js`]);
    expect(await page.evaluate(() => document.querySelectorAll('coview-widget').length)).toBe(0);
    expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  });

  test('A11: what the room hides stays hidden, also after a reload', async () => {
    const { page, agent, untilState, faults } = await liveOn('/floor');
    await waitFor('the page', () => JSON.stringify(agent.page()).includes('Account'));
    await page.reload();
    await untilState('live');
    await waitFor('the page again', () => agent.kinds().filter((kind) => kind === 'snapshot').length === 2);
    // Control: the same text where the room does not hide it.
    await page.evaluate("document.querySelector('h1').textContent = 'not the canary of the room'");
    await waitFor('the change', () => JSON.stringify(agent.page()).includes('not the canary of the room'));
    expect(JSON.stringify(agent.page()).replaceAll('not the canary of the room', '')).not.toContain(
      'canary of the room',
    );
    expect(faults).toEqual([]);
    agent.stop();
    await page.close();
  });

  test('from typed code to end: the agent gets the page only after consent, never the password', async () => {
    const agent = await startNodeAgent(it.pass);
    const { page, press, untilState, faults } = await visit('/');
    await page.evaluate('coview("open")');
    await page.waitForSelector('coview-widget >>> input.code');
    await page.keyboard.type(agent.code.toLowerCase().replace('-', ' '));
    await page.keyboard.press('Enter');
    expect(await untilState('asking-consent')).toMatchObject({ agentName: 'Ana', roomName: 'Fern & Field' });
    expect(agent.kinds()).toEqual([]);
    await press('.primary');
    await untilState('live');
    await waitFor('the snapshot', () => agent.kinds().includes('snapshot'));
    expect(agent.kinds().slice(0, 2)).toEqual(['talk', 'snapshot']);
    expect(agent.talk()).toEqual([{ type: 'consent', granted: true }]);

    await page.type('#name', 'Robin');
    await waitFor('the typed name', () => JSON.stringify(agent.page()).includes('Robin'));
    const seen = JSON.stringify(agent.page());
    expect(seen).not.toContain('hunter2');
    expect(seen).not.toContain('coview-widget');
    // Control: what is not secret is there.
    expect(seen).toContain('Shop');

    await press('.stop');
    await waitFor('the end at the agent', () => agent.end.states.some((state) => state.type === 'closed'));
    expect(agent.end.states.at(-1)).toEqual({ type: 'closed', reason: 'ended-by-customer' });
    await press('.note button');
    await untilState('idle');
    expect(await page.evaluate(() => document.querySelectorAll('coview-widget').length)).toBe(0);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    expect(faults).toEqual([]);
    agent.stop();
    await page.close();
  });

  test('a wrong code costs an attempt, says so, and the right one still works', async () => {
    const agent = await startNodeAgent(it.pass);
    const { page, join, press, untilRefused, untilState } = await visit('/');
    const wrong = agent.code.slice(0, -1) + (agent.code.endsWith('0') ? '1' : '0');
    await join(wrong);
    expect(await untilRefused()).toEqual({ type: 'entering-code', error: 'code-wrong', attemptsLeft: 2 });
    await join(agent.code);
    await untilState('asking-consent');
    await press('.outlined');
    await untilState('ended');
    await waitFor('the refusal at the agent', () => agent.end.states.some((one) => one.type === 'closed'));
    expect(agent.end.states.at(-1)).toEqual({ type: 'closed', reason: 'declined' });
    expect(agent.page()).toEqual([]);
    agent.stop();
    await page.close();
  });

  test('reload and navigation go on with the session, with new node ids', async () => {
    const { page, untilState, agent, faults } = await liveOn('/');
    await waitFor('the snapshot', () => agent.page().length > 0);
    await page.reload();
    await untilState('live');
    await waitFor(
      'a snapshot of the page after reload',
      () => agent.kinds().filter((kind) => kind === 'snapshot').length === 2,
    );
    await page.bringToFront();
    await page.click('a');
    await waitFor('the next page at the agent', () => JSON.stringify(agent.page()).includes('Next page'));
    const ids = agent.page().flatMap((message) => (message.type === 'snapshot' ? [message.document.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    await page.goBack();
    await untilState('live');
    await waitFor('the first page again', () => agent.kinds().filter((kind) => kind === 'snapshot').length === 4);
    expect(agent.talk()).toEqual([{ type: 'consent', granted: true }]);
    expect(faults).toEqual([]);
    agent.stop();
    await page.close();
  });

  test('while it is paused nothing leaves, also after a reload', async () => {
    const { page, press, untilState, agent } = await liveOn('/');
    await waitFor('the snapshot', () => agent.page().length > 0);
    await press('.pause');
    await waitFor('the pause at the agent', () => agent.talk().some((talk) => talk.type === 'paused'));
    const before = agent.kinds().length;
    await page.type('#name', 'unseen');
    await page.reload();
    await untilState('paused');
    await page.type('#name', 'unseen');
    await press('.pause');
    await untilState('live');
    await waitFor('the resumed page', () => agent.kinds().length >= before + 2);
    expect(agent.kinds().slice(before, before + 2)).toEqual(['talk', 'snapshot']);
    agent.stop();
    await page.close();
  });

  test("the agent's pointer is shown on the page", async () => {
    const { page, agent } = await liveOn('/');
    agent.point({ node: 0, xFraction: 0, yFraction: 0, xCssPx: 120, yCssPx: 80, visible: true });
    const label = await waitFor('the pointer', () => page.$('coview-widget >>> .pointer:not(.hidden) span'));
    expect(await label.evaluate((node) => node.textContent)).toBe('Ana');
    agent.stop();
    await page.close();
  });

  test('the end by the agent is told, and the page keeps working', async () => {
    const { page, untilState, agent, faults } = await liveOn('/');
    agent.end.link.control({ type: 'end', reason: 'ended-by-agent' });
    expect(await untilState('ended')).toMatchObject({ reason: 'ended-by-agent' });
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    expect(faults).toEqual([]);
    agent.stop();
    await page.close();
  });

  test('works under a strict Content-Security-Policy with Trusted Types', async () => {
    const { page, agent, faults } = await liveOn('/strict');
    await waitFor('the page at the agent', () => JSON.stringify(agent.page()).includes('Shop'));
    expect(faults).toEqual([]);
    agent.stop();
    await page.close();
  });

  test('loaded twice, the second does nothing and says so', async () => {
    const { page, untilState, warnings, faults } = await visit('/twice');
    await page.evaluate('coview("open")');
    await untilState('entering-code');
    expect(await page.evaluate(() => document.querySelectorAll('coview-widget').length)).toBe(1);
    expect(warnings.length).toBe(1);
    expect(faults).toEqual([]);
    await page.close();
  });

  test('commands given before the script are kept, and a queued init adds to the tag', async () => {
    const { page, untilState, faults } = await visit('/queued');
    await untilState('entering-code');
    expect(await page.evaluate('states')).toEqual(['entering-code']);
    await page.evaluate('coview("init", { mask: [] })');
    expect(await page.evaluate('errors')).toEqual(['already-initialised']);
    expect(faults).toEqual([]);
    await page.close();
  });

  test('the ES module is the same thing', async () => {
    const { page, untilState, faults } = await visit('/module');
    await waitFor('the module', () => page.evaluate('typeof coview === "object"'));
    await page.evaluate('coview.open()');
    await untilState('entering-code');
    await page.evaluate('coview.end()');
    await untilState('idle');
    expect(faults).toEqual([]);
    await page.close();
  });

  test('works on a page without a body', async () => {
    const { page, untilState, faults } = await visit('/bodyless');
    expect(await page.evaluate('hadBody')).toBe(false);
    await untilState('entering-code');
    expect(faults).toEqual([]);
    await page.close();
  });

  test('an option that is not known, perhaps a privacy list spelt wrongly, starts nothing', async () => {
    const { page, state, faults } = await visit('/badly-set-up');
    await waitFor('the errors', async () => ((await page.evaluate('errors')) as string[]).length >= 3);
    expect(await page.evaluate('errors')).toEqual(['options-invalid', 'options-invalid', 'unknown-command']);
    expect(await state()).toEqual({ type: 'idle' });
    expect(faults).toEqual([]);
    await page.close();
  });

  test('a core that cannot be fetched is told, and fetched when asked again', async () => {
    const { page, untilState, faults } = await visit('/');
    await page.evaluate("errors = []; coview.on('error', (error) => errors.push(error.code))");
    await page.setRequestInterception(true);
    let refusing = true;
    page.on('request', (request) => {
      if (refusing && request.url().includes('/core-')) void request.abort();
      else void request.continue();
    });
    await page.evaluate('coview.open()');
    await waitFor('the error', async () => ((await page.evaluate('errors')) as string[]).length > 0);
    expect(await page.evaluate('errors')).toEqual(['core-unreachable']);
    refusing = false;
    await page.evaluate('coview.open()');
    await untilState('entering-code');
    expect(faults).toEqual([]);
    await page.close();
  });

  test('a party that cannot be reached gets a sentence, and the page keeps working', async () => {
    const { page, join, untilRefused, untilState, faults } = await visit('/');
    await page.evaluate('coview.open()');
    await untilState('entering-code');
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      if (request.url().endsWith('/join')) void request.abort();
      else void request.continue();
    });
    await join('K7M4-QX2P');
    expect(await untilRefused()).toEqual({ type: 'entering-code', error: 'party-unreachable', attemptsLeft: null });
    expect(faults).toEqual([]);
    await page.close();
  });

  test('an origin that the room does not allow gets a sentence', async () => {
    const agent = await startNodeAgent(it.pass);
    const { page, join, untilRefused, problem } = await visit('/', it.strangerOrigin);
    await join(agent.code);
    expect((await untilRefused()).error).toBe('origin-refused');
    expect(await problem()).toBe('This site is not set up for sharing with this company.');
    agent.stop();
    await page.close();
  });
});
