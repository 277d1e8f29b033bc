import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DeliveryInfo, IssuedWebhook } from '../../shared/api/webhook-resources.ts';
import { AdminLab } from '../testing/admin-lab.ts';
import { MAX_KEPT, MAX_WAITING, RETRY_AFTER_MS } from './delivery-book.ts';
import { MAX_WEBHOOKS } from './webhooks.ts';

const URL = 'https://hooks.example.com/coview';
let lab: AdminLab;

beforeEach(async () => {
  lab = await AdminLab.open();
});

const create = async (fields: object = {}): Promise<IssuedWebhook> => {
  const { status, json } = await lab.ask('POST', '/webhooks', { url: URL, ...fields });
  expect(status).toBe(201);
  return json as unknown as IssuedWebhook;
};
const deliveries = async ({ webhookId }: IssuedWebhook, query = ''): Promise<DeliveryInfo[]> =>
  (await lab.ask('GET', `/webhooks/${webhookId}/deliveries${query}`)).json.items as unknown as DeliveryInfo[];
const waitingOf = async (webhook: IssuedWebhook) =>
  (await deliveries(webhook, '?limit=100')).filter(({ status }) => status === 'waiting').length;
const types = () => lab.sent.map(({ body }) => JSON.parse(body).type);
const event = (at: number, roomId = 'room') => ({
  ...{ at, action: 'session.started', roomId, subject: `session-${at}`, detail: {} },
  actor: { type: 'agent', id: 'pass', name: 'Ana' } as const,
});

/** Time passes until nothing is due any more or `until`: the alarm rings when it was set. */
async function pass(until = Number.POSITIVE_INFINITY): Promise<void> {
  for (;;) {
    const { alarmAt } = lab.webhookStore;
    if (alarmAt === undefined || alarmAt > until) break;
    lab.webhookStore.alarmAt = undefined;
    lab.now = Math.max(lab.now, alarmAt);
    await lab.webhooks.onAlarm();
  }
}

test('what happens in a session is sent, signed by the secret that was shown once', async () => {
  const webhook = await create();
  const roomId = await lab.newRoom();
  const { sessionId } = await lab.newSession(roomId);
  const room = await lab.room(roomId);
  await room.onJoined(sessionId);
  lab.ended.set(sessionId, { reason: 'ended-by-agent', keptUntil: lab.now + 1_000, sizeBytes: 77 });
  await room.settleEnds();
  await pass();
  expect(types().sort()).toEqual(['recording.ready', 'session.ended', 'session.joined', 'session.started']);
  for (const { url, headers, body } of lab.sent) {
    expect(url).toBe(URL);
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const key = Buffer.from(webhook.secret.replace('whsec_', ''), 'base64');
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    expect(JSON.parse(body).data).toMatchObject({ roomId, sessionId });
  }
  expect((await deliveries(webhook)).map(({ status }) => status)).toEqual(Array(4).fill('delivered'));
  const { text } = await lab.ask('GET', '/webhooks');
  expect(text).toContain(webhook.webhookId);
  expect(text).not.toContain(webhook.secret);
  expect((await lab.exportAudit()).text).not.toContain(webhook.secret);
});

