import { type ReadonlySignal, signal } from '@preact/signals';
import type { Allowance } from '../../shared/proof/allowance.ts';

/** What the agent can be told about the picture of the page. */
export type FeedHealth = 'waiting-for-page' | 'in-step' | 'repairing' | 'lost';

export type PageKind = 'snapshot' | 'patch' | 'pointer' | 'asset';

/** Takes the engine's messages in order; throws when one does not fit. */
export type PageSink = (message: Uint8Array) => void;

/** Of whom the feed asks for what the mirror lacks. */
export interface PageFeedPorts {
  /** The party, for the newest snapshot and everything after it. */
  startOver(): void;
  /** The customer's page, for pictures and fonts. */
  sendWanted(wanted: Uint8Array): void;
  /** The customer's page, for what differs from it. */
  sendRepair(request: Uint8Array): void;
  /** Requests for repair; what goes beyond is not sent. */
  allowance: Allowance;
}

/** Faults and fresh starts in a row, before the agent is told that the picture is lost. */
const REPAIRS_IN_A_ROW = 3;

/** Messages that wait for a mirror: beyond this many bytes a fresh start is cheaper. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

/**
 * Carries engine messages from the link to the mirror. The two appear in any order: what comes before the mirror is
 * there waits. A mirror that cannot apply a message has asked the page for a snapshot, and gets nothing else until one comes.
 */
export class PageFeed {
  readonly #health = signal<FeedHealth>('waiting-for-page');
  #sink: PageSink | undefined;
  #waiting: { kind: PageKind; message: Uint8Array }[] = [];
  #waitingBytes = 0;
  /** True when messages went by that no present mirror has: the next one needs a fresh start. */
  #missed = false;
  #repairs = 0;

  constructor(private readonly ports: PageFeedPorts) {}

  get health(): ReadonlySignal<FeedHealth> {
    return this.#health;
  }

  /** Connects the mirror; one at a time. */
  attach(sink: PageSink): () => void {
    this.#sink = sink;
    const waiting = this.#takeWaiting();
    for (const { kind, message } of waiting) this.#apply(kind, message);
    if (this.#missed) this.startOver();
    return () => {
      if (this.#sink !== sink) return;
      this.#sink = undefined;
      this.#missed = true;
    };
  }

  push(kind: PageKind, message: Uint8Array): void {
    if (kind === 'asset') this.#showAsset(message);
    else if (this.#sink) this.#apply(kind, message);
    else if (kind !== 'pointer') this.#keep(kind, message);
  }

  askForAssets(wanted: Uint8Array): void {
    this.ports.sendWanted(wanted);
  }

  /** Takes a mirror's request to the page. */
  askForRepair(request: Uint8Array): void {
    // Asked again, while nothing can be shown: the page has not answered, or not well. The stored state is the next best.
    if (this.#health.value === 'repairing') this.startOver();
    else if (this.ports.allowance.take(1)) this.ports.sendRepair(request);
  }

  /** Begins again from the stored state: by itself a few times, then only when the agent asks (`retry`). */
  startOver(): void {
    this.#missed = false;
    this.#fallOutOfStep();
    if (this.#health.value === 'repairing') this.ports.startOver();
  }

  retry(): void {
    this.#repairs = 0;
    this.startOver();
  }

  #fallOutOfStep(): void {
    this.#repairs += 1;
    this.#health.value = this.#repairs > REPAIRS_IN_A_ROW ? 'lost' : 'repairing';
  }

  #apply(kind: PageKind, message: Uint8Array): void {
    // After a message that did not fit, everything up to the next snapshot has nothing to stand on.
    if (kind !== 'snapshot' && this.#health.value !== 'in-step') return;
    // A snapshot while in step is the page's own new beginning, not one that we asked for.
    if (kind === 'snapshot' && this.#health.value === 'in-step') this.#repairs = 0;
    try {
      this.#sink?.(message);
      this.#health.value = 'in-step';
    } catch (error) {
      console.warn('Coview: the mirror could not apply a message', error);
      this.#fallOutOfStep();
    }
  }

  /** In step or not: assets belong to no state. Without a mirror there is nobody who has asked for it. */
  #showAsset(message: Uint8Array): void {
    try {
      this.#sink?.(message);
    } catch (error) {
      console.warn('Coview: the mirror refused an asset', error);
    }
  }

  #keep(kind: PageKind, message: Uint8Array): void {
    if (kind === 'snapshot') {
      this.#takeWaiting();
      this.#missed = false;
    }
    if (this.#missed) return;
    this.#waiting.push({ kind, message });
    this.#waitingBytes += message.byteLength;
    if (this.#waitingBytes <= MAX_WAITING_BYTES) return;
    this.#takeWaiting();
    this.#missed = true;
  }

  #takeWaiting(): { kind: PageKind; message: Uint8Array }[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    return waiting;
  }
}
