import type { Signal } from '@preact/signals';
import { Field } from './Field.tsx';

/** A credential: hidden while it is typed, and left to password managers. */
export function SecretField({ label, of }: { label: string; of: Signal<string> }) {
  return (
    <Field label={label}>
      {(ids) => (
        <input
          {...ids}
          class="input"
          type="password"
          autocomplete="current-password"
          required
          value={of}
          onInput={(event) => {
            of.value = event.currentTarget.value;
          }}
        />
      )}
    </Field>
  );
}
