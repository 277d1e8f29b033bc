/** Why a session or a connection ended: WebSocket close codes of Coview, one sentence each is shown to the person. */
export const CLOSE_CODES = {
  'ended-by-customer': 4400,
  'ended-by-agent': 4401,
  expired: 4402,
  'idle-limit': 4403,
  'code-used-up': 4404,
  declined: 4405,
  'length-limit': 4406,
  /** The customer's page could not be followed any longer. */
  'capture-failed': 4408,
  refused: 4410,
  'pass-revoked': 4411,
  'origin-refused': 4412,
  'protocol-unsupported': 4413,
  'message-invalid': 4414,
  'message-too-large': 4415,
  'rate-limited': 4416,
  replaced: 4417,
  'session-unknown': 4418,
  /** What arrived was not sealed by the other end, or something that it sent is missing. */
  'not-authentic': 4419,
  'ended-by-admin': 4420,
  /** As many agents as the room allows are there. */
  'session-full': 4421,
} as const;

export type CloseReason = keyof typeof CLOSE_CODES;

/** The reason behind a WebSocket close code; undefined for codes that are not ours (the network, the browser). */
export function reasonOfCode(code: number): CloseReason | undefined {
  return (Object.keys(CLOSE_CODES) as CloseReason[]).find((reason) => CLOSE_CODES[reason] === code);
}

/** Rule C2: after any other reason of ours the end does not come back by itself. */
export function mayReconnectAfter(reason: CloseReason | undefined): boolean {
  return reason === undefined || reason === 'rate-limited';
}
