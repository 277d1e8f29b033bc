import { auditHash, type ChainHead, EMPTY_CHAIN, followChain } from '../../shared/api/audit-chain.ts';
import type { AuditEntry, AuditVerdict } from '../../shared/api/resources.ts';
import type { PartyEvent } from '../events.ts';
import type { Store } from '../store.ts';
import { type PageRequest, pageFrom, type StoredPage } from '../stored-page.ts';

const PREFIX = 'audit/';
const HEAD_KEY = 'audit-head';
const AT_ONCE = 500;

const keyOf = (index: number): string => PREFIX + String(index).padStart(10, '0');

/** Everything that was done, in a chain that only grows (rule A8). */
export class AuditLog {
  /** One entry after another: each needs the hash of the one before. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly store: Store) {}

  /** Resolves once the entry is durable. */
  append({ at, actor, action, roomId, subject, detail }: PartyEvent): Promise<AuditEntry> {
    const appended = this.queue.then(async () => {
      const head = await this.head();
      const index = head.index + 1;
      const unhashed = { index, at, actor, action, roomId, subject, detail, previous: head.hash };
      const entry: AuditEntry = { ...unhashed, hash: await auditHash(unhashed) };
      // Both or neither: a head without its entry would look like a removed one.
      this.store.put({ [keyOf(index)]: entry, [HEAD_KEY]: { index, hash: entry.hash } satisfies ChainHead });
      await this.store.sync();
      return entry;
    });
    this.queue = appended.catch(() => undefined);
    return appended;
  }

  list(page: PageRequest): Promise<StoredPage<AuditEntry>> {
    return pageFrom<AuditEntry>(this.store, PREFIX, { ...page, newestFirst: true });
  }

  /** Goes through all of it. */
  async verify(): Promise<AuditVerdict> {
    const head = await this.head();
    let reached = EMPTY_CHAIN;
    for await (const entries of this.parts()) {
      const followed = await followChain(entries, reached);
      if (!followed.ok) return { whole: false, entries: head.index, head: head.hash, brokenAt: followed.brokenAt };
      reached = followed.head;
    }
    // What is missing at the end shows by the head alone.
    const whole = reached.index === head.index && reached.hash === head.hash;
    return { whole, entries: head.index, head: head.hash, brokenAt: whole ? null : reached.index + 1 };
  }

  /** Every entry as a line of JSON, the oldest first. */
  async *lines(): AsyncGenerator<string> {
    for await (const entries of this.parts()) yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  }

  private async *parts(): AsyncGenerator<AuditEntry[]> {
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page: StoredPage<AuditEntry> = await pageFrom(this.store, PREFIX, { cursor, limit: AT_ONCE });
      yield page.items;
      cursor = page.next;
    }
  }

  private async head(): Promise<ChainHead> {
    return (await this.store.get<ChainHead>(HEAD_KEY)) ?? EMPTY_CHAIN;
  }
}
