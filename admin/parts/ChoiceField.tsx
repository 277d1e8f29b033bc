import type { Signal } from '@preact/signals';
import { Field, type FieldProps } from './Field.tsx';

interface ChoiceFieldProps<Value extends string> extends FieldProps {
  of: Signal<Value>;
  choices: readonly { value: Value; label: string }[];
}

/** One of a few. */
export function ChoiceField<Value extends string>({ of, choices, ...field }: ChoiceFieldProps<Value>) {
  return (
    <Field {...field}>
      {(ids) => (
        <select
          {...ids}
          class="input"
          value={of.value}
          onChange={({ currentTarget }) => {
            const chosen = choices[currentTarget.selectedIndex];
            if (chosen) of.value = chosen.value;
          }}
        >
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
