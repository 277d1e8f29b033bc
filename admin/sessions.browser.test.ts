import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../e2e/wait-for.ts';
import { type LiveSession, liveSession } from '../party/testing/live-session.ts';
import { SHOP } from '../party/testing/test-room.ts';
import { apiClient } from '../shared/api/api-client.ts';
import { randomToken } from '../shared/crypto/base64url.ts';
import { type AdminLab, openAdminLab } from './testing/admin-lab.ts';

let lab: AdminLab;
let session: LiveSession;

beforeAll(async () => {
  lab = await openAdminLab();
  const { page, party } = lab;
  const api = apiClient(party.url, await lab.setUp());
  const { roomId } = await api.call('createRoom', {
    body: { name: 'Shop', origins: [SHOP], policy: { recording: 'on' } },
  });
  const { passId, secret } = await api.call('createPass', { params: { room: roomId }, body: { agentName: 'Ben' } });
  session = await liveSession({ partyUrl: party.url, roomId, passId, secret, roomKey: randomToken(32) });
  session.customer.link.send('patch', Uint8Array.of(1));
  await waitFor('it is stored', () => session.customer.link.backlogBytes === 0);
  await page.goto(`${party.url}/admin#/room/${roomId}/sessions`);
});

afterAll(async () => {
  session?.agent.link.stop();
  session?.customer.link.stop();
  await lab?.close();
});

test('a session that goes on is listed with who is in it, and ends for both when an admin ends it', async () => {
  const { untilText, press, look, page } = lab;
  await untilText('Live');
  await untilText('Ben');
  await look('sessions');
  const name = await page.$eval('.table-actions button', (button) => button.textContent ?? '');
  await press(name.replace(/\s+/g, ' ').trim());
  await untilText('End this session?');
  await press('End');
  await waitFor('both are told', () =>
    [session.agent, session.customer].every(({ states }) => {
      const state = states.at(-1);
      return state?.type === 'closed' && state.reason === 'ended-by-admin';
    }),
  );
  await untilText('No session goes on');
  await page.locator('::-p-aria([name="All"][role="radio"])').click();
  await untilText('Ended');
});

test('a recording is listed with its size, and gone when an admin deletes it', async () => {
  const { untilText, press, look, page, follow } = lab;
  await follow('Recordings');
  await untilText('KiB');
  await look('recordings');
  const name = await page.$eval('.table-actions button', (button) => button.textContent ?? '');
  await press(name.replace(/\s+/g, ' ').trim());
  await untilText('Delete this recording?');
  await press('Delete');
  await untilText('Nothing is recorded yet');
  await follow('Audit log');
  await untilText('deleted a recording');
  expect(await page.evaluate('document.body.innerText')).toContain('ended a session');
});
