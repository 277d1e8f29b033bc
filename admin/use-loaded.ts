import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { sentenceOf } from './page-model.ts';

export type Loaded<Value> =
  | { type: 'loading' }
  | { type: 'failed'; sentence: string }
  | { type: 'there'; value: Value };

/**
 * What `load` gives; `again` asks anew and keeps what is shown until then. Another `key` begins anew. `everyMs`: asks by
 * itself for as long as somebody can see it.
 */
export function useLoaded<Value>(
  load: () => Promise<Value>,
  key: string,
  everyMs?: number,
): [Signal<Loaded<Value>>, () => Promise<void>] {
  const loaded = useSignal<Loaded<Value>>({ type: 'loading' });
  /** Counts what was asked: an answer that another one has overtaken is dropped. */
  const asked = useRef(0);
  const again = async (): Promise<void> => {
    asked.current += 1;
    const turn = asked.current;
    let found: Loaded<Value>;
    try {
      found = { type: 'there', value: await load() };
    } catch (error) {
      found = { type: 'failed', sentence: sentenceOf(error) };
    }
    if (turn === asked.current) loaded.value = found;
  };
  useEffect(() => {
    loaded.value = { type: 'loading' };
    void again();
    if (everyMs === undefined) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void again();
    }, everyMs);
    return () => clearInterval(timer);
  }, [key]);
  return [loaded, again];
}
