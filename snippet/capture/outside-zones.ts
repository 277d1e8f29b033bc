/** What zone.js puts on the window; a page may have anything else of that name there. */
interface ZoneWindow {
  Zone?: { root?: { run?: unknown } };
}

/**
 * Runs something outside of every zone of zone.js. Timers, observers and listeners belong to the zone in which they are
 * made: in Angular's, each of ours would make the application look for changes, several times a second.
 */
export function outsideZones<T>(window: Window, act: () => T): T {
  const root = (window as ZoneWindow).Zone?.root;
  return typeof root?.run === 'function' ? root.run(act) : act();
}
