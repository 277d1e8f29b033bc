import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Icon } from '../../shared/views/Icon.tsx';
import type { Loaded } from '../use-loaded.ts';

interface LoadedViewProps<Value> {
  of: Signal<Loaded<Value>>;
  again(): Promise<void>;
  children(value: Value): ComponentChildren;
}

/** What was loaded, or that it is on its way, or why it did not come and how to try again. */
export function LoadedView<Value>({ of, again, children }: LoadedViewProps<Value>) {
  const loaded = of.value;
  if (loaded.type === 'there') return <>{children(loaded.value)}</>;
  if (loaded.type === 'loading') {
    return (
      <div class="loading" role="status">
        <span class="spinner" />
        <span class="visually-hidden">Loading</span>
      </div>
    );
  }
  return (
    <div class="notice notice-danger" role="alert">
      <Icon name="alert" />
      <span class="notice-main">{loaded.sentence}</span>
      <button type="button" class="button button-small" onClick={() => void again()}>
        Try again
      </button>
    </div>
  );
}
