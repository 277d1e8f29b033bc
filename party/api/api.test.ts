import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeEach, describe, expect, test } from 'vitest';
import { PROBLEMS } from '../../shared/api/problem.ts';
import { API_BASE, ROUTES, type Route } from '../../shared/api/routes.ts';
import { AdminLab, type ApiAnswer } from '../testing/admin-lab.ts';

interface Document {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>
  >;
}

let lab: AdminLab;

beforeEach(async () => {
  lab = await AdminLab.open();
});

/** Compares an answer with what the document says of its route and status; throws where it is not so. */
function compare(document: Document, operation: string, answer: ApiAnswer): void {
  const [method = '', path = ''] = operation.split(' ');
  const response = document.paths[path]?.[method]?.responses[answer.status];
  if (!response) throw new Error(`${operation} answered ${answer.status}, which the document does not have`);
  const [type, content] = Object.entries(response.content ?? {})[0] ?? [];
  expect(content !== undefined || answer.text === '').toBe(true);
  if (!content) return;
  expect(answer.headers.get('content-type')).toBe(type);
  if (type === 'application/jsonl') return;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'document');
  const pointer = ['paths', path, method, 'responses', String(answer.status), 'content', type ?? '', 'schema'];
  const ref = pointer.map((part) => encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'))).join('/');
  const validate = ajv.compile({ $ref: `document#/${ref}` });
  if (!validate(answer.json)) throw new Error(`${operation}: ${ajv.errorsText(validate.errors)}\n${answer.text}`);
}

const documentOf = async (): Promise<Document> => JSON.parse((await lab.ask('GET', '/openapi.json')).text) as Document;

