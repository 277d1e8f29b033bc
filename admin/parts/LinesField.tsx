import type { Signal } from '@preact/signals';
import { Field, type FieldProps } from './Field.tsx';

interface LinesFieldProps extends FieldProps {
  of: Signal<string>;
  rows?: number;
  required?: boolean;
  placeholder?: string;
}

/** Several values, one a line; also long words to paste. */
export function LinesField({ of, rows = 3, required, placeholder, ...field }: LinesFieldProps) {
  return (
    <Field {...field}>
      {(ids) => (
        <textarea
          {...ids}
          class="input input-code"
          rows={rows}
          autocomplete="off"
          spellcheck={false}
          required={required ?? false}
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

/** What was typed one a line. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
