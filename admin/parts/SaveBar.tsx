import type { Signal } from '@preact/signals';
import { FaultNotice } from './FaultNotice.tsx';

interface SaveBarProps {
  draft: { isChanged(): boolean; discard(): void };
  fault: Signal<string>;
  busy: Signal<boolean>;
}

/** Stays in sight while something of a long form is not saved. */
export function SaveBar({ draft, fault, busy }: SaveBarProps) {
  const changed = draft.isChanged();
  return (
    <div class={`save-bar${changed ? ' save-bar-changed' : ''}`}>
      <FaultNotice of={fault} />
      <div class="save-bar-row">
        <span>{changed ? 'Not saved yet' : 'Everything is saved'}</span>
        <button type="button" class="button" disabled={!changed} onClick={() => draft.discard()}>
          Discard
        </button>
        <button type="submit" class="button button-primary" disabled={!changed} aria-disabled={busy.value}>
          Save
        </button>
      </div>
    </div>
  );
}
