import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { PROBLEMS, problemSchema } from '../../shared/api/problem.ts';
import { API_BASE, AUDIT_EXPORT_PATH, ROUTES, type Route } from '../../shared/api/routes.ts';
import { COMMON_PROBLEMS } from './api-problem.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: v.GenericSchema, typeMode: 'input' | 'output'): Json => {
  // A rule in code (an origin's form) has no place in JSON Schema: what can be said is said.
  const { $schema: _dialect, ...rest } = toJsonSchema(schema, {
    typeMode,
    errorMode: 'ignore',
    target: 'draft-2020-12',
  });
  return rest as Json;
};

/** The OpenAPI 3.1 document, made of the same table and schemas by which the party answers. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const [operationId, route] of Object.entries<Route>(ROUTES)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(operationId, route) };
  }
  paths[AUDIT_EXPORT_PATH] = {
    get: {
      operationId: 'exportAudit',
      summary: 'The audit log as JSON lines, the oldest entry first',
      responses: {
        200: { description: 'One entry a line', content: { 'application/jsonl': { schema: { type: 'string' } } } },
        ...problemsOf([]),
      },
    },
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Coview',
      version: '1',
      description: 'Rooms, passes, sessions, recordings and the audit log of a party.',
    },
    servers: [{ url: API_BASE }],
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'An admin token' } },
      schemas: { Problem: schemaOf(problemSchema, 'output') },
    },
    paths,
  };
}

function operation(operationId: string, route: Route): Json {
  const ids = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const key = { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 } };
  const parameters = [...ids, ...queryParameters(route.query), ...(route.method === 'POST' ? [key] : [])];
  return {
    operationId,
    summary: route.summary,
    ...(route.open && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } },
    }),
    responses: {
      [route.status]: {
        description: route.summary,
        ...(route.answer && { content: { 'application/json': { schema: schemaOf(route.answer, 'output') } } }),
      },
      ...problemsOf(route.problems ?? []),
    },
  };
}

function queryParameters(query: v.GenericSchema | undefined): Json[] {
  if (!query) return [];
  const { properties = {} } = schemaOf(query, 'input') as { properties?: Record<string, Json> };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

function problemsOf(own: readonly (keyof typeof PROBLEMS)[]): Json {
  const byStatus = new Map<number, string[]>();
  for (const code of [...COMMON_PROBLEMS, ...own]) {
    const { status, title } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), title]);
  }
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    [...byStatus].map(([status, titles]) => [status, { description: titles.join(' '), content }]),
  );
}
