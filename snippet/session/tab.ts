/** What a session needs to know of the tab it is in. */
export interface Tab {
  /** Null where the browser refuses it (blocked site data, opaque origins): sessions then end with their page. */
  storage: Storage | null;
  /** Shared by all tabs of the site. Missing where a page is not secure; nothing is shared there. */
  locks: LockManager | undefined;
  /** Whether this page was come to by an address or a link, also in a window just opened: not reloaded, not restored. */
  isNewVisit: boolean;
}

export function tabOf(window: Window): Tab {
  const [visit] = window.performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return { storage: storageOf(window), locks: window.navigator.locks, isNewVisit: visit?.type === 'navigate' };
}

function storageOf(window: Window): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
