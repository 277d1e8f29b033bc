import type * as Party from 'partykit/server';
import type { Store } from './store.ts';

/**
 * PartyKit's storage as a `Store`. Writes are unconfirmed, so that a relayed message does not wait for the one before it
 * to be on disk; who needs durability awaits `sync`.
 */
export function partyStore(storage: Party.Storage): Store {
  const unconfirmed = { allowUnconfirmed: true };
  // A failed write breaks the instance: the platform restarts it, and `sync` rejects for whoever waits.
  const broken = (error: unknown): void => console.error('storage', error);
  return {
    get: (key) => storage.get(key),
    put: (entries) => void storage.put(entries, unconfirmed).catch(broken),
    delete: (keys) => void storage.delete(keys, unconfirmed).catch(broken),
    list: (range) => storage.list(range),
    sync: () => storage.sync(),
    deleteAll: () => storage.deleteAll(),
    setAlarm: (at) => storage.setAlarm(at),
  };
}
