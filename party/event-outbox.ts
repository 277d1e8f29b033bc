import type { PartyEvent } from './events.ts';
import type { Store } from './store.ts';

const PREFIX = 'untold/';

/** Events that the admin party has not confirmed yet: none is lost when it cannot be reached. */
export class EventOutbox {
  private telling: Promise<void> = Promise.resolve();
  private count = 0;

  constructor(
    private readonly store: Store,
    private readonly tell: (event: PartyEvent) => Promise<void>,
  ) {}

  /** Kept at once, told when it can be. Never rejects: what happens in a session does not wait for its being logged. */
  add(event: PartyEvent): Promise<void> {
    const key = `${PREFIX}${String(event.at).padStart(14, '0')}-${String(this.count++).padStart(6, '0')}`;
    this.store.put({ [key]: event });
    return this.flush();
  }

  /** In order, one after another, until one cannot be told. */
  flush(): Promise<void> {
    this.telling = this.telling.then(async () => {
      try {
        for (const [key, event] of await this.store.list<PartyEvent>({ prefix: PREFIX })) {
          await this.tell(event);
          this.store.delete([key]);
        }
      } catch (error) {
        console.error('events', error);
      }
    });
    return this.telling;
  }
}
