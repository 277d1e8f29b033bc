import * as v from 'valibot';
import { type ProblemBody, type ProblemCode, problemCode, problemSchema } from './problem.ts';
import {
  type AnswerOf,
  API_BASE,
  AUDIT_EXPORT_PATH,
  type BodyOf,
  type ParamsOf,
  type QueryOf,
  ROUTES,
  type Route,
  type RouteName,
  type Routes,
} from './routes.ts';

/** A call that was not done: refused by the party, or never answered. The message is for the person. */
export class ApiError extends Error {
  constructor(
    readonly code: ProblemCode | 'party-unreachable',
    message: string,
    /** What is wrong, field by field. */
    readonly fields: NonNullable<ProblemBody['errors']> = [],
  ) {
    super(message);
  }
}

interface Given<R extends Route> {
  params?: ParamsOf<R>;
  query?: QueryOf<R, 'in'>;
  body?: BodyOf<R, 'in'>;
}

/** The API of one party. Every call throws an `ApiError` when it is not done. */
export interface ApiClient {
  call<Name extends RouteName>(name: Name, given?: Given<Routes[Name]>): Promise<AnswerOf<Routes[Name]>>;
  /** The audit log as JSON lines. */
  exportAudit(): Promise<string>;
}

/** @param token an admin token; '' for what needs none */
export function apiClient(partyUrl: string, token: string): ApiClient {
  const ask = async (path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Response> => {
    const headers = { ...(token !== '' && { authorization: `Bearer ${token}` }), ...init.headers };
    const response = await fetch(partyUrl + API_BASE + path, { ...init, headers, cache: 'no-store' }).catch(
      () => undefined,
    );
    if (!response) throw new ApiError('party-unreachable', `The party at ${partyUrl} cannot be reached.`);
    if (!response.ok) throw await errorOf(response);
    return response;
  };
  return {
    async call<Name extends RouteName>(name: Name, given: Given<Routes[Name]> = {}) {
      const route: Route = ROUTES[name];
      const { params = {}, query, body } = given as Given<Route>;
      const response = await ask(pathOf(route, params) + queryText(query), {
        method: route.method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      if (!route.answer) return undefined as AnswerOf<Routes[Name]>;
      const answer = v.safeParse(route.answer, await response.json().catch(() => undefined));
      if (!answer.success) throw new ApiError('internal', 'The answer of the party was not understood.');
      return answer.output as AnswerOf<Routes[Name]>;
    },
    async exportAudit() {
      return (await ask(AUDIT_EXPORT_PATH, {})).text();
    },
  };
}

function pathOf(route: Route, params: Record<string, string>): string {
  return route.path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''));
}

function queryText(query: unknown): string {
  const fields = Object.entries(query ?? {}).filter((field): field is [string, string] => typeof field[1] === 'string');
  return fields.length === 0 ? '' : `?${new URLSearchParams(fields)}`;
}

async function errorOf(response: Response): Promise<ApiError> {
  const problem = v.safeParse(problemSchema, await response.json().catch(() => undefined));
  if (!problem.success) return new ApiError('party-unreachable', `This is no party: it answered ${response.status}.`);
  const { title, detail, errors = [] } = problem.output;
  const fields = errors.map(({ path, message }) => `${path}: ${message}`);
  const sentence = [title, detail, ...fields].filter(Boolean).join(' ');
  return new ApiError(problemCode(problem.output) ?? 'internal', sentence, errors);
}

/** Every item of a list, page by page. */
export async function allOf<Item>(
  load: (cursor: string | undefined) => Promise<{ items: Item[]; next: string | null }>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await load(cursor);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return items;
}
