import type { Tab } from './tab.ts';

/** What a session needs to go on in the next page of this tab. */
export interface StoredSession {
  sessionId: string;
  resumeToken: string;
  agentName: string;
  roomName: string;
  /** Keys and counts, as `sealing.ts` keeps them. */
  sealing: string;
  paused: boolean;
  /** Node ids below this one were used by earlier pages of the session: an id never means two nodes. */
  nextNodeId: number;
  /** Index up to which the log of the party has been read. */
  lastIndex: number;
  savedAt: number;
  /**
   * Whether the page has gone since. Browsers copy the tab's storage into windows that a page opens and into duplicated
   * tabs: such a copy was made while the page was there.
   */
  left: boolean;
}

export interface SessionStore {
  /** What a page of this tab has left to the next one; null for anything else. */
  load(): StoredSession | null;
  /** Keeps it, and with it the tab's claim while the page is there. */
  save(session: StoredSession): void;
  clear(): void;
  /**
   * Makes what a page left, or did not live to leave, ready to `load`, if it is this tab's to go on with.
   *
   * @param goOn called while the tab's claim is held; afterwards `save` holds it
   */
  claim(goOn: () => Promise<void>): Promise<void>;
}

/** The party forgets a customer who stays away longer; so does the tab. */
const FORGOTTEN_AFTER_MS = 30 * 60_000;

/** How long the page before may still be going. */
const HANDOVER_MS = 3_000;

/** In the storage of the tab, of which other tabs may have copies: a lock is held while a page of the session is there. */
export function sessionStoreIn({ storage, locks, isNewVisit }: Tab, room: string, now: () => number): SessionStore {
  const key = `coview:${room}`;
  let release: (() => void) | null = null;

  function read(): StoredSession | null {
    const text = storage?.getItem(key) ?? null;
    if (text === null) return null;
    const stored = parse(text);
    const fresh = stored !== null && now() - stored.savedAt < FORGOTTEN_AFTER_MS;
    if (!fresh) storage?.removeItem(key);
    return fresh ? stored : null;
  }

  function write(session: StoredSession): void {
    try {
      storage?.setItem(key, JSON.stringify(session));
    } catch {
      // Full storage: the session works, and ends with this page.
    }
  }

  function letGo(): void {
    release?.();
    release = null;
  }

  function clear(): void {
    storage?.removeItem(key);
    letGo();
  }

  return {
    load() {
      const stored = read();
      return stored?.left ? stored : null;
    },
    save(session) {
      write(session);
      if (session.left) letGo();
      else if (!release) {
        const held = new Promise<void>((resolve) => {
          release = resolve;
        });
        // Where there are no locks, a page that crashes ends its session.
        locks?.request(lockOf(session), () => held).catch(() => undefined);
      }
    },
    clear,
    async claim(goOn) {
      try {
        const stored = read();
        if (!stored) return;
        const { left } = stored;
        if (!locks || (isNewVisit && !left)) return clear();
        const how = left ? { signal: AbortSignal.timeout(HANDOVER_MS) } : { ifAvailable: true };
        await locks.request(lockOf(stored), how, (lock) => {
          if (!lock) return clear();
          write({ ...stored, left: true });
          return goOn();
        });
      } catch {
        clear();
      }
    },
  };
}

function lockOf({ sessionId }: StoredSession): string {
  return `coview:${sessionId}`;
}

/** The page can write here too: anything that is not whole is nothing. */
function parse(text: string): StoredSession | null {
  try {
    const value: unknown = JSON.parse(text);
    return isStoredSession(value) ? value : null;
  } catch {
    return null;
  }
}

function isStoredSession(value: unknown): value is StoredSession {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map(Object.entries(value));
  const texts = ['sessionId', 'resumeToken', 'agentName', 'roomName', 'sealing'];
  const numbers = ['nextNodeId', 'lastIndex', 'savedAt'];
  return (
    texts.every((name) => typeof fields.get(name) === 'string') &&
    numbers.every((name) => Number.isSafeInteger(fields.get(name))) &&
    ['paused', 'left'].every((name) => typeof fields.get(name) === 'boolean')
  );
}
