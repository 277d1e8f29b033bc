/** What the parties need of durable storage. PartyKit's is one, a map in memory (tests) another. */
export interface Store {
  get<Value>(key: string): Promise<Value | undefined>;
  /** All or nothing; at most 128 keys. Not yet durable: see `sync`. */
  put(entries: Record<string, unknown>): void;
  delete(keys: string[]): void;
  /** In key order. `end` is exclusive. */
  list<Value>(range: {
    prefix: string;
    start?: string;
    end?: string;
    limit?: number;
    reverse?: boolean;
  }): Promise<Map<string, Value>>;
  /** Resolves when everything put so far is durable. */
  sync(): Promise<void>;
  deleteAll(): Promise<void>;
  setAlarm(at: number): Promise<void>;
}
