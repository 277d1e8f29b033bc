import { decodeWantedAssets } from '../../../shared/codec/asset-ids.ts';
import { sniffAsset } from '../../../shared/codec/asset-type.ts';
import { encodeAsset } from '../../../shared/codec/encode.ts';
import { ENGINE_LIMITS } from '../../../shared/codec/limits.ts';
import type { AssetId, AssetReason, AssetState } from '../../../shared/tree/asset.ts';
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
  /** Pictures that follow each other, and how many elements show each at the moment. */
  private readonly passing = new Map<AssetId, number>();
  private readonly sent = new Set<AssetId>();
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
    const { state } = await this.add(bytes);
    this.passing.delete(state.asset);
    return state;
  }

  /** Keeps them until they are released as often as they were kept. */
  async keepPassing(bytes: Uint8Array<ArrayBuffer>): Promise<AssetState> {
    const { state, isNew } = await this.add(bytes);
    const users = this.passing.get(state.asset);
    if (isNew || users !== undefined) this.passing.set(state.asset, (users ?? 0) + 1);
    return state;
  }

  /** Whether somebody has asked for it and it has left. */
  wasSent(asset: AssetId): boolean {
    return this.sent.has(asset);
  }

  /** One of those that showed a passing picture shows another. */
  release(asset: AssetId): void {
    const users = this.passing.get(asset);
    if (users === undefined) return;
    if (users > 1) {
      this.passing.set(asset, users - 1);
      return;
    }
    this.passing.delete(asset);
    this.sizeBytes -= this.assets.get(asset)?.size ?? 0;
    this.assets.delete(asset);
    this.queue.delete(asset);
    this.sent.delete(asset);
  }

  private async add(bytes: Uint8Array<ArrayBuffer>): Promise<{ state: AssetState; isNew: boolean }> {
    const refused = (reason: AssetReason) => ({ state: { asset: '', reason }, isNew: false });
    if (bytes.length > ENGINE_LIMITS.assetBytes) return refused('too-large');
    if (sniffAsset(bytes) === undefined) return refused('type-not-allowed');
    const asset = await assetIdFor(bytes);
    const isNew = !this.assets.has(asset);
    if (isNew && this.sizeBytes + bytes.length > MOST_BYTES) return refused('too-large');
    if (isNew) {
      this.sizeBytes += bytes.length;
      this.assets.set(asset, new Blob([bytes]));
    }
    return { state: { asset, reason: '' }, isNew };
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
      if (blob !== undefined) {
        await this.sendParts(id, new Uint8Array(await blob.arrayBuffer()));
        if (this.assets.has(id)) this.sent.add(id);
      }
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
