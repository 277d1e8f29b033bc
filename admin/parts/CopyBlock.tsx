import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { Icon } from '../../shared/views/Icon.tsx';

/** A text to take elsewhere. */
export function CopyBlock({ label, text }: { label: string; text: string }) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const said = useSignal('');
  const copy = async (): Promise<void> => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(text);
      said.value = 'Copied';
    } catch {
      // No clipboard on plain http, or not allowed: it is selected, and the keyboard can copy it.
      said.value = 'Selected: copy it with the keyboard';
    }
  };
  return (
    <div class="copy-block">
      <label for={id}>{label}</label>
      <div class="copy-box">
        <textarea
          id={id}
          ref={field}
          readOnly
          rows={Math.min(6, Math.ceil(text.length / 64))}
          spellcheck={false}
          value={text}
        />
        <button type="button" class="button" onClick={() => void copy()}>
          <Icon name={said.value === 'Copied' ? 'check' : 'copy'} sizePx={16} />
          Copy
          <span class="visually-hidden"> {label}</span>
        </button>
      </div>
      <p class="hint" role="status">
        {said}
      </p>
    </div>
  );
}
