import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium, launchFirefox } from '../e2e/browser.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { openSnippetSite, type SnippetSite } from './testing/snippet-site.ts';
import { visitLive } from './testing/visitor.ts';

let it: SnippetSite;

beforeAll(async () => {
  it = await openSnippetSite();
});
afterAll(() => it?.close());

const launchers: [string, () => Promise<LaunchedBrowser>][] = [
  ['chromium', () => launchChromium()],
  ['firefox', () => launchFirefox()],
];

/** A page in which looking for changes throws, as many times as `faultsLeft` says. */
const before = `
  faultsLeft = 0;
  const { takeRecords } = MutationObserver.prototype;
  MutationObserver.prototype.takeRecords = function () {
    if (faultsLeft-- > 0) throw new Error('broken by the page');
    return takeRecords.call(this);
  };`;
const HEAR = "errors = []; coview.on('error', (error) => errors.push(error.code))";

describe.each(launchers)('a capture that fails in %s', (_name, launch) => {
  let launched: LaunchedBrowser;
  beforeAll(async () => {
    launched = await launch();
  });
  afterAll(() => launched?.close());

  test('is followed by another: the agent sees what changes after it, the developer hears of it', async () => {
    const { page, agent, state, faults } = await visitLive(launched, it, '/', { before });
    await waitFor('the snapshot', () => agent.kinds().includes('snapshot'));
    await page.evaluate(`${HEAR}; faultsLeft = 1`);
    await waitFor('another snapshot', () => agent.kinds().filter((kind) => kind === 'snapshot').length === 2);
    await page.evaluate("document.querySelector('h1').textContent = 'seen after the fault'");
    await waitFor('the change', () => JSON.stringify(agent.page()).includes('seen after the fault'));
    expect(await state()).toMatchObject({ type: 'live' });
    expect(await page.evaluate('errors')).toEqual(['internal']);
    expect(faults).toEqual([]);
    agent.stop();
    await page.close();
  });

  test('for good ends the session with a sentence on both sides, and the page goes on', async () => {
    const { page, agent, untilState, faults } = await visitLive(launched, it, '/', { before });
    await page.evaluate(`${HEAR}; faultsLeft = Infinity`);
    expect(await untilState('ended')).toEqual({ type: 'ended', reason: 'capture-failed' });
    await waitFor('the end at the agent', () => agent.end.states.some((one) => one.type === 'closed'));
    expect(agent.end.states.at(-1)).toEqual({ type: 'closed', reason: 'capture-failed' });
    const why = await waitFor('the sentence', () => page.$('coview-widget >>> .why'));
    expect(await why.evaluate((node) => node.textContent)).toContain('could not be shared any longer');
    expect(await page.evaluate('errors')).toEqual(['internal', 'internal']);
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    expect(faults).toEqual([]);
    agent.stop();
    await page.close();
  });
});
