import { encodeWantedAssets } from '../codec/asset-ids.ts';
import { isFont, type SniffedAsset, sniffAsset } from '../codec/asset-type.ts';
import { ENGINE_LIMITS } from '../codec/limits.ts';
import { type AssetId, type AssetReason, isAssetReason } from '../tree/asset.ts';
import type { AssetMessage } from '../tree/message.ts';
import { cleanSprite } from './clean-sprite.ts';
import { MIRROR_LIMITS } from './mirror-limits.ts';

/** Bytes that the mirror shows, under an address of its own making. */
export interface StoredAsset extends SniffedAsset {
  readonly url: string;
  readonly sizeBytes: number;
  /** Of an SVG: the same for `<use>`. Undefined when there is nothing in it to be used. */
  readonly spriteUrl: string | undefined;
}

interface OpenAsset {
  readonly whole: Uint8Array<ArrayBuffer>;
  receivedBytes: number;
}

/**
 * Pictures and fonts of one session, by content: kept from one snapshot to the next. The page names what it shows; what is
 * not here yet is asked for, a little at a time and in the page's order.
 */
export class AssetStore {
  /** What arrived and may not be shown stands here as its reason. */
  private readonly assets = new Map<AssetId, StoredAsset | AssetReason>();
  /** Assets of which some parts are here. */
  private readonly open = new Map<AssetId, OpenAsset>();
  private sizeBytes = 0;
  private pixels = 0;

  /** What was asked for since the page began. */
  private readonly wanted = new Set<AssetId>();
  private readonly newlyWanted: AssetId[] = [];
  private asking: Promise<void> | undefined;

  constructor(private readonly onWanted: ((wanted: Uint8Array) => void) | undefined) {}

  get(id: AssetId): StoredAsset | undefined {
    const found = this.assets.get(id);
    return typeof found === 'object' ? found : undefined;
  }

  /** Why an asset cannot be shown; undefined: it can, or it is still on its way. */
  reasonOf(id: AssetId): AssetReason | undefined {
    const found = this.assets.get(id);
    return typeof found === 'string' ? found : undefined;
  }

  /** The document refers to this. Asked for once, together with what else the same message brings. */
  want(id: AssetId): void {
    if (this.assets.has(id) || this.wanted.has(id)) return;
    this.wanted.add(id);
    this.newlyWanted.push(id);
    this.asking ??= Promise.resolve().then(() => this.ask());
  }

  /** A page that begins anew knows nothing of what was asked before. */
  forgetWanted(): void {
    this.wanted.clear();
  }

  /** Takes one part; the id of an asset that is complete by it. */
  take({ asset, sizeBytes, offsetBytes, bytes }: AssetMessage): AssetId | undefined {
    if (this.assets.has(asset)) return undefined;
    if (offsetBytes === 0) this.begin(asset, sizeBytes);
    const open = this.open.get(asset);
    // Without its beginning, or sent again from an earlier place.
    if (open === undefined || open.receivedBytes !== offsetBytes || open.whole.length !== sizeBytes) return undefined;
    open.whole.set(bytes, offsetBytes);
    open.receivedBytes += bytes.length;
    if (open.receivedBytes < sizeBytes) return undefined;
    this.open.delete(asset);
    this.assets.set(asset, this.made(open.whole));
    return asset;
  }

  /** Nothing shows this asset any more. */
  drop(id: AssetId): void {
    this.wanted.delete(id);
    this.open.delete(id);
    const asset = this.assets.get(id);
    this.assets.delete(id);
    if (asset === undefined || isReason(asset)) return;
    this.sizeBytes -= asset.sizeBytes;
    this.pixels -= areaOf(asset);
    URL.revokeObjectURL(asset.url);
    if (asset.spriteUrl !== undefined) URL.revokeObjectURL(asset.spriteUrl);
  }

  /** Lets go of the bytes. */
  clear(): void {
    for (const id of [...this.assets.keys()]) this.drop(id);
    this.open.clear();
  }

  private begin(asset: AssetId, sizeBytes: number): void {
    if (this.open.size >= MIRROR_LIMITS.openAssets && !this.open.has(asset)) {
      const [oldest] = this.open.keys();
      if (oldest !== undefined) this.open.delete(oldest);
    }
    this.open.set(asset, { whole: new Uint8Array(sizeBytes), receivedBytes: 0 });
  }

  private made(bytes: Uint8Array<ArrayBuffer>): StoredAsset | AssetReason {
    const sniffed = sniffAsset(bytes);
    if (sniffed === undefined) return 'type-not-allowed';
    const { type } = sniffed;
    const area = areaOf(sniffed);
    if (
      this.assets.size >= MIRROR_LIMITS.assets ||
      this.sizeBytes + bytes.length > MIRROR_LIMITS.assetsBytes ||
      this.pixels + area > MIRROR_LIMITS.assetPixels
    ) {
      return 'too-large';
    }
    this.sizeBytes += bytes.length;
    this.pixels += area;
    const url = URL.createObjectURL(new Blob([bytes], { type }));
    return {
      ...sniffed,
      url,
      sizeBytes: bytes.length,
      spriteUrl: type === 'image/svg+xml' ? spriteUrlOf(bytes) : undefined,
    };
  }

  private ask(): void {
    this.asking = undefined;
    const missing = this.newlyWanted.splice(0).filter((id) => !this.assets.has(id));
    for (let at = 0; at < missing.length; at += ENGINE_LIMITS.wantedAssets) {
      this.onWanted?.(encodeWantedAssets(missing.slice(at, at + ENGINE_LIMITS.wantedAssets)));
    }
  }
}

function areaOf({ pixels }: SniffedAsset): number {
  return pixels === undefined ? 0 : pixels.width * pixels.height;
}

function spriteUrlOf(bytes: Uint8Array): string | undefined {
  const clean = cleanSprite(new TextDecoder().decode(bytes));
  return clean && URL.createObjectURL(new Blob([clean], { type: 'image/svg+xml' }));
}

function isReason(asset: StoredAsset | AssetReason): asset is AssetReason {
  return typeof asset === 'string' && isAssetReason(asset);
}

/** Whether an asset fits where it is to be shown. */
export function fits(asset: StoredAsset, use: 'picture' | 'font'): boolean {
  return isFont(asset.type) === (use === 'font');
}
