import { ASSET_ID_BYTES, type AssetId } from '../tree/asset.ts';
import { DecodeError } from './decode-error.ts';
import { ENGINE_LIMITS } from './limits.ts';

export function assetIdBytes(id: AssetId): Uint8Array {
  return Uint8Array.from(id.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

export function assetIdOf(bytes: Uint8Array): AssetId {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What an agent's end lacks, as the body of an `asset` message to the page: ids one after the other (rule M4). */
export function encodeWantedAssets(ids: readonly AssetId[]): Uint8Array {
  const bytes = new Uint8Array(ids.length * ASSET_ID_BYTES);
  ids.forEach((id, index) => {
    bytes.set(assetIdBytes(id), index * ASSET_ID_BYTES);
  });
  return bytes;
}

/** @throws DecodeError for bytes that are no ids, or more of them than one message may name */
export function decodeWantedAssets(bytes: Uint8Array): AssetId[] {
  if (bytes.length % ASSET_ID_BYTES !== 0) throw new DecodeError('truncated');
  if (bytes.length > ENGINE_LIMITS.wantedAssets * ASSET_ID_BYTES) throw new DecodeError('too-long');
  const ids: AssetId[] = [];
  for (let at = 0; at < bytes.length; at += ASSET_ID_BYTES)
    ids.push(assetIdOf(bytes.subarray(at, at + ASSET_ID_BYTES)));
  return ids;
}
