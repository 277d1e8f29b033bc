import type { CoviewEvents, Stop } from './coview.ts';

type Listener<Name extends keyof CoviewEvents> = (detail: CoviewEvents[Name]) => void;

/** Who listens to what. Made before anything else, so that the first fault has somebody to hear it. */
export interface Listeners {
  on<Name extends keyof CoviewEvents>(event: Name, listener: Listener<Name>): Stop;
  tell<Name extends keyof CoviewEvents>(event: Name, detail: CoviewEvents[Name]): void;
}

export function createListeners(window: Window): Listeners {
  const all: { [Name in keyof CoviewEvents]: Set<Listener<Name>> } = { state: new Set(), error: new Set() };
  return {
    on(event, listener) {
      // From plain JavaScript the name may be any: nobody would ever hear of it.
      const of = all[event] as (typeof all)[typeof event] | undefined;
      of?.add(listener);
      return () => {
        of?.delete(listener);
      };
    },
    tell(event, detail) {
      if (event === 'error') console.warn('[coview]', detail);
      for (const listener of [...all[event]]) {
        try {
          listener(detail);
        } catch (fault) {
          // A fault of the page's own listener: reported as the page's, and the others still hear.
          window.reportError?.(fault);
        }
      }
    },
  };
}
