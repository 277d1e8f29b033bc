import { checkOptions } from './api/check-options.ts';
import { claimPage } from './api/claim-page.ts';
import type { Coview, CoviewOptions } from './api/coview.ts';
import { coviewFor } from './api/create-coview.ts';
import { setupError } from './api/errors.ts';
import { createListeners } from './api/listeners.ts';

export type { Coview, CoviewEvents, CoviewOptions, CoviewState, Stop } from './api/coview.ts';
export type { CoviewError, CoviewErrorCode, EndReason, SessionErrorCode, SetupErrorCode } from './api/errors.ts';

/**
 * Co-browsing for this page. Does not throw: with options that cannot be obeyed, or where Coview is on the page already, every call is
 * answered by an `error` event.
 */
export function createCoview(options: CoviewOptions): Coview {
  const checked = checkOptions(options, document, null);
  const usable = !checked.ok || claimPage(window) ? checked : { ok: false as const, error: setupError('loaded-twice') };
  return coviewFor({
    window,
    checked: usable,
    listeners: createListeners(window),
    nonce: '',
    async loadCore() {
      const [core, widget] = await Promise.all([import('./core.ts'), import('./widget/widget.ts')]);
      return (coreOptions) => core.startCore(coreOptions, widget);
    },
  });
}
