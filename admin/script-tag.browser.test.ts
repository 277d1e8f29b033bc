import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StaticServer, startStaticServer } from '../e2e/static-server.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { apiClient } from '../shared/api/api-client.ts';
import { loaderIntegrity, scriptTag, siteCheck } from './script-tag.ts';
import { type AdminLab, openAdminLab } from './testing/admin-lab.ts';

let lab: AdminLab;
let site: StaticServer;
/** What stands in the head of the site's only page, and the policy that it is sent with. */
let head = '';
let policy: string | undefined;

beforeAll(async () => {
  lab = await openAdminLab();
  site = await startStaticServer({
    transform: (path, answer) =>
      path === '/'
        ? {
            body: `<!doctype html><title>Shop</title>${head}`,
            status: 200,
            type: 'text/html',
            ...(policy !== undefined && { headers: { 'content-security-policy': policy } }),
          }
        : answer,
  });
});

afterAll(async () => {
  await site?.close();
  await lab?.close();
});

/** What the line says on a page with this tag. */
async function saidOn(tag: string, roomId: string): Promise<string[]> {
  head = tag;
  const page = await lab.browser.openPage(site.origin);
  await waitFor('the page', () => page.evaluate("document.title === 'Shop' && document.readyState === 'complete'"));
  if (tag !== '' && policy === undefined)
    await waitFor('the snippet', () => page.evaluate('typeof coview === "function"'));
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.text().startsWith('[coview check]')) said.push(message.text());
  });
  await page.evaluate(siteCheck(lab.party.url, roomId));
  await waitFor('four answers', () => said.length === 4);
  await page.close();
  return said;
}

test('the tag with its integrity hash runs, and the line for the console says what is missing', async () => {
  await waitFor('the setup secret', () => /setup-[\w-]{24}/.test(lab.party.output()));
  const secret = /setup-[\w-]{24}/.exec(lab.party.output())?.[0] ?? '';
  const { token } = await apiClient(lab.party.url, '').call('setUp', { body: { secret, name: 'Ana' } });
  const api = apiClient(lab.party.url, token);
  const here = await api.call('createRoom', { body: { name: 'Here', origins: [site.origin] } });
  const other = await api.call('createRoom', { body: { name: 'Elsewhere', origins: ['https://other.example'] } });
  const tag = scriptTag(lab.party.url, here.roomId, await loaderIntegrity(lab.party.url));

  expect(await saidOn(tag, here.roomId)).toEqual([
    expect.stringContaining('The tag is on this page.'),
    expect.stringContaining('The snippet has loaded.'),
    expect.stringContaining('The page can be sealed.'),
    expect.stringContaining('The party takes sessions from this page.'),
  ]);
  const without = await saidOn('', other.roomId);
  expect(without[0]).toContain('The tag of this room is not on this page.');
  expect(without[1]).toContain('The snippet has not loaded');
  expect(without[3]).toContain(`This origin is not on the list of the room: add ${site.origin}`);

  policy = "default-src 'self'";
  const shut = await saidOn(tag, here.roomId);
  expect(shut[1]).toContain('The snippet has not loaded: does a Content-Security-Policy');
  expect(shut[3]).toContain(`connect-src of its Content-Security-Policy needs ${lab.party.url}`);
});
