import { describeMirror, describePage } from '../../../shared/mirror/describe-document.ts';
import { createMirror } from '../../../shared/mirror/mirror.ts';
import { cleanUrl } from '../../privacy/clean-url.ts';
import type { PrivacyOptions } from '../../privacy/privacy-options.ts';
import { startCapture } from '../start-capture.ts';

/** A page that is captured and mirrored within itself. */
export interface MirroredPage {
  /** Flushes; then page and mirror as text, which are to be equal. */
  compare(): { page: string; mirror: string };
  takeSnapshot(): void;
  /** Where the mirror last saw the customer's pointer, in pixels of the page's viewport. */
  pointer: { xCssPx: number; yCssPx: number } | undefined;
  faults: string[];
  /** What the mirror says that it lacks, by reason. */
  missing(): [string, number][];
  /** Closed shadow roots by host, as far as the test has them: nothing else in the page can find them. */
  closedRoots: WeakMap<Element, ShadowRoot>;
}

export function mirrorPage(privacy: PrivacyOptions = {}): MirroredPage {
  const frame = document.createElement('iframe');
  frame.id = 'the-mirror';
  document.body.append(frame);
  const page: MirroredPage = {
    pointer: undefined,
    faults: [],
    closedRoots: new WeakMap(),
    takeSnapshot: () => stop.takeSnapshot(),
    missing() {
      stop.flush();
      return [...mirror.missingAssets()];
    },
    compare() {
      stop.flush();
      return {
        page: describePage(document, {
          skip: (node) => node === frame,
          shadowRootOf: (element) => element.shadowRoot ?? page.closedRoots.get(element) ?? null,
          attributeOf: (_element, name, value) =>
            name === 'src' || name === 'href' ? cleanUrl(value) : sent(name, value),
        }),
        mirror: describeMirror(mirror.document),
      };
    },
  };
  const mirror = createMirror(frame, {
    onRepairNeeded: (_, error) => error && page.faults.push(error.message),
    onPointer: ({ xCssPx, yCssPx }) => {
      page.pointer = { xCssPx, yCssPx };
    },
  });
  const stop = startCapture(document, { privacy, exclude: (element) => element === frame }, mirror.apply);
  return page;
}

/** Markup within an attribute is not sent: what stands in the frame is. */
function sent(name: string, value: string): string | null {
  return name === 'srcdoc' ? null : value;
}
