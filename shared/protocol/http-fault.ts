/** Everything that can go wrong in a request to the party: the constant `error` of its answers, or no answer at all. */
export const HTTP_FAULTS = [
  'party-unreachable',
  'code-wrong',
  'pass-invalid',
  'room-unknown',
  'room-busy',
  'origin-refused',
  'protocol-unsupported',
  'rate-limited',
  'not-found',
  'request-invalid',
] as const;

export type HttpFault = (typeof HTTP_FAULTS)[number];
