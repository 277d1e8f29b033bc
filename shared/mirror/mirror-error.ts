/** Why a message was refused. */
export type MirrorFault =
  /** The bytes do not follow the format, or a patch came before its snapshot. */
  | 'undecodable'
  /** A node, sheet or rule that the mirror does not have, or has already. */
  | 'unknown-reference'
  /** A tree that no document can have: a cycle, a text beside the root, a second shadow root. */
  | 'impossible-structure'
  /** More nodes, depth or CSS than a mirror builds. */
  | 'limit'
  /** Something that this version does not build. */
  | 'unsupported'
  /** The frame's document was replaced by someone else, so the mirror was lost. */
  | 'frame-lost'
  /** The frame given to `createMirror` is not in a document. */
  | 'frame-detached'
  /** A fault of the mirror itself. */
  | 'internal';

/** A message that does not fit the mirrored document. Nothing of it has been applied; ask the page for a snapshot. */
export class MirrorError extends Error {
  constructor(
    readonly fault: MirrorFault,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`mirror: ${detail} (${fault})`, options);
    this.name = 'MirrorError';
  }
}
