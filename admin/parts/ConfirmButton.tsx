import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Dialog } from '../../shared/views/Dialog.tsx';

interface ConfirmButtonProps {
  label: string;
  /** What it is done to: a page of a list has many of these buttons. */
  what: string;
  question: string;
  /** What will have happened. */
  children: ComponentChildren;
  onConfirm(): void;
}

/** For what cannot be undone: asks once more. */
export function ConfirmButton({ label, what, question, children, onConfirm }: ConfirmButtonProps) {
  const asking = useSignal(false);
  const close = (): void => {
    asking.value = false;
  };
  return (
    <>
      <button
        type="button"
        class="button button-small button-danger"
        onClick={() => {
          asking.value = true;
        }}
      >
        {label}
        <span class="visually-hidden"> {what}</span>
      </button>
      {asking.value && (
        <Dialog title={question} onClose={close}>
          <p>{children}</p>
          <div class="dialog-actions">
            <button type="button" class="button" onClick={close}>
              Cancel
            </button>
            <button
              type="button"
              class="button button-filled-danger"
              onClick={() => {
                close();
                onConfirm();
              }}
            >
              {label}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
