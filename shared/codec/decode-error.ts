export type DecodeFault =
  | 'truncated'
  | 'number-too-large'
  | 'unknown-code'
  | 'bad-reference'
  | 'too-deep'
  | 'too-many-nodes'
  | 'too-long'
  | 'trailing-bytes'
  | 'snapshot-needed';

/** An engine message that does not follow the format. Nothing of it has been applied; only a snapshot helps now. */
export class DecodeError extends Error {
  constructor(readonly fault: DecodeFault) {
    super(`engine message refused: ${fault}`);
    this.name = 'DecodeError';
  }
}
