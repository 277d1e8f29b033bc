/**
 * Where the tab keeps a running session of a room. The loader looks only whether something is there; what it is, the
 * core knows (`session-store.ts`).
 */
export function sessionKey(room: string): string {
  return `coview:${room}`;
}

/** The tab's storage, or null where the browser refuses it (blocked site data, opaque origins). */
export function tabStorage(window: Window): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
