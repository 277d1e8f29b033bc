/**
 * Caps on what one page can make the other end build; kept by the capture, checked by the decoder before it allocates.
 * Reasons: TRUST.md, "The mirror frame" (a tree 3,000 deep crashes a renderer; 2,000 does not).
 */
export const ENGINE_LIMITS = {
  depth: 512,
  nodes: 150_000,
  /** UTF-16 units of one attribute value. */
  attributeLength: 64 * 1024,
  /** UTF-16 units of one text node, comment or form value. */
  textLength: 256 * 1024,
  /** UTF-16 units of one CSS rule. */
  ruleLength: 1024 * 1024,
  attributes: 1024,
  /** Rules of one sheet. */
  rules: 20_000,
  /** Items of any list in an op. */
  listLength: 20_000,
  /** Nodes of one `hashes` message. */
  hashedNodes: 4_000,
  /** Boxes of one `digest` message. */
  boxes: 64,
  /** Bytes of one request for repair. */
  repairBytes: 32 * 1024,
  /** Entries in the string table and in the shape table. */
  tableEntries: 65_536,
  /** Longest string, in UTF-16 units, worth an entry in the table. */
  internedLength: 96,
  /** Bytes of one picture or font. */
  assetBytes: 4 * 1024 * 1024,
  /** Bytes of one in one message: what a patch may have to wait for. */
  assetPartBytes: 48 * 1024,
  /** Assets that one message may ask for. */
  wantedAssets: 256,
} as const;
