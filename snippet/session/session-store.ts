/** What a session needs to go on in the next page of this tab. */
export interface StoredSession {
  sessionId: string;
  resumeToken: string;
  agentName: string;
  roomName: string;
  paused: boolean;
  /** Node ids below this one were used by earlier pages of the session: an id never means two nodes. */
  nextNodeId: number;
  /** Index up to which the log of the party has been read. */
  lastIndex: number;
  savedAt: number;
}

export interface SessionStore {
  load(): StoredSession | null;
  save(session: StoredSession): void;
  clear(): void;
}

/** The party forgets a customer who stays away longer; so does the tab. */
const FORGOTTEN_AFTER_MS = 30 * 60_000;

/** `storage` is null where the browser refuses it: sessions then end with their page. */
export function sessionStoreIn(storage: Storage | null, key: string, now: () => number): SessionStore {
  return {
    load() {
      const text = storage?.getItem(key) ?? null;
      if (text === null) return null;
      const stored = parse(text);
      const fresh = stored !== null && now() - stored.savedAt < FORGOTTEN_AFTER_MS;
      if (!fresh) storage?.removeItem(key);
      return fresh ? stored : null;
    },
    save(session) {
      try {
        storage?.setItem(key, JSON.stringify(session));
      } catch {
        // Full storage: the session works, and ends with this page.
      }
    },
    clear() {
      storage?.removeItem(key);
    },
  };
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
  const texts = ['sessionId', 'resumeToken', 'agentName', 'roomName'];
  const numbers = ['nextNodeId', 'lastIndex', 'savedAt'];
  return (
    texts.every((name) => typeof fields.get(name) === 'string') &&
    numbers.every((name) => Number.isSafeInteger(fields.get(name))) &&
    typeof fields.get('paused') === 'boolean'
  );
}
