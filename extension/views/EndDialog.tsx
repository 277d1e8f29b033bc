import { Dialog } from '../../shared/views/Dialog.tsx';

/** One question before the customer's page goes away. */
export function EndDialog({ onEnd, onClose }: { onEnd(): void; onClose(): void }) {
  return (
    <Dialog title="End this session?" onClose={onClose}>
      <p>Your customer’s page will no longer be shown to you. To come back you need a new code.</p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          Keep going
        </button>
        <button type="button" class="button button-danger" onClick={onEnd}>
          End session
        </button>
      </div>
    </Dialog>
  );
}
