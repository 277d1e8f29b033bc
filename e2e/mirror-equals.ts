import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import type { PrivacyOptions } from '../snippet/privacy/privacy-options.ts';
import { FRAME } from './agent.ts';
import { bundleForPage } from './page-bundle.ts';
import { waitFor } from './wait-for.ts';

const PROBE = fileURLToPath(new URL('probe/page-probe.ts', import.meta.url));
/** Lines shown around the first difference. */
const CONTEXT = 4;

/**
 * Waits until the mirror in the agent's panel equals the customer's page as its privacy options let it be seen: every
 * element, attribute, text, shadow root, style rule, form state and scroll offset. A page that moves is asked again.
 */
export async function untilMirrorEquals(panel: Page, page: Page, privacy: PrivacyOptions = {}): Promise<void> {
  const probe = await bundleForPage(PROBE, 'coviewProbe');
  const pageCall = `coviewProbe.describePage(${JSON.stringify(privacy)})`;
  const mirrorCall = `coviewProbe.describeMirror(${JSON.stringify(FRAME)})`;
  let expected = '';
  let actual = '';
  const equal = async () => {
    expected = await evaluateWith(page, probe, pageCall);
    actual = await evaluateWith(panel, probe, mirrorCall);
    return expected !== '' && expected === actual;
  };
  await waitFor('a mirror that equals the page', equal, { intervalMs: 100 }).catch((error: unknown) => {
    throw new Error(`the mirror differs from the page\n${firstDifference(expected, actual)}`, { cause: error });
  });
}

/** Navigation takes the probe away: it is brought along when it is not there. */
async function evaluateWith(page: Page, probe: string, call: string): Promise<string> {
  const present = await page.evaluate('typeof coviewProbe === "object"');
  if (!present) await page.evaluate(probe);
  return String(await page.evaluate(call));
}

function firstDifference(expected: string, actual: string): string {
  const wanted = expected.split('\n');
  const found = actual.split('\n');
  const at = wanted.findIndex((line, index) => line !== found[index]);
  const from = Math.max(0, (at < 0 ? wanted.length : at) - CONTEXT);
  const excerpt = (lines: string[]) => lines.slice(from, from + 2 * CONTEXT).join('\n');
  return `page, line ${from + 1}:\n${excerpt(wanted)}\n\nmirror:\n${excerpt(found)}`;
}
