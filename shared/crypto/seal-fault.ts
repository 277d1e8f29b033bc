/** What is wrong with a frame. None of these happens by accident: the party, or somebody in its place, did it. */
export type SealFaultKind =
  /** Not sealed by the other end for this header in this session. */
  | 'damaged'
  /** A frame before this one is missing. */
  | 'gap'
  /** It was delivered on this connection before. */
  | 'replayed'
  /** It comes from before the other end's last start. */
  | 'outdated'
  /** The other end has sent more than was delivered. */
  | 'withheld';

export class SealFault extends Error {
  override readonly name = 'SealFault';

  constructor(readonly kind: SealFaultKind) {
    super(`a sealed frame is ${kind}`);
  }
}

/** By name: the code that throws it may have been loaded apart, with a class of its own. */
export function isSealFault(error: unknown): boolean {
  return error instanceof Error && error.name === 'SealFault';
}