describe('a delivery that fails', () => {
  test('is tried again after longer and longer waits, under one id, and given up after the last attempt', async () => {
    const webhook = await create();
    lab.answers = () => 500;
    await lab.ask('POST', `/webhooks/${webhook.webhookId}/test`);
    await pass();
    const [delivery] = await deliveries(webhook);
    const at = delivery?.attempts.map((attempt) => attempt.at) ?? [];
    expect(at.slice(1).map((one, index) => one - (at[index] ?? 0))).toEqual(RETRY_AFTER_MS);
    expect(delivery).toMatchObject({ event: 'webhook.test', status: 'failed', nextAttemptAt: null });
    expect(delivery?.attempts.every(({ httpStatus }) => httpStatus === 500)).toBe(true);
    expect(new Set(lab.sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    // Signed anew, with the time of the attempt.
    expect(new Set(lab.sent.map(({ headers }) => headers['webhook-signature'])).size).toBe(at.length);
  });

  test.each([['timeout'], ['unreachable'], [302], [410]] as const)('%s, and then a 204: delivered', async (answer) => {
    const webhook = await create();
    lab.answers = () => (lab.sent.length === 1 ? answer : 204);
    await lab.ask('POST', `/webhooks/${webhook.webhookId}/test`);
    await pass();
    const [delivery] = await deliveries(webhook);
    expect(delivery?.status).toBe('delivered');
    expect(delivery?.attempts.map(({ httpStatus, fault }) => httpStatus ?? fault)).toEqual([answer, 204]);
  });

  test('keeps no other webhook waiting', async () => {
    const [slow, quick] = [await create({ url: 'https://slow.example.com/' }), await create()];
    lab.answers = () => (lab.sent.at(-1)?.url === URL ? 200 : 'timeout');
    for (let at = 0; at < 50; at++) await lab.webhooks.onEvent(event(lab.now + at));
    await pass(lab.now + 1);
    expect((await deliveries(quick)).filter(({ status }) => status !== 'delivered')).toEqual([]);
    expect(await waitingOf(slow)).toBe(50);
  });
});

describe('bounds', () => {
  test('so many are kept that are over, and so many may wait', async () => {
    const webhook = await create();
    for (let at = 0; at < MAX_KEPT + 30; at++) await lab.webhooks.onEvent(event(lab.now - 10_000 + at));
    await pass();
    const kept = [...(await lab.webhookStore.list({ prefix: `delivery/${webhook.webhookId}/` })).keys()];
    expect([kept.length, lab.sent.length]).toEqual([MAX_KEPT, MAX_KEPT + 30]);
    expect((await deliveries(webhook))[0]?.createdAt).toBe(lab.now - 10_000 + MAX_KEPT + 29);
    for (let at = 0; at < MAX_WAITING + 3; at++) await lab.webhooks.onEvent(event(lab.now + at));
    const refused = (await deliveries(webhook)).filter(({ status }) => status === 'failed');
    expect(refused.map(({ attempts }) => attempts[0]?.fault)).toEqual(Array(3).fill('queue-full'));
    expect((await lab.webhookStore.list({ prefix: 'due/' })).size).toBe(MAX_WAITING);
  });

  test('so many webhooks, and their deliveries go with them', async () => {
    const made = [];
    for (let count = 0; count < MAX_WEBHOOKS; count++) made.push(await create());
    expect((await lab.ask('POST', '/webhooks', { url: URL })).json.type).toBe('urn:coview:problem:too-many-webhooks');
    await lab.webhooks.onEvent(event(lab.now));
    for (const { webhookId } of made) expect((await lab.ask('DELETE', `/webhooks/${webhookId}`)).status).toBe(204);
    await pass();
    expect(lab.sent).toEqual([]);
    expect([...(await lab.webhookStore.list({ prefix: '' })).keys()]).toEqual([]);
  });
});

test('only what a webhook wants: its room, its events', async () => {
  const roomId = await lab.newRoom();
  await create({ roomId, events: ['session.started'] });
  await lab.webhooks.onEvent(event(lab.now));
  await lab.webhooks.onEvent({ ...event(lab.now, roomId), action: 'session.ended' });
  await lab.webhooks.onEvent({ ...event(lab.now, roomId), action: 'pass.created' });
  await lab.webhooks.onEvent(event(lab.now, roomId));
  await pass();
  expect(types()).toEqual(['session.started']);
  expect((await lab.ask('POST', '/webhooks', { url: URL, roomId: 'nowhere' })).status).toBe(404);
});

test('an event waits for a webhooks party that cannot be reached, and is sent once however often it is told', async () => {
  const error = console.error;
  console.error = () => undefined;
  await create();
  lab.webhooksReachable = false;
  const first = event(lab.now);
  await lab.admin.onEvent(first);
  console.error = error;
  lab.webhooksReachable = true;
  await lab.admin.onEvent(event(lab.now + 1));
  await lab.webhooks.onEvent(first);
  await pass();
  expect(types()).toHaveLength(2);
});

test('an address inside is refused at the edge, with the field that is wrong', async () => {
  const { status, json } = await lab.ask('POST', '/webhooks', { url: 'https://169.254.169.254/' });
  expect([status, json['errors']]).toEqual([400, [{ path: 'url', message: expect.stringContaining('public') }]]);
});
