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

describe.each([
  ['Chromium', launchChromium],
  ['Firefox', launchFirefox],
])('closed shadow roots in %s', (_name, launch) => {
  let launched: LaunchedBrowser;
  beforeAll(async () => {
    launched = await launch();
  });
  afterAll(() => launched?.close());

  test('those made before the session, by script or by the parser, are shown if the tag was there before them', async () => {
    const { page, agent, faults } = await visitLive(launched, it, '/closed-roots');
    await waitFor('the page', () => agent.kinds().includes('snapshot'));
    await page.evaluate("document.querySelector('h1').textContent = 'changed'");
    await waitFor('the change', () => JSON.stringify(agent.page()).includes('changed'));
    const seen = JSON.stringify(agent.page());
    expect(seen).toContain('made by script');
    expect(seen).toContain('made by the parser');
    // Control: nothing can tell of what was made before the tag.
    expect(seen).not.toContain('made before the tag');
    expect(faults).toEqual([]);
    agent.stop();
    await page.close();
  });

  test('the wrapped functions do what the native ones do', async () => {
    const page = await launched.browser.newPage();
    await page.goto(`${it.origin}/closed-roots`, { waitUntil: 'load' });
    const seen = await page.evaluate(() => {
      const { attachShadow } = Element.prototype;
      const thrown = (act: () => void) => {
        try {
          act();
          return 'nothing';
        } catch (error) {
          return (error as Error).name;
        }
      };
      return [
        attachShadow.name,
        attachShadow.length,
        document.createElement('p').attachShadow({ mode: 'open' }) instanceof ShadowRoot,
        thrown(() => document.createElement('input').attachShadow({ mode: 'open' })),
        thrown(() => Reflect.apply(attachShadow, document.createElement('p'), [])),
        thrown(() => document.createElement('p').attachInternals()),
      ];
    });
    expect(seen).toEqual(['attachShadow', 1, true, 'NotSupportedError', 'TypeError', 'NotSupportedError']);
    await page.close();
  });
});
