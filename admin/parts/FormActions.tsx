import type { ReadonlySignal } from '@preact/signals';
import { FaultNotice } from './FaultNotice.tsx';
import type { useAction } from './use-action.ts';

interface FormActionsProps {
  fault: ReturnType<typeof useAction>['fault'];
  busy: ReadonlySignal<boolean>;
  /** What the form does, on its button. */
  label: string;
  onClose(): void;
}

/** The end of a form in a dialog: what went wrong, and the two ways out. */
export function FormActions({ fault, busy, label, onClose }: FormActionsProps) {
  return (
    <>
      <FaultNotice of={fault} />
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" class="button button-primary" aria-disabled={busy.value}>
          {label}
        </button>
      </div>
    </>
  );
}
