import { keepClosedRoots } from '../capture/closed-roots.ts';
import { outsideZones } from '../capture/outside-zones.ts';
import type { Core, CoreOptions } from '../core.ts';
import { sessionStoreIn } from '../session/session-store.ts';
import { tabOf } from '../session/tab.ts';
import type { CheckedOptions } from './check-options.ts';
import type { Coview, CoviewState } from './coview.ts';
import { setupError } from './errors.ts';
import type { Listeners } from './listeners.ts';

/** Fetches what is not needed until the customer asks for help. */
export type LoadCore = () => Promise<(options: CoreOptions) => Core>;

export interface CoviewParts {
  window: Window;
  /** Options that cannot be obeyed make a Coview that answers everything with that error. */
  checked: CheckedOptions;
  listeners: Listeners;
  /** Nonce of Coview's script tag, or empty. */
  nonce: string;
  loadCore: LoadCore;
}

/**
 * The public object: small enough to be on every page. The core is fetched at `open` or `join`, or at once when a
 * session of the page before goes on.
 */
export function coviewFor({ window, checked, listeners, nonce, loadCore }: CoviewParts): Coview {
  const setUp = checked.ok
    ? { ...checked, store: sessionStoreIn(tabOf(window), checked.options.room, Date.now) }
    : checked;
  const closedRoots = keepClosedRoots(window);
  let core: Core | null = null;
  let loading: Promise<void> | null = null;

  const load = async () => {
    if (!setUp.ok) return listeners.tell('error', setUp.error);
    try {
      const start = await loadCore();
      const { options, store } = setUp;
      core = outsideZones(window, () =>
        start({
          window,
          options,
          nonce,
          closedRoots,
          store,
          onState: (state) => listeners.tell('state', state),
          onError: (error) => listeners.tell('error', error),
          onFault: (fault) => listeners.tell('error', setupError('internal', String(fault))),
        }),
      );
    } catch (fault) {
      // The next call tries again: a phone may have been without a network.
      loading = null;
      listeners.tell('error', setupError('core-unreachable', String(fault)));
    }
  };
  const withCore = async (act: (core: Core) => void | Promise<void>) => {
    if (!core) {
      loading ??= load();
      await loading;
    }
    const loaded = core;
    if (loaded) await outsideZones(window, () => act(loaded));
  };
  const ifLoading = (act: (core: Core) => void) => {
    if (loading) void withCore(act);
  };

  if (setUp.ok) void setUp.store.claim(() => withCore((loaded) => loaded.restore()));

  return {
    open: () => void withCore((loaded) => loaded.send({ type: 'open' })),
    join: (code) => void withCore((loaded) => loaded.send({ type: 'join', code: String(code) })),
    end: () => ifLoading((loaded) => loaded.send({ type: 'end' })),
    pause: () => ifLoading((loaded) => loaded.send({ type: 'pause' })),
    resume: () => ifLoading((loaded) => loaded.send({ type: 'resume' })),
    on: listeners.on,
    get state(): CoviewState {
      return core?.state ?? { type: 'idle' };
    },
  };
}
