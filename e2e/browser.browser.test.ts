import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type LaunchedBrowser, launchChromium, launchFirefox } from './browser.ts';
import { bundleForPage } from './page-bundle.ts';
import { startStaticServer } from './static-server.ts';
import { waitFor } from './wait-for.ts';

const launchers: [string, (extension: string) => Promise<LaunchedBrowser>][] = [
  ['chromium', (extension) => launchChromium({ extension })],
  ['firefox', (extension) => launchFirefox({ extension })],
];

test.each(launchers)('%s opens a served page, runs bundled code and loads an extension', async (_name, launch) => {
  const folder = await mkdtemp(join(tmpdir(), 'coview-test-'));
  const manifest = {
    manifest_version: 3,
    name: 'probe',
    version: '1',
    background: { service_worker: 'background.js', scripts: ['background.js'] },
    browser_specific_settings: { gecko: { id: 'probe@coview.test' } },
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'background.js'), '');
  await writeFile(join(folder, 'panel.html'), '<title>probe panel</title>');
  await writeFile(join(folder, 'answer.ts'), 'export const answer: number = 6 * 7;');

  const server = await startStaticServer({ files: { '/': '<title>served</title>' } });
  const launched = await launch(folder);
  try {
    const page = await launched.openPage(server.origin);
    await waitFor('the served title', async () => (await page.title()) === 'served');
    await page.evaluate(await bundleForPage(join(folder, 'answer.ts'), 'probe'));
    expect(await page.evaluate('probe.answer')).toBe(42);
    expect(server.requests.map((request) => request.url)).toContain('/');

    const panel = await launched.openPage(launched.extensionUrl('panel.html'));
    await waitFor("the extension page's title", async () => (await panel.title()) === 'probe panel');
  } finally {
    await launched.close();
    await server.close();
  }
});
