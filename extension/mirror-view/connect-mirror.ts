import { createMirror } from '../../shared/mirror/mirror.ts';
import type { AgentPointer } from '../../shared/protocol/talk.ts';
import { NO_NODE } from '../../shared/tree/node.ts';
import type { AgentSession } from '../session/agent-session.ts';
import { readMarks } from './customer-marks.ts';
import { locate } from './locate.ts';
import { isPlaying } from './media-marks.ts';
import type { PageFacts } from './page-facts.ts';
import { nextQuality } from './shown-quality.ts';

/** Clocks of what plays show seconds. */
const CLOCK_MS = 500;

/** A mirror at work in a frame. */
export interface MirrorHandle {
  /** What is at this place of the page's viewport, in the customer's CSS pixels. */
  locate(xCssPx: number, yCssPx: number): AgentPointer;
  stop(): void;
}

/** Builds the page in `frame` from what comes through the session's feed, and keeps `facts`. */
export function connectMirror(
  frame: HTMLIFrameElement,
  { feed, terms }: Pick<AgentSession, 'feed' | 'terms'>,
  facts: PageFacts,
): MirrorHandle {
  let request: number | undefined;
  let clock: ReturnType<typeof setTimeout> | undefined;

  /** Once a frame at most, in the panel's clock: the frame's own is dead. */
  function readSoon(): void {
    request ??= requestAnimationFrame(() => {
      request = undefined;
      const { focus, selection, asks, media } = facts.marks.value;
      const shown = focus !== undefined || selection.length > 0 || asks.length > 0 || media.length > 0;
      readQuality();
      const playing = mirror.media();
      const known = mirror.focused ?? mirror.selection ?? mirror.fieldSelection ?? mirror.asks()[0] ?? playing[0];
      if (shown || known !== undefined) facts.marks.value = readMarks(mirror);
      clearTimeout(clock);
      if (playing.some(isPlaying)) clock = setTimeout(readSoon, CLOCK_MS);
    });
  }

  /** At once: a repair takes less than a frame, and a panel that is not looked at has none. */
  function readQuality(): void {
    facts.quality.value = nextQuality(facts.quality.value, mirror.quality, mirror.missingAssets(), Date.now());
  }

  const mirror = createMirror(frame, {
    // Peeked at: a session keeps these.
    assetOrigins: terms.peek()?.assetOrigins ?? [],
    // The stage sizes the frame itself, together with the scale.
    resizeFrame: false,
    onViewport(viewport) {
      facts.viewport.value = viewport;
    },
    onPage(address) {
      facts.address.value = address;
    },
    onVisiblePart(part) {
      facts.visiblePart.value = part;
    },
    onPointer({ node, xCssPx, yCssPx, pressed }) {
      facts.pointer.value = node === NO_NODE ? undefined : { xCssPx, yCssPx, pressed };
    },
    onAssetsWanted: (wanted) => feed.askForAssets(wanted),
    onRepairNeeded: (wanted) => feed.askForRepair(wanted),
    onSelection: readSoon,
    // Whatever changes the layout moves the marks.
    onApplied: readSoon,
    onQuality: readQuality,
  });
  const detach = feed.attach((message) => mirror.apply(message));
  return {
    locate: (xCssPx, yCssPx) => locate(mirror, xCssPx, yCssPx),
    stop() {
      detach();
      if (request !== undefined) cancelAnimationFrame(request);
      clearTimeout(clock);
      mirror.stop();
    },
  };
}
