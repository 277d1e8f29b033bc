/** Whether a value from outside is a `Value`. Small enough for a customer's page; the party uses valibot. */
export type Shape<Value> = (value: unknown) => value is Value;

type Fields = Record<string, Shape<unknown>>;
type Checked<Shaped> = Shaped extends Shape<infer Value> ? Value : never;

export const text =
  (maxLength = 4_000): Shape<string> =>
  (value): value is string =>
    typeof value === 'string' && value.length <= maxLength;

export const flag: Shape<boolean> = (value): value is boolean => typeof value === 'boolean';

export const finite: Shape<number> = (value): value is number => Number.isFinite(value);

/** 0, 1, 2 ... */
export const count: Shape<number> = (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

export const oneOf =
  <const Choice extends string>(choices: readonly Choice[]): Shape<Choice> =>
  (value): value is Choice =>
    choices.some((choice) => choice === value);

export const listOf =
  <Value>(item: Shape<Value>): Shape<Value[]> =>
  (value): value is Value[] =>
    Array.isArray(value) && value.every(item);

export const optional =
  <Value>(shape: Shape<Value>): Shape<Value | undefined> =>
  (value): value is Value | undefined =>
    value === undefined || shape(value);

/** An object with at least these fields. */
export const record =
  <Wanted extends Fields>(fields: Wanted): Shape<{ [Name in keyof Wanted]: Checked<Wanted[Name]> }> =>
  (value): value is { [Name in keyof Wanted]: Checked<Wanted[Name]> } =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(fields).every(([name, shape]) => shape((value as Record<string, unknown>)[name]));

export const either =
  <Shapes extends Shape<unknown>[]>(...shapes: Shapes): Shape<Checked<Shapes[number]>> =>
  (value): value is Checked<Shapes[number]> =>
    shapes.some((shape) => shape(value));

/** Text from outside, parsed and checked; undefined when it is not that. */
export function parseShape<Value>(json: string, shape: Shape<Value>): Value | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return shape(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
