import { MESSAGE_CODES } from '../../../shared/codec/format.ts';
import { kindOf } from '../../../shared/codec/kind-of.ts';
import { describeMirror, describePage } from '../../../shared/mirror/describe-document.ts';
import { createMirror, type Mirror } from '../../../shared/mirror/mirror.ts';
import { startCapture } from '../../capture/start-capture.ts';
import type { PrivacyOptions } from '../../privacy/privacy-options.ts';

/** A page that is captured, mirrored within itself, and proves that both are equal. */
export interface ProvenPage {
  readonly mirror: Mirror;
  /** Bytes of what the mirror has asked for. */
  readonly requests: Uint8Array[];
  /** Sizes of the patches and kinds of the other messages since the last `take`. */
  take(): { patches: number[]; digests: number; snapshots: number };
  /** This many of the next patches do not arrive. */
  lose(patches: number): void;
  flush(): void;
  /** What a mirror sends. */
  repair(request: Uint8Array): void;
  stop(): void;
  /** Whether page and mirror are the same by the tests' own comparison. */
  same(): boolean;
}

export function provePage(proves: boolean, privacy: PrivacyOptions = {}): ProvenPage {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const requests: Uint8Array[] = [];
  let emitted: Uint8Array[] = [];
  let toLose = 0;
  const mirror = createMirror(frame, {
    onRepairNeeded(request) {
      requests.push(request);
      // As on a wire: never within the message that is being applied.
      if (proves) queueMicrotask(() => stop.repair(request));
    },
  });
  const stop = startCapture(document, { privacy, exclude: (element) => element === frame }, (message) => {
    emitted.push(message);
    const proof = isProof(message);
    if (!proof && kindOf(message) === 'patch' && toLose > 0) {
      toLose--;
      return;
    }
    if (proof && !proves) return;
    try {
      mirror.apply(message);
    } catch {
      // The mirror has asked for what it needs.
    }
  });
  return {
    mirror,
    requests,
    take() {
      const all = emitted;
      emitted = [];
      return {
        patches: all.filter((each) => !isProof(each) && kindOf(each) === 'patch').map((each) => each.length),
        digests: all.filter((each) => each[0] === MESSAGE_CODES.digest).length,
        snapshots: all.filter((each) => each[0] === MESSAGE_CODES.snapshot).length,
      };
    },
    lose(patches) {
      toLose = patches;
    },
    flush: () => stop.flush(),
    repair: (request) => stop.repair(request),
    stop: () => stop(),
    same: () => describePage(document, { skip: (node) => node === frame }) === describeMirror(mirror.document),
  };
}

function isProof(message: Uint8Array): boolean {
  return message[0] === MESSAGE_CODES.digest || message[0] === MESSAGE_CODES.hashes;
}
