import { PROBLEMS, type ProblemCode, problemBody, type Refusal } from '../../shared/api/problem.ts';

/** What every route may refuse for. */
export const COMMON_PROBLEMS = [
  'request-invalid',
  'unauthorized',
  'idempotency-key-busy',
  'body-too-large',
  'idempotency-key-reused',
  'rate-limited',
  'internal',
] as const satisfies readonly ProblemCode[];

/** What a handler returns in place of an answer. */
export class ApiProblem {
  constructor(readonly refusal: Refusal) {}
}

export const problem = (code: ProblemCode, detail?: string): ApiProblem =>
  new ApiProblem({ code, ...(detail !== undefined && { detail }) });

export function problemResponse(refusal: Refusal, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(problemBody(refusal)), {
    status: PROBLEMS[refusal.code].status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}
