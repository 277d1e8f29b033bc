import { decodeWantedAssets } from '../../../shared/codec/asset-ids.ts';
import { sniffAsset } from '../../../shared/codec/asset-type.ts';
import { encodeAsset } from '../../../shared/codec/encode.ts';
import { ENGINE_LIMITS } from '../../../shared/codec/limits.ts';
import type { AssetId, AssetState } from '../../../shared/tree/asset.ts';
import { assetIdFor } from './asset-id.ts';

/** Bytes kept of all assets of a session: they live as long as it does, for agents who come later. */
const MOST_BYTES = 64 * 1024 * 1024;

/** While more than this is on its way, what people do comes first. */
const MOST_BACKLOG_BYTES = 128 * 1024;

/** Time between looks at a connection that is busy. */
const RETRY_MS = 50;

/** How assets leave, and how much has not arrived yet. */
export interface AssetOutlet {
  send(message: Uint8Array): void;
  backlogBytes(): number;
}

/** Bytes of pictures and fonts that the page has shown, by content, and who is to get them. One for a page and its frames. */
export class AssetLibrary {
  private readonly assets = new Map<AssetId, Blob>();
  private sizeBytes = 0;
  /** Asked for and not sent, in order. */
  private readonly queue = new Set<AssetId>();
  private sending = false;
  private outlet: AssetOutlet | undefined;

  /** The first outlet is the page's: it outlives those of its frames. */
  connect(outlet: AssetOutlet): void {
    this.outlet ??= outlet;
  }

  disconnect(outlet: AssetOutlet): void {
    if (this.outlet !== outlet) return;
    this.outlet = undefined;
    this.queue.clear();
  }

  /** Keeps bytes that may leave, under the name of their content. */
  async keep(bytes: Uint8Array<ArrayBuffer>): Promise<AssetState> {
    if (bytes.length > ENGINE_LIMITS.assetBytes) return { asset: '', reason: 'too-large' };
    if (sniffAsset(bytes) === undefined) return { asset: '', reason: 'type-not-allowed' };
    const asset = await assetIdFor(bytes);
    if (this.assets.has(asset)) return { asset, reason: '' };
    if (this.sizeBytes + bytes.length > MOST_BYTES) return { asset: '', reason: 'too-large' };
    this.sizeBytes += bytes.length;
    this.assets.set(asset, new Blob([bytes]));
    return { asset, reason: '' };
  }

  /** Lets go of bytes that nothing shows any more: the frames of a canvas. */
  forget(asset: AssetId): void {
    this.sizeBytes -= this.assets.get(asset)?.size ?? 0;
    this.assets.delete(asset);
    this.queue.delete(asset);
  }

  /** An agent lacks these. Who asks for another page's gets nothing. */
  sendAssets(wanted: Uint8Array): void {
    for (const id of decodeWantedAssets(wanted)) if (this.assets.has(id)) this.queue.add(id);
    if (!this.sending) void this.sendQueue();
  }

  private async sendQueue(): Promise<void> {
    this.sending = true;
    for (const id of this.queue) {
      const blob = this.assets.get(id);
      if (blob !== undefined) await this.sendParts(id, new Uint8Array(await blob.arrayBuffer()));
      this.queue.delete(id);
    }
    this.sending = false;
  }

  private async sendParts(asset: AssetId, whole: Uint8Array): Promise<void> {
    for (let offsetBytes = 0; offsetBytes < whole.length; offsetBytes += ENGINE_LIMITS.assetPartBytes) {
      while (this.outlet !== undefined && this.outlet.backlogBytes() > MOST_BACKLOG_BYTES) {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
      const bytes = whole.subarray(offsetBytes, offsetBytes + ENGINE_LIMITS.assetPartBytes);
      this.outlet?.send(encodeAsset({ type: 'asset', asset, sizeBytes: whole.length, offsetBytes, bytes }));
    }
  }
}
