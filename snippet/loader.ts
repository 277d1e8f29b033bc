import { checkOptions } from './api/check-options.ts';
import { claimPage } from './api/claim-page.ts';
import { setupError } from './api/errors.ts';
import { type CommandQueue, scriptCoview } from './api/script-coview.ts';

/** Names of the chunks beside the loader: hashed, so that they may be cached for ever. Set by the build. */
declare const CORE_FILE: string;
declare const WIDGET_FILE: string;

declare global {
  interface Window {
    coview?: CommandQueue;
  }
}

boot(document.currentScript);

/** The script tag: takes over the queue that the page may have begun, and starts when it knows its room. */
function boot(script: Element | null): void {
  const tag = script instanceof HTMLScriptElement ? script : null;
  if (!claimPage(window)) {
    console.warn('[coview]', setupError('loaded-twice'));
    return;
  }
  const base = tag?.src ?? '';
  let attempts = 0;
  window.coview = scriptCoview({
    window,
    queue: [...(window.coview?.q ?? [])],
    attributes: new Map(Object.entries(tag?.dataset ?? {})),
    nonce: tag?.nonce ?? '',
    check: (given) => checkOptions(given, document, base === '' ? null : new URL(base).origin),
    async loadCore() {
      // A browser may remember that an address failed: the next attempt uses another.
      const again = attempts === 0 ? '' : `?${attempts}`;
      attempts += 1;
      const load = (file: string) => import(new URL(file + again, base).href);
      const [core, widget]: [typeof import('./core.ts'), typeof import('./widget/widget.ts')] = await Promise.all([
        load(CORE_FILE),
        load(WIDGET_FILE),
      ]);
      return (options) => core.startCore(options, widget);
    },
  });
}
