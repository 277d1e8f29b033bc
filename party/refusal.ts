import type { HttpFault } from '../shared/protocol/http-fault.ts';

const STATUS: Record<Exclude<HttpFault, 'party-unreachable'>, number> = {
  'request-invalid': 400,
  'protocol-unsupported': 400,
  'pass-invalid': 401,
  'origin-refused': 403,
  'not-found': 404,
  'room-unknown': 404,
  'code-wrong': 404,
  'room-busy': 409,
  'rate-limited': 429,
};

/** Rule A2: one constant answer per class of refusal. */
export function refusal(fault: keyof typeof STATUS, headers: Record<string, string> = {}): Response {
  return Response.json(
    { error: fault },
    { status: STATUS[fault], headers: { 'cache-control': 'no-store', ...headers } },
  );
}
