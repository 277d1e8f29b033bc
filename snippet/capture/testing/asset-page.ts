import { kindOf } from '../../../shared/codec/kind-of.ts';
import { createMirror, type Mirror } from '../../../shared/mirror/mirror.ts';
import type { PrivacyOptions } from '../../privacy/privacy-options.ts';
import { startCapture } from '../start-capture.ts';

/** A page that is captured, with mirrors that ask it for what they lack. */
export interface AssetPage {
  /** Messages by kind. */
  emitted: Record<string, number>;
  /** Asset messages, with the time of `performance.now()`. */
  assets: { atMs: number; sizeBytes: number }[];
  faults: string[];
  flush(): void;
  /** Adds a mirror in a frame of this element id; it begins with a checkpoint like an agent who comes late. */
  addMirror(id: string, withAssets: boolean): Mirror;
  stop(): void;
}

export function openAssetPage(privacy: PrivacyOptions = {}): AssetPage {
  const mirrors = new Map<string, Mirror>();
  const page: AssetPage = {
    emitted: {},
    assets: [],
    faults: [],
    flush: () => stop.flush(),
    addMirror(id, withAssets) {
      mirrors.get(id)?.stop();
      mirrors.delete(id);
      const mirror = createMirror(document.querySelector(`#${id}`) as HTMLIFrameElement, {
        resizeFrame: false,
        onRepairNeeded: (_, error) => error && page.faults.push(error.message),
        onAssetsWanted: (wanted) => withAssets && stop.sendAssets(wanted),
      });
      // What is left to tell of the time before is not for the newcomer.
      stop.flush();
      mirrors.set(id, mirror);
      stop.takeSnapshot();
      return mirror;
    },
    stop: () => stop(),
  };
  const stop = startCapture(document, { privacy, exclude: (element) => element.matches('.mirror') }, (message) => {
    const kind = kindOf(message);
    page.emitted[kind] = (page.emitted[kind] ?? 0) + 1;
    if (kind === 'asset') page.assets.push({ atMs: performance.now(), sizeBytes: message.length });
    for (const mirror of mirrors.values()) mirror.apply(message);
  });
  return page;
}
