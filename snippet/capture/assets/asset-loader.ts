import { ENGINE_LIMITS } from '../../../shared/codec/limits.ts';
import type { AssetReason, AssetState } from '../../../shared/tree/asset.ts';
import type { AssetLibrary } from './asset-library.ts';
import { spritePart } from './sprite-part.ts';

/** Requests at one time: the page's own come first. */
const MOST_LOADS = 4;

/** An origin that refused this often, and never gave anything, is not asked again: each refusal shows in the page's console. */
const MOST_REFUSALS = 3;

export interface Load {
  url: string;
  /** Seen by the customer now: goes before the others. */
  urgent: boolean;
  withCookies: boolean;
  /** Id of the only symbol wanted of a sprite. */
  part?: string | undefined;
}

interface Waiting extends Load {
  resolve(state: AssetState): void;
}

const nothing = (reason: AssetReason): AssetState => ({ asset: '', reason });

/** Reads what the page has loaded itself once more, from the browser's cache where it is there: always the same address. */
export class AssetLoader {
  private readonly results = new Map<string, Promise<AssetState>>();
  private readonly waiting: Waiting[] = [];
  private readonly refusals = new Map<string, number>();
  private loading = 0;
  private readonly leaving = new AbortController();

  constructor(
    private readonly window: Window & typeof globalThis,
    private readonly library: AssetLibrary,
  ) {}

  /** Each address once. */
  load(load: Load): Promise<AssetState> {
    const key = `${load.url}#${load.part ?? ''}`;
    const known = this.results.get(key);
    if (known !== undefined) return known;
    const result = new Promise<AssetState>((resolve) => {
      this.waiting.push({ ...load, resolve });
    });
    this.results.set(key, result);
    this.next();
    return result;
  }

  stop(): void {
    this.waiting.length = 0;
    this.leaving.abort();
  }

  private next(): void {
    while (this.loading < MOST_LOADS && this.waiting.length > 0) {
      const urgent = this.waiting.findIndex((each) => each.urgent);
      const [chosen] = this.waiting.splice(Math.max(0, urgent), 1);
      if (chosen === undefined) return;
      this.loading++;
      void this.read(chosen)
        .catch(() => nothing('not-loaded'))
        .then((state) => {
          chosen.resolve(state);
          this.loading--;
          this.next();
        });
    }
  }

  private async read({ url, withCookies, part }: Load): Promise<AssetState> {
    const { origin, protocol } = new URL(url);
    if (!/^(https?|blob|data):$/.test(protocol)) return nothing('type-not-allowed');
    const isForeign = /^http/.test(protocol) && origin !== this.window.location.origin;
    if ((this.refusals.get(origin) ?? 0) >= MOST_REFUSALS) return nothing(isForeign ? 'cross-origin' : 'not-loaded');
    let response: Response;
    try {
      response = await this.window.fetch(url, {
        cache: 'force-cache',
        credentials: withCookies ? 'include' : 'same-origin',
        signal: this.leaving.signal,
      });
    } catch {
      this.refusals.set(origin, (this.refusals.get(origin) ?? 0) + 1);
      return nothing(isForeign ? 'cross-origin' : 'not-loaded');
    }
    this.refusals.set(origin, Number.NEGATIVE_INFINITY);
    if (!response.ok || response.body === null) return nothing('not-loaded');
    const bytes = await firstBytes(response.body);
    if (bytes === undefined) return nothing('too-large');
    const wanted = part === undefined ? bytes : spritePart(bytes, part);
    return wanted === undefined ? nothing('not-loaded') : this.library.keep(wanted);
  }
}

/** The whole body, unless it is longer than an asset may be: then the rest is not read. */
async function firstBytes(body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    length += next.value.length;
    if (length > ENGINE_LIMITS.assetBytes) {
      void reader.cancel();
      return undefined;
    }
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
