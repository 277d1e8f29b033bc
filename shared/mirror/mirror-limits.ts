import { ENGINE_LIMITS } from '../codec/limits.ts';

/**
 * What one mirror builds at most, over all messages together; a single message is bounded by the decoder. The frame
 * shares its process with the panel: beyond these a hostile page could hang or crash both.
 */
export const MIRROR_LIMITS = {
  depth: ENGINE_LIMITS.depth,
  nodes: ENGINE_LIMITS.nodes,
  /** Rules of all style sheets together. */
  rules: ENGINE_LIMITS.rules,
  /** UTF-16 units of all style sheets together. */
  cssLength: 4 * 1024 * 1024,
  /** Nested browsing contexts; each costs as much as a small page, so the ones beyond become boxes. */
  frames: 64,
  /** Frames within frames. */
  frameDepth: 8,
  /** UTF-16 units of an SVG image inside a `data:` address. */
  svgImageLength: 256 * 1024,
  /** `<use>` elements in such an image: nested ones multiply. */
  svgImageUses: 64,
  /** Animations that scripts make, and transitions, of one document. */
  motions: 5000,
  /** Values in the keyframes of them all. */
  motionValues: 50_000,
  /** Pictures and fonts of a session. */
  assets: 4000,
  assetsBytes: 128 * 1024 * 1024,
  /** Pixels of all pictures together: browsers unpack what they show. */
  assetPixels: 1024 * 1024 * 1024,
  /** Assets of which only parts are here. */
  openAssets: 16,
  /** Addresses in style sheets that a page may give a meaning. */
  cssAddresses: 20_000,
} as const;
