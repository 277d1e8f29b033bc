import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSession, startTestParty, type TestParty } from '../testing/test-room.ts';
import { until } from '../testing/until.ts';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

let party: TestParty;
let receiver: Server;
const received: Received[] = [];

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    received.push({ headers: request.headers, body });
    response.writeHead(received.length === 1 ? 503 : 200).end();
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  party = await startTestParty({ selfHosted: true });
});

afterAll(async () => {
  await party?.stop();
  receiver.closeAllConnections();
  receiver.close();
});

function isSigned({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  const given = String(headers['webhook-signature']);
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}

test('a real party sends to a real receiver, again when it fails, also after a power cut, and signs each attempt', async () => {
  const { port } = receiver.address() as AddressInfo;
  const webhook = await party.admin.call('createWebhook', { body: { url: `http://127.0.0.1:${port}/coview` } });
  const params = { webhook: webhook.webhookId };
  const { sessionId } = await newSession(party.pass);
  const delivery = async () => (await party.admin.call('listDeliveries', { params, query: {} })).items[0];
  await until('the first attempt', () => received.length === 1);
  await until('the first attempt is logged', async () => (await delivery())?.attempts.length === 1);
  await party.crashAndRestart();
  // A local runtime forgets its alarms with a power cut; a party that is asked for something sets its own again.
  expect((await delivery())?.status).toBe('waiting');
  await until('the second attempt', () => received.length === 2, 30_000);
  await until('delivered', async () => (await delivery())?.status === 'delivered');
  expect((await delivery())?.attempts.map(({ httpStatus }) => httpStatus)).toEqual([503, 200]);
  const [first, second] = received;
  if (!first || !second) throw new Error('not received twice');
  expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
  expect(JSON.parse(second.body)).toMatchObject({ type: 'session.started', data: { sessionId } });
  expect(received.map((one) => isSigned(one, webhook.secret))).toEqual([true, true]);
  expect(isSigned({ ...second, body: second.body.replace('started', 'ended') }, webhook.secret)).toBe(false);
});