describe('the OpenAPI document', () => {
  test('is valid', async () => {
    const result = await new Validator().validate((await documentOf()) as unknown as Record<string, unknown>);
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
  });

  test('has every route of the table, and no other but the export', async () => {
    const { paths } = await documentOf();
    const told = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((m) => `${m} ${path}`));
    const wanted = Object.values<Route>(ROUTES).map(
      ({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`,
    );
    expect(told.sort()).toEqual([...wanted, 'get /audit/export'].sort());
  });

  test('every route answers as it says, done and refused', async () => {
    const document = await documentOf();
    const seen = new Map<string, Set<number>>();
    const ask = async (operation: string, path: string, body?: unknown): Promise<ApiAnswer> => {
      const [method = ''] = operation.split(' ');
      const answer = await lab.ask(method.toUpperCase(), path, body);
      compare(document, operation, answer);
      seen.set(operation, (seen.get(operation) ?? new Set()).add(answer.status));
      return answer;
    };
    await ask('get /status', '/status');
    await ask('post /setup', '/setup', { secret: 'setup-nonsense', name: 'Other' });
    const token = await ask('post /admin-tokens', '/admin-tokens', { name: 'Second' });
    await ask('get /admin-tokens', '/admin-tokens');
    await ask('delete /admin-tokens/{token}', `/admin-tokens/${token.json.tokenId}`);
    await ask('delete /admin-tokens/{token}', '/admin-tokens/nobody');
    const { json: made } = await ask('post /rooms', '/rooms', { name: 'Shop', origins: ['https://shop.example'] });
    const room = `/rooms/${made.roomId}`;
    await ask('post /rooms', '/rooms', { name: '' });
    await ask('get /rooms', '/rooms');
    await ask('get /rooms', '/rooms?limit=1000');
    await ask('get /rooms/{room}', room);
    await ask('get /rooms/{room}', '/rooms/nowhere');
    await ask('patch /rooms/{room}', room, { policy: { recording: 'on' }, branding: { colour: '#0f6b59' } });
    await ask('patch /rooms/{room}', room, { policy: { recording: 'always' } });
    const { sessionId, passId } = await lab.newSession(made.roomId);
    await ask('post /rooms/{room}/passes', `${room}/passes`, { agentName: 'Ben', role: 'supervisor' });
    await ask('post /rooms/{room}/passes', '/rooms/nowhere/passes', { agentName: 'Ben' });
    await ask('get /rooms/{room}/passes', `${room}/passes`);
    await ask('get /rooms/{room}/sessions', `${room}/sessions`);
    await ask('delete /rooms/{room}/recordings/{session}', `${room}/recordings/${sessionId}`);
    lab.unreachable.add(sessionId);
    await ask('delete /rooms/{room}/passes/{pass}', `${room}/passes/${passId}`);
    lab.unreachable.clear();
    await ask('delete /rooms/{room}/passes/{pass}', `${room}/passes/${passId}`);
    await ask('post /rooms/{room}/sessions/{session}/end', `${room}/sessions/nothing/end`);
    await ask('post /rooms/{room}/sessions/{session}/end', `${room}/sessions/${sessionId}/end`);
    lab.ended.set(sessionId, { sizeBytes: 9, keptUntil: lab.now + 1_000 });
    await ask('get /rooms/{room}/sessions', `${room}/sessions?state=all`);
    expect((await ask('get /rooms/{room}/recordings', `${room}/recordings`)).json.items).toHaveLength(1);
    const key = `${room}/recordings/${sessionId}/key`;
    await ask('get /rooms/{room}/recordings/{session}/key', key);
    await ask('put /rooms/{room}/recordings/{session}/key', key, { key: 'b'.repeat(92) });
    lab.keys.set(sessionId, 'a'.repeat(92));
    await ask('put /rooms/{room}/recordings/{session}/key', key, { key: 'short' });
    await ask('put /rooms/{room}/recordings/{session}/key', key, { key: 'b'.repeat(92) });
    expect((await ask('get /rooms/{room}/recordings/{session}/key', key)).json['key']).toBe('b'.repeat(92));
    await ask('delete /rooms/{room}/recordings/{session}', `${room}/recordings/${sessionId}`);
    const url = 'https://hooks.example.com/';
    const { json: hook } = await ask('post /webhooks', '/webhooks', { url });
    const webhook = `/webhooks/${hook['webhookId']}`;
    await ask('post /webhooks', '/webhooks', { url: 'https://127.0.0.1/' });
    await ask('get /webhooks', '/webhooks');
    await ask('post /webhooks/{webhook}/test', `${webhook}/test`);
    await lab.webhooks.onAlarm();
    await ask('get /webhooks/{webhook}/deliveries', `${webhook}/deliveries`);
    await ask('get /webhooks/{webhook}/deliveries', '/webhooks/none/deliveries');
    await ask('delete /webhooks/{webhook}', webhook);
    await ask('delete /webhooks/{webhook}', webhook);
    await ask('get /audit', '/audit');
    await ask('get /audit/verdict', '/audit/verdict');
    await ask('get /audit/export', '/audit/export');
    await ask('delete /rooms/{room}', room);
    const done = Object.values<Route>(ROUTES)
      .filter(({ path }) => path !== '/setup')
      .map(
        ({ method, path, status }) => [`${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`, status] as const,
      );
    expect(done.filter(([operation, status]) => !seen.get(operation)?.has(status))).toEqual([]);
  });

  test('control: an answer with a field that the document does not have is noticed', async () => {
    const answer = await lab.ask('GET', '/status');
    const changed = { ...answer, json: { ...answer.json, extra: 1 } };
    const document = await documentOf();
    expect(() => compare(document, 'get /status', changed)).toThrow('additional properties');
  });
});

describe('refusals', () => {
  test('are problems of RFC 9457 that say which field is wrong', async () => {
    const { status, headers, json } = await lab.ask('POST', '/rooms', {
      name: 'Shop',
      origins: ['https://shop.example/path'],
    });
    expect([status, headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect(json).toMatchObject({
      type: 'urn:coview:problem:request-invalid',
      status: 400,
      errors: [{ path: 'origins.0' }],
    });
  });

  test.each(['', 'Bearer', 'Bearer admin-x.y', `Bearer ${'x'.repeat(300)}`, 'Basic YWRtaW46YWRtaW4='])(
    'nobody without a token: "%s"',
    async (authorization) => {
      for (const path of ['/rooms', '/audit', '/audit/export', '/admin-tokens']) {
        const answer = await lab.ask('GET', path, undefined, { authorization });
        expect([answer.status, answer.json.type]).toEqual([401, 'urn:coview:problem:unauthorized']);
      }
    },
  );

  test('guessing tokens ends in a wait for that address, and for no other', async () => {
    const guess = (address: string) =>
      lab.ask('GET', '/rooms', undefined, { authorization: 'Bearer admin-wrong.wrong', 'cf-connecting-ip': address });
    const statuses: number[] = [];
    for (let count = 0; count < 25; count++) statuses.push((await guess('203.0.113.1')).status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
    expect((await guess('203.0.113.2')).status).toBe(401);
    lab.now += 60_000;
    expect((await guess('203.0.113.1')).status).toBe(401);
  });

  test('limits are told in headers', async () => {
    const { headers } = await lab.ask('GET', '/rooms');
    expect(headers.get('ratelimit-policy')).toBe('"requests";q=600;w=60');
    expect(headers.get('ratelimit')).toMatch(/^"requests";r=59\d;t=60$/);
    let last = await lab.ask('GET', '/rooms');
    for (let count = 0; count < 600; count++) last = await lab.ask('GET', '/rooms');
    expect([last.status, last.json.type]).toEqual([429, 'urn:coview:problem:rate-limited']);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('too long a body is not read on', async () => {
    expect((await lab.ask('POST', '/rooms', 'x'.repeat(50_000))).status).toBe(PROBLEMS['body-too-large'].status);
  });
});

describe('lists', () => {
  test('come in pages, each item once', async () => {
    for (let count = 0; count < 7; count++) await lab.newRoom({ name: `Shop ${count}` });
    const names: unknown[] = [];
    let cursor = '';
    do {
      const { json } = await lab.ask('GET', `/rooms?limit=3${cursor && `&cursor=${cursor}`}`);
      expect(json.items.length).toBeLessThanOrEqual(3);
      names.push(...json.items.map(({ name }) => name));
      cursor = json.next ?? '';
    } while (cursor);
    expect(names.sort()).toEqual([0, 1, 2, 3, 4, 5, 6].map((count) => `Shop ${count}`));
  });
});

describe('idempotency keys', () => {
  const key = { 'idempotency-key': 'a-random-key-of-the-caller' };
  const body = { name: 'Shop', origins: ['https://shop.example'] };

  test('the same request again is the same answer, and nothing is done again', async () => {
    const first = await lab.ask('POST', '/rooms', body, key);
    const second = await lab.ask('POST', '/rooms', body, key);
    expect([second.status, second.text]).toEqual([201, first.text]);
    expect((await lab.ask('GET', '/rooms')).json.items).toHaveLength(1);
    // Control: without a key there are two.
    await lab.ask('POST', '/rooms', body);
    expect((await lab.ask('GET', '/rooms')).json.items).toHaveLength(2);
  });

  test('two at once are one', async () => {
    const statuses = await Promise.all([1, 2].map(async () => (await lab.ask('POST', '/rooms', body, key)).status));
    expect(statuses.sort()).toEqual([201, 409]);
  });

  test('a key for another request is refused; a refused request may be tried again', async () => {
    expect((await lab.ask('POST', '/rooms', { ...body, name: '' }, key)).status).toBe(400);
    await lab.ask('POST', '/rooms', body, key);
    expect((await lab.ask('POST', '/rooms', { ...body, name: 'Else' }, key)).status).toBe(422);
  });

  test('a secret that is told once is not in the storage', async () => {
    const roomId = await lab.newRoom();
    const path = `/rooms/${roomId}/passes`;
    const { json } = await lab.ask('POST', path, { agentName: 'Ana' }, key);
    expect((await lab.ask('POST', path, { agentName: 'Ana' }, key)).json.secret).toBe(json.secret);
    expect(JSON.stringify([...lab.store.afterPowerCut()])).not.toContain(json.secret);
  });
});

test('the base of the API is the one that the document names', async () => {
  expect((await documentOf()) as unknown).toMatchObject({ servers: [{ url: API_BASE }] });
});
