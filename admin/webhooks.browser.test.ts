import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../e2e/wait-for.ts';
import { type AdminLab, openAdminLab } from './testing/admin-lab.ts';

let lab: AdminLab;
let receiver: Server;
/** What the receiver answers, and the bodies that it was sent. */
let answer = 503;
const received: string[] = [];

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    received.push(body);
    response.writeHead(answer).end();
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  lab = await openAdminLab();
  await lab.setUp();
});

afterAll(async () => {
  await lab?.close();
  receiver.closeAllConnections();
  receiver.close();
});

test('a webhook: what is wrong is said beside its field, the secret is shown once', async () => {
  const { follow, untilText, press, fill, look, textIn, page } = lab;
  await follow('Webhooks');
  await untilText('No webhooks yet');
  await look('webhooks-empty');
  await press('New webhook');
  await fill('Address', 'ftp://hooks.example');
  await press('Make the webhook');
  await untilText('Must begin with https://');
  await look('webhook-refused');
  const { port } = receiver.address() as AddressInfo;
  await fill('Address', `http://127.0.0.1:${port}/coview`);
  await page.locator('::-p-aria([name="A customer was let in"][role="checkbox"])').click();
  await press('Make the webhook');
  await untilText('Secret of the webhook');
  expect(await textIn('Secret, shown this once')).toMatch(/^whsec_/);
  await look('webhooks');
  await press('Done');
  expect(await page.content()).not.toContain('whsec_');
  await untilText('session.started, session.ended, recording.ready');
});

test('deliveries: what was sent, what came of each attempt, and when it is tried again', async () => {
  const { follow, untilText, press, look } = lab;
  const { port } = receiver.address() as AddressInfo;
  await follow(`http://127.0.0.1:${port}/coview`);
  await untilText('Nothing was sent yet');
  await press('Try it');
  await untilText('Answered 503');
  await untilText('Waiting, again');
  await look('deliveries-waiting');
  answer = 204;
  await press('Try it');
  await untilText('Delivered');
  await waitFor('both', () => received.length >= 2);
  expect(received.map((body) => JSON.parse(body).type)).toContain('webhook.test');
  await look('deliveries');
});

test('a deleted webhook is gone with its deliveries', async () => {
  const { follow, untilText, press } = lab;
  const { port } = receiver.address() as AddressInfo;
  await follow('Webhooks');
  await press(`Delete the webhook to http://127.0.0.1:${port}/coview`);
  await press('Delete');
  await untilText('No webhooks yet');
});
