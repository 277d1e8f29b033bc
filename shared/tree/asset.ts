/** Names the bytes of a picture or font by their content: SHA-256 in hexadecimal. */
export type AssetId = string;

export const NO_ASSET: AssetId = '';

/** Bytes of an `AssetId`. */
export const ASSET_ID_BYTES = 32;

/** Id of the symbol to show within an asset that stands for a part of an SVG sprite. */
export const SPRITE_PART_ID = 'coview-part';

/** Why something that the page shows is a placeholder in the mirror. */
export const ASSET_REASONS = [
  /** More bytes, or more of them together, than travel. */
  'too-large',
  /** The browser shows it to the customer and keeps it from the page's scripts. */
  'cross-origin',
  /** Private: masked or blocked. */
  'blocked',
  /** It could not be read a second time. */
  'not-loaded',
  /** Neither a picture nor a font that mirrors show. */
  'type-not-allowed',
] as const;

export type AssetReason = (typeof ASSET_REASONS)[number];

/** What became of something that a page refers to. Neither: nothing is shown there. */
export interface AssetState {
  asset: AssetId;
  /** With `NO_ASSET` only. */
  reason: AssetReason | '';
}

export function isAssetId(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

export function isAssetReason(text: string): text is AssetReason {
  return (ASSET_REASONS as readonly string[]).includes(text);
}
