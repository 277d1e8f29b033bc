import type { Signal } from '@preact/signals';
import { Icon } from '../../shared/views/Icon.tsx';

interface NewButtonProps {
  label: string;
  /** Whether the dialog that makes one is open. */
  open: Signal<boolean>;
}

/** Opens the dialog that makes something. */
export function NewButton({ label, open }: NewButtonProps) {
  return (
    <button
      type="button"
      class="button button-primary"
      onClick={() => {
        open.value = true;
      }}
    >
      <Icon name="plus" />
      {label}
    </button>
  );
}
