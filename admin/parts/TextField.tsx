import type { Signal } from '@preact/signals';
import { Field, type FieldProps } from './Field.tsx';

interface TextFieldProps extends FieldProps {
  of: Signal<string>;
  required?: boolean;
  maxLength?: number;
  placeholder?: string;
}

/** One line of text. */
export function TextField({ of, required, maxLength, placeholder, ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      {(ids) => (
        <input
          {...ids}
          class="input"
          type="text"
          autocomplete="off"
          spellcheck={false}
          required={required ?? false}
          maxLength={maxLength ?? 500}
          placeholder={placeholder ?? ''}
          value={of}
          onInput={(event) => {
            of.value = event.currentTarget.value;
          }}
        />
      )}
    </Field>
  );
}
