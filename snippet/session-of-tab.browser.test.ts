import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium, launchFirefox } from '../e2e/browser.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { openSnippetSite, type SnippetSite } from './testing/snippet-site.ts';
import { visit, visitLive } from './testing/visitor.ts';

let it: SnippetSite;

beforeAll(async () => {
  it = await openSnippetSite();
});
afterAll(() => it?.close());

const launchers: [string, () => Promise<LaunchedBrowser>][] = [
  ['chromium', () => launchChromium()],
  ['firefox', () => launchFirefox()],
];

/** Copy of the session in the storage of a tab, or null. */
const RECORD = "sessionStorage.getItem(Object.keys(sessionStorage).find((key) => key.startsWith('coview:')))";

describe.each(launchers)('the session belongs to its tab, in %s', (_name, launch) => {
  let launched: LaunchedBrowser;
  beforeAll(async () => {
    launched = await launch();
  });
  afterAll(() => launched?.close());

  test('a window that the page opens has a copy of the storage, and does not go on with the session', async () => {
    const { page, agent, untilState } = await visitLive(launched, it, '/');
    await page.evaluate('opened = window.open("about:blank"); null');
    // Should a browser give no copy any more, this test proves nothing.
    expect(await page.evaluate('opened.sessionStorage.length')).toBe(1);
    await page.evaluate('opened.location = "/next"; null');
    await waitFor('the opened page to let it go', () =>
      page.evaluate('opened.coview?.state !== undefined && opened.sessionStorage.length === 0'),
    );
    expect(await page.evaluate('opened.coview.state.type')).toBe('idle');
    expect((await untilState('live')).type).toBe('live');
    const before = agent.kinds().length;
    await page.evaluate("document.querySelector('h1').textContent = 'still shared'");
    await waitFor('a change at the agent', () => agent.kinds().length > before);
    expect(JSON.stringify(agent.page())).not.toContain('Next page');
    await page.evaluate('opened.close()');
    agent.stop();
    await page.close();
  });

  test('a duplicated tab does not go on with the session while the first one lives', async () => {
    const { page, agent, untilState } = await visitLive(launched, it, '/');
    const entry = await page.evaluate('Object.entries(sessionStorage)[0]');
    const other = await visit(launched, `${it.origin}/next`);
    await other.page.evaluate(`sessionStorage.setItem(...${JSON.stringify(entry)})`);
    await other.page.reload();
    await waitFor('the copy to be let go', () => other.page.evaluate('sessionStorage.length === 0'));
    expect(await other.state()).toEqual({ type: 'idle' });
    expect((await untilState('live')).type).toBe('live');
    agent.stop();
    await other.page.close();
    await page.close();
  });

  test('a page that goes without a word, as one that crashes, is gone on with after a reload', async () => {
    const before = "addEventListener('pagehide', (event) => event.stopImmediatePropagation(), true)";
    const { page, agent, untilState, faults } = await visitLive(launched, it, '/', { before });
    expect(JSON.parse(String(await page.evaluate(RECORD))).left).toBe(false);
    await page.reload();
    await untilState('live');
    await waitFor('the page again', () => agent.kinds().filter((kind) => kind === 'snapshot').length === 2);
    expect(agent.talk()).toEqual([{ type: 'consent', granted: true }]);
    expect(faults).toEqual([]);
    agent.stop();
    await page.close();
  });

  test('a page that comes back from the cache of pages goes on with it', async () => {
    const { page, agent, untilState, faults } = await visitLive(launched, it, '/');
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
    await untilState('idle');
    expect(JSON.parse(String(await page.evaluate(RECORD))).left).toBe(true);
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
    await untilState('live');
    await waitFor('the page again', () => agent.kinds().filter((kind) => kind === 'snapshot').length === 2);
    expect(faults).toEqual([]);
    agent.stop();
    await page.close();
  });
});
