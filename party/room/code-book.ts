import { randomCrockford } from '../../shared/protocol/crockford.ts';
import { LOCATOR_LENGTH } from '../../shared/protocol/join-code.ts';
import { CODE_LIFETIME_MS } from '../../shared/protocol/limits.ts';
import type { Store } from '../store.ts';

/** One open join code: which session it leads to. */
interface CodeEntry {
  sessionId: string;
  expiresAt: number;
}

const PREFIX = 'code/';
/** Half of all locators: a free one is found in a few draws. */
const MAX_OPEN_CODES = 512;

/** The locators of a room's open join codes. */
export class CodeBook {
  constructor(private readonly store: Store) {}

  /** A free locator for the session, or undefined when too many are open. */
  async open(sessionId: string, now: number): Promise<{ locator: string; expiresAt: number } | undefined> {
    const entries = await this.store.list<CodeEntry>({ prefix: PREFIX });
    const dead = [...entries].filter(([, { expiresAt }]) => expiresAt <= now).map(([key]) => key);
    for (let at = 0; at < dead.length; at += 128) this.store.delete(dead.slice(at, at + 128));
    if (entries.size - dead.length >= MAX_OPEN_CODES) return undefined;
    const taken = new Set([...entries.keys()].filter((key) => !dead.includes(key)));
    let locator: string;
    do locator = randomCrockford(LOCATOR_LENGTH);
    while (taken.has(PREFIX + locator));
    const expiresAt = now + CODE_LIFETIME_MS;
    this.store.put({ [PREFIX + locator]: { sessionId, expiresAt } satisfies CodeEntry });
    return { locator, expiresAt };
  }

  /** The session that a locator leads to now. */
  async find(locator: string, now: number): Promise<string | undefined> {
    const entry = await this.store.get<CodeEntry>(PREFIX + locator);
    return entry && entry.expiresAt > now ? entry.sessionId : undefined;
  }

  close(locator: string): void {
    this.store.delete([PREFIX + locator]);
  }
}
