import type { Store } from './store.ts';

/** Brings everything that a party has stored from one version to the next. Finds nothing to do in an empty storage. */
export type Migration = (store: Store) => Promise<void>;

const VERSION_KEY = 'schema';
const MOST_KEYS = 128;

/** Runs what has not run yet; a party that loses power between two steps goes on with the next. */
export async function migrate(store: Store, steps: readonly Migration[]): Promise<void> {
  const stored = (await store.get<number>(VERSION_KEY)) ?? 0;
  if (stored > steps.length) throw new Error(`storage of version ${stored}: this party knows ${steps.length}`);
  for (const [at, step] of steps.entries()) {
    if (at < stored) continue;
    await step(store);
    store.put({ [VERSION_KEY]: at + 1 });
    await store.sync();
  }
}

/** Changes every value under a prefix. Must give the same again for a value that it has changed already. */
export async function changeAll<Before, After>(
  store: Store,
  prefix: string,
  change: (value: Before) => After,
): Promise<void> {
  const entries = [...(await store.list<Before>({ prefix }))].map(([key, value]) => [key, change(value)] as const);
  for (let at = 0; at < entries.length; at += MOST_KEYS) {
    store.put(Object.fromEntries(entries.slice(at, at + MOST_KEYS)));
  }
}
