import { assetIdOf } from '../../../shared/codec/asset-ids.ts';
import { ASSET_ID_BYTES, type AssetId } from '../../../shared/tree/asset.ts';

/**
 * Name of these bytes. Where the browser does not hash (pages without https), a name of its own: then the same bytes may
 * travel twice, and nothing else is different.
 */
export async function assetIdFor(bytes: Uint8Array<ArrayBuffer>): Promise<AssetId> {
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (subtle !== undefined) return assetIdOf(new Uint8Array(await subtle.digest('SHA-256', bytes)));
  return assetIdOf(crypto.getRandomValues(new Uint8Array(ASSET_ID_BYTES)));
}
