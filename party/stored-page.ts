import type { Store } from './store.ts';

/** Which page of a list is wanted. `cursor`: as a page before it named it. */
export interface PageRequest {
  cursor?: string | undefined;
  limit: number;
  /** From the last key on. */
  newestFirst?: boolean;
}

export interface StoredPage<Item> {
  items: Item[];
  next: string | null;
}

/** Values under a prefix in the order of their keys, a page at a time. The cursor is the rest of the last key shown. */
export async function pageFrom<Item>(
  store: Store,
  prefix: string,
  { cursor, limit, newestFirst = false }: PageRequest,
): Promise<StoredPage<Item>> {
  // '\0' makes the next key after the cursor: `start` is inclusive, `end` is not.
  const from = cursor === undefined ? {} : newestFirst ? { end: prefix + cursor } : { start: `${prefix}${cursor}\0` };
  const found = [...(await store.list<Item>({ prefix, ...from, limit: limit + 1, reverse: newestFirst }))];
  const shown = found.slice(0, limit);
  const last = shown.at(-1)?.[0];
  return {
    items: shown.map(([, value]) => value),
    next: found.length > limit && last !== undefined ? last.slice(prefix.length) : null,
  };
}
