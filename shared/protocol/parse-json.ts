import * as v from 'valibot';

/** Text from outside, parsed and checked against `schema` (in the party; see also `shape.ts`); undefined when it is not that. */
export function parseJson<Output>(text: string, schema: v.GenericSchema<unknown, Output>): Output | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : undefined;
}
