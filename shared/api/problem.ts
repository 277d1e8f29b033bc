import * as v from 'valibot';

/** Everything that the API refuses for: status and title of an answer of `application/problem+json` (RFC 9457). */
export const PROBLEMS = {
  'request-invalid': { status: 400, title: 'The request is not valid.' },
  unauthorized: { status: 401, title: 'An admin token is needed.' },
  'setup-secret-wrong': { status: 401, title: 'That is not the setup secret.' },
  'not-found': { status: 404, title: 'This does not exist.' },
  'setup-done': { status: 409, title: 'This party has been set up already.' },
  'last-token': { status: 409, title: 'This is the last admin token.' },
  'too-many-webhooks': { status: 409, title: 'There are as many webhooks as there may be.' },
  'session-live': { status: 409, title: 'The session goes on.' },
  'idempotency-key-busy': { status: 409, title: 'A request with this idempotency key is under way.' },
  'body-too-large': { status: 413, title: 'The request is too large.' },
  'idempotency-key-reused': { status: 422, title: 'This idempotency key belongs to another request.' },
  'rate-limited': { status: 429, title: 'Too many requests.' },
  'partly-done': { status: 502, title: 'Not everything could be done. Try again.' },
  internal: { status: 500, title: 'The party made a mistake.' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

export const problemSchema = v.strictObject({
  type: v.pipe(v.string(), v.regex(/^urn:coview:problem:[a-z-]+$/)),
  title: v.string(),
  status: v.pipe(v.number(), v.integer()),
  detail: v.optional(v.string()),
  /** What is wrong, field by field. */
  errors: v.optional(v.array(v.strictObject({ path: v.string(), message: v.string() }))),
});
export type ProblemBody = v.InferOutput<typeof problemSchema>;

const TYPE_PREFIX = 'urn:coview:problem:';

/** What is known of a refusal. */
export interface Refusal {
  code: ProblemCode;
  detail?: string;
  errors?: ProblemBody['errors'];
}

export function problemBody({ code, detail, errors }: Refusal): ProblemBody {
  return {
    type: TYPE_PREFIX + code,
    ...PROBLEMS[code],
    ...(detail !== undefined && { detail }),
    ...(errors && { errors }),
  };
}

/** The code of a problem that a party sent; undefined when it is none that we know. */
export function problemCode(body: ProblemBody): ProblemCode | undefined {
  const code = body.type.slice(TYPE_PREFIX.length);
  return (Object.keys(PROBLEMS) as ProblemCode[]).find((known) => known === code);
}
