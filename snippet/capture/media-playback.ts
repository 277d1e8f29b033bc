import { LONGEST_MEDIA_SECONDS, MOST_MEDIA_RATE } from '../../shared/tree/media-state.ts';
import type { Op } from '../../shared/tree/message.ts';
import { NO_NODE } from '../../shared/tree/node.ts';
import { BLOCK, MASK } from '../privacy/level.ts';
import { RootListener } from './root-listener.ts';
import type { Signal, SignalContext } from './signal.ts';

type MediaOp = Extract<Op, { type: 'media' }>;

/** Media events do not leave shadow roots. */
const EVENTS =
  'play playing pause ended waiting stalled seeking seeked ratechange volumechange durationchange emptied loadedmetadata'.split(
    ' ',
  );

/** How far the place that the mirror reckons with may be from that of the page. */
const TOLERANCE_SECONDS = 0.25;

/** What plays is told of again after this: one who comes late starts at a snapshot and cannot know how old it is. */
const RETELL_MS = 5000;

/** The first enumerator of `readyState` at which there is something to play on with. */
const HAVE_FUTURE_DATA = 3;

interface Playback {
  sent: MediaOp | undefined;
  /** Of `performance.now()`. */
  sentAtMs: number;
}

/**
 * What videos and sounds are doing. While one plays nothing is sent as long as it is where it must be by now; events and the
 * flushes of the page say when to compare.
 */
export class MediaPlayback implements Signal {
  private readonly playbacks = new Map<HTMLMediaElement, Playback>();
  private readonly roots: RootListener;
  private timer = 0;

  constructor(private readonly context: SignalContext) {
    this.roots = new RootListener(context, EVENTS, () => context.schedule());
  }

  add(element: Element): void {
    if (element.localName !== 'video' && element.localName !== 'audio') return;
    this.playbacks.set(element as HTMLMediaElement, { sent: undefined, sentAtMs: 0 });
  }

  free(node: Node): void {
    this.playbacks.delete(node as HTMLMediaElement);
  }

  collect(emit: (op: Op) => void): void {
    this.roots.listenToNew();
    let plays = false;
    const nowMs = performance.now();
    for (const [element, playback] of this.playbacks) {
      const node = this.context.idOf(element);
      if (node === NO_NODE) continue;
      // How long something is, and when it is stopped, tells what it is.
      const isPrivate = (this.context.levelOf(element) & (MASK | BLOCK)) !== 0;
      const now = isPrivate ? untouched(node) : stateOf(node, element);
      plays ||= moves(now);
      if (!differs(now, playback, nowMs)) continue;
      playback.sent = now;
      playback.sentAtMs = nowMs;
      emit(now);
    }
    clearTimeout(this.timer);
    if (plays) this.timer = window.setTimeout(() => this.context.schedule(), RETELL_MS);
  }

  forget(): void {
    for (const playback of this.playbacks.values()) playback.sent = undefined;
  }

  stop(): void {
    this.roots.stop();
    clearTimeout(this.timer);
    this.playbacks.clear();
  }
}

/** As every element begins, and all that is told of a private one. */
function untouched(node: number): MediaOp {
  return {
    type: 'media',
    node,
    paused: true,
    waiting: false,
    ended: false,
    muted: false,
    positionSeconds: 0,
    durationSeconds: 0,
    rate: 1,
    volume: 1,
  };
}

function stateOf(node: number, element: HTMLMediaElement): MediaOp {
  return {
    type: 'media',
    node,
    paused: element.paused,
    waiting: !element.paused && !element.ended && element.readyState < HAVE_FUTURE_DATA,
    ended: element.ended,
    muted: element.muted,
    positionSeconds: bounded(element.currentTime, LONGEST_MEDIA_SECONDS),
    // A stream has no end, and before anything is loaded nobody knows it.
    durationSeconds: Number.isFinite(element.duration) ? bounded(element.duration, LONGEST_MEDIA_SECONDS) : 0,
    rate: bounded(element.playbackRate, MOST_MEDIA_RATE),
    volume: element.volume,
  };
}

function bounded(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

function moves({ paused, waiting, ended }: MediaOp): boolean {
  return !paused && !waiting && !ended;
}

function differs(now: MediaOp, { sent, sentAtMs }: Playback, nowMs: number): boolean {
  const before = sent ?? untouched(now.node);
  const same = (['paused', 'waiting', 'ended', 'muted', 'durationSeconds', 'rate', 'volume'] as const).every(
    (name) => now[name] === before[name],
  );
  if (!same) return true;
  if (!moves(now)) return now.positionSeconds !== before.positionSeconds;
  const passedMs = nowMs - sentAtMs;
  const expected = before.positionSeconds + (passedMs / 1000) * before.rate;
  return passedMs >= RETELL_MS || Math.abs(expected - now.positionSeconds) > TOLERANCE_SECONDS;
}
