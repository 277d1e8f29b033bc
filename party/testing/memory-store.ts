import type { Store } from '../store.ts';

/** Storage in memory that knows what would survive a power cut: what was there at the last finished `sync`. */
export class MemoryStore implements Store {
  private readonly current: Map<string, unknown>;
  private readonly durable: Map<string, unknown>;
  alarmAt: number | undefined;
  private writes = 0;
  private durableWrite = 0;

  constructor(
    durable: ReadonlyMap<string, unknown> = new Map(),
    /** How long a write takes. */
    private readonly delay: (done: () => void) => void = (done) => done(),
  ) {
    this.durable = new Map(durable);
    this.current = new Map(durable);
  }

  /** What a party that starts anew finds. */
  afterPowerCut(): Map<string, unknown> {
    return new Map(this.durable);
  }

  get<Value>(key: string): Promise<Value | undefined> {
    return Promise.resolve(structuredClone(this.current.get(key)) as Value | undefined);
  }

  put(entries: Record<string, unknown>): void {
    for (const [key, value] of Object.entries(entries)) this.current.set(key, structuredClone(value));
  }

  delete(keys: string[]): void {
    for (const key of keys) this.current.delete(key);
  }

  list<Value>(range: Parameters<Store['list']>[0]): Promise<Map<string, Value>> {
    const { prefix, start = '', end = '\uffff', limit = Number.POSITIVE_INFINITY, reverse = false } = range;
    const keys = [...this.current.keys()].filter((key) => key.startsWith(prefix) && key >= start && key < end).sort();
    if (reverse) keys.reverse();
    return Promise.resolve(
      new Map(keys.slice(0, limit).map((key) => [key, structuredClone(this.current.get(key)) as Value])),
    );
  }

  sync(): Promise<void> {
    const written = new Map(this.current);
    const write = ++this.writes;
    return new Promise((done) => {
      this.delay(() => {
        // Writes may take different times, but an older one never undoes a newer one.
        if (write > this.durableWrite) {
          this.durableWrite = write;
          this.durable.clear();
          for (const [key, value] of written) this.durable.set(key, value);
        }
        done();
      });
    });
  }

  deleteAll(): Promise<void> {
    this.current.clear();
    return this.sync();
  }

  setAlarm(at: number): Promise<void> {
    this.alarmAt = at;
    return Promise.resolve();
  }
}
