import type { Signal } from '@preact/signals';
import { Field, type FieldProps } from './Field.tsx';

interface NumberFieldProps extends FieldProps {
  of: Signal<number>;
  max: number;
  /** What is counted. */
  unit: string;
}

/** A whole number from 1. */
export function NumberField({ of, max, unit, ...field }: NumberFieldProps) {
  return (
    <Field {...field}>
      {(ids) => (
        <div class="number">
          <input
            {...ids}
            class="input"
            type="number"
            required
            min={1}
            max={max}
            value={of}
            onInput={(event) => {
              of.value = event.currentTarget.valueAsNumber;
            }}
          />
          <span aria-hidden="true">{unit}</span>
        </div>
      )}
    </Field>
  );
}
