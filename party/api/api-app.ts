import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { Refusal } from '../../shared/api/problem.ts';
import type { Actor } from '../../shared/api/resources.ts';
import {
  type AnswerOf,
  API_BASE,
  AUDIT_EXPORT_PATH,
  type BodyOf,
  OPENAPI_PATH,
  type ParamsOf,
  type QueryOf,
  ROUTES,
  type Route,
  type RouteName,
  type Routes,
} from '../../shared/api/routes.ts';
import type { Idempotency } from '../admin/idempotency.ts';
import { RateLimiter } from '../admin/rate-limiter.ts';
import { bearerOf } from '../secrets.ts';
import { ApiProblem, problemResponse } from './api-problem.ts';
import { openApiDocument } from './openapi.ts';

const MAX_BODY_CHARS = 40_000;
const MAX_KEY_LENGTH = 200;

/** A request that has passed every check of its route. */
export interface Checked<R extends Route> {
  params: ParamsOf<R>;
  query: QueryOf<R, 'out'>;
  body: BodyOf<R, 'out'>;
  actor: Actor;
}

export type Handlers = {
  [Name in RouteName]: (request: Checked<Routes[Name]>) => Promise<AnswerOf<Routes[Name]> | ApiProblem>;
};

export interface ApiHost {
  handlers: Handlers;
  idempotency: Idempotency;
  now(): number;
  /** Whose token it is. */
  actorOf(token: string): Promise<Actor | undefined>;
  auditLines(): AsyncGenerator<string>;
}

type AnyHandler = (request: Checked<Route>) => Promise<unknown>;
type Result = { refusal: Refusal } | { status: number; body: string | null };

/** The REST API by its table: limits, token, form, idempotency, and then the handler. */
export function apiApp(host: ApiHost): Hono {
  const app = new Hono().basePath(API_BASE);
  const requests = new RateLimiter({ name: 'requests', quota: 600, windowSeconds: 60 });
  const failures = new RateLimiter({ name: 'failures', quota: 20, windowSeconds: 60 });

  /** Calls `act` for those who may; the failures of an address are counted apart and end in a wait. */
  async function admitted(
    context: Context,
    isOpen: boolean,
    act: (actor: Actor, token: string) => Promise<Response>,
  ): Promise<Response> {
    const now = host.now();
    const address = context.req.header('cf-connecting-ip') ?? 'unknown';
    if (failures.isEmpty(address, now))
      return problemResponse({ code: 'rate-limited' }, failures.take(address, now).headers);
    const token = bearerOf(context.req.header('authorization')) ?? '';
    const actor = isOpen ? ANYONE : await host.actorOf(token);
    if (!actor) {
      const { headers } = failures.take(address, now);
      return problemResponse({ code: 'unauthorized' }, { ...headers, 'www-authenticate': 'Bearer' });
    }
    const standing = requests.take(isOpen ? address : actor.id, now);
    if (!standing.ok) return problemResponse({ code: 'rate-limited' }, standing.headers);
    const response = await act(actor, token);
    for (const [name, value] of Object.entries(standing.headers)) response.headers.set(name, value);
    // A wrong setup secret is a guess as well.
    if (response.status === 401) failures.take(address, now);
    return response;
  }

  for (const [name, route] of Object.entries<Route>(ROUTES)) {
    const handler = host.handlers[name as RouteName] as AnyHandler;
    app.on(route.method, route.path, (context) =>
      admitted(context, route.open === true, async (actor, token) => {
        const text = await context.req.text();
        const result = await once(host, context, token, text, () => run(context, route, text, actor, handler));
        return responseOf(result);
      }),
    );
  }
  app.get(AUDIT_EXPORT_PATH, (context) =>
    admitted(context, false, async () => {
      const headers = { 'content-type': 'application/jsonl', 'cache-control': 'no-store' };
      let text = '';
      for await (const lines of host.auditLines()) text += lines;
      return new Response(text, { headers });
    }),
  );
  app.get(OPENAPI_PATH, (context) => context.json(openApiDocument()));
  app.notFound(() => problemResponse({ code: 'not-found' }));
  app.onError((error) => {
    console.error('api', error);
    return problemResponse({ code: 'internal' });
  });
  return app;
}

const ANYONE: Actor = { type: 'party', id: 'anyone', name: null };

async function run(context: Context, route: Route, text: string, actor: Actor, handler: AnyHandler): Promise<Result> {
  if (text.length > MAX_BODY_CHARS) return { refusal: { code: 'body-too-large' } };
  const query = checked(route.query, context.req.query());
  const body = checked(route.body, route.body ? jsonOf(text) : undefined);
  const errors = [...query.errors, ...body.errors];
  if (errors.length > 0) return { refusal: { code: 'request-invalid', errors } };
  const params = context.req.param() as Checked<Route>['params'];
  const answer = await handler({ params, query: query.value as undefined, body: body.value as undefined, actor });
  if (answer instanceof ApiProblem) return { refusal: answer.refusal };
  return { status: route.status, body: route.answer ? JSON.stringify(answer) : null };
}

/** A POST with an idempotency key is done once, however often it is sent. */
async function once(
  host: ApiHost,
  context: Context,
  token: string,
  text: string,
  act: () => Promise<Result>,
): Promise<Result> {
  const key = context.req.method === 'POST' ? context.req.header('idempotency-key') : undefined;
  if (key === undefined) return act();
  if (key.length === 0 || key.length > MAX_KEY_LENGTH) {
    return { refusal: { code: 'request-invalid', detail: 'Idempotency-Key must have 1 to 200 characters.' } };
  }
  const request = `${context.req.path}\n${text}`;
  const found = await host.idempotency.begin(token, key, request, host.now());
  if (found.type === 'busy') return { refusal: { code: 'idempotency-key-busy' } };
  if (found.type === 'reused') return { refusal: { code: 'idempotency-key-reused' } };
  if (found.type === 'known') return { status: found.answer.status, body: found.answer.body || null };
  let given: { status: number; body: string } | null = null;
  try {
    const result = await act();
    if ('status' in result) given = { status: result.status, body: result.body ?? '' };
    return result;
  } finally {
    await host.idempotency.finish(token, key, request, given, host.now());
  }
}

function responseOf(result: Result): Response {
  if ('refusal' in result) return problemResponse(result.refusal);
  const type: Record<string, string> = result.body === null ? {} : { 'content-type': 'application/json' };
  return new Response(result.body, { status: result.status, headers: { 'cache-control': 'no-store', ...type } });
}

function checked(
  schema: v.GenericSchema | undefined,
  value: unknown,
): { value: unknown; errors: { path: string; message: string }[] } {
  if (!schema) return { value: undefined, errors: [] };
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return { value: parsed.output, errors: [] };
  return {
    value: undefined,
    errors: parsed.issues.slice(0, 20).map((issue) => ({ path: v.getDotPath(issue) ?? '', message: issue.message })),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
