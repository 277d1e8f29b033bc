import type { AssetState } from '../../../shared/tree/asset.ts';
import type { Op } from '../../../shared/tree/message.ts';
import { MASK } from '../../privacy/level.ts';
import { ofDocument } from '../natives.ts';
import type { SignalContext } from '../signal.ts';
import type { AssetLoader } from './asset-loader.ts';
import { RuleUses } from './rule-uses.ts';

/** Addresses looked at in one flush. */
const LOOKS_A_FLUSH = 64;

/** Addresses remembered as loaded by the page. */
const MOST_LOADED = 10_000;

/** Flushes between two looks at which rules apply to what. */
const FLUSHES_BETWEEN_LOOKS = 5;

interface Meaning {
  state: AssetState;
  sent: boolean;
}

/**
 * Pictures and fonts of style sheets and `style` attributes. Of the addresses that have left in CSS, those count that the
 * page itself has loaded, and whose picture is shown somewhere in the open.
 */
export class CssAssets {
  private readonly meanings = new Map<string, Meaning>();
  /** Read, or being read. */
  private readonly begun = new Set<string>();
  /** What this document has loaded, without fragments. */
  private readonly loaded = new Set<string>();
  private readonly observer: PerformanceObserver;
  private flushes = 0;

  constructor(
    private readonly context: SignalContext,
    private readonly loader: AssetLoader,
  ) {
    this.observer = new context.window.PerformanceObserver((list) => {
      for (const { name } of list.getEntries())
        if (this.loaded.size < MOST_LOADED) this.loaded.add(withoutFragment(name));
      this.flushes = 0;
      context.schedule();
    });
    this.observer.observe({ type: 'resource', buffered: true });
  }

  collect(emit: (op: Op) => void): void {
    this.look();
    for (const [address, meaning] of this.meanings) {
      if (meaning.sent) continue;
      meaning.sent = true;
      emit({ type: 'css-asset', address, ...meaning.state });
    }
  }

  forget(): void {
    for (const meaning of this.meanings.values()) meaning.sent = false;
    this.flushes = 0;
  }

  stop(): void {
    this.observer.disconnect();
  }

  /** Looks for addresses that the page has come to load. */
  private look(): void {
    const { privacy } = this.context;
    if (privacy.addresses.size === this.begun.size || this.flushes++ % FLUSHES_BETWEEN_LOOKS !== 0) return;
    const base = ofDocument(this.context.document, 'baseURI');
    const candidates = [...privacy.addresses].filter(([address]) => !this.begun.has(address));
    let uses: RuleUses | undefined;
    let looks = 0;
    for (const [address, spelled] of candidates) {
      const url = absolute(spelled, base);
      if (url === undefined || !(this.loaded.has(url) || url.startsWith('blob:'))) continue;
      if (++looks > LOOKS_A_FLUSH) return;
      uses ??= new RuleUses(this.context, base);
      if (!uses.isInTheOpen(url)) continue;
      this.begun.add(address);
      void this.load(address, url);
    }
  }

  private async load(address: string, url: string): Promise<void> {
    const isPrivate = (this.context.privacy.base & MASK) !== 0;
    const state: AssetState = isPrivate
      ? { asset: '', reason: 'blocked' }
      : await this.loader.load({ url, urgent: true, withCookies: false });
    this.meanings.set(address, { state, sent: false });
    this.context.schedule();
  }
}

function absolute(address: string, base: string): string | undefined {
  try {
    return withoutFragment(new URL(address, base).href);
  } catch {
    return undefined;
  }
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}
