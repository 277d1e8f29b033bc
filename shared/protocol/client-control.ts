import * as v from 'valibot';
import type { ClientControl } from './control.ts';
import { parseJson } from './parse-json.ts';

const token = v.pipe(v.string(), v.maxLength(2_000));
const participant = v.pipe(v.string(), v.regex(/^[1-9]\d{0,4}$/));

const schema: v.GenericSchema<unknown, ClientControl> = v.variant('type', [
  v.strictObject({
    type: v.literal('hello'),
    protocol: v.number(),
    ticket: v.optional(token),
    resume: v.optional(token),
    lastIndex: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff)),
    fresh: v.boolean(),
  }),
  v.strictObject({ type: v.literal('admit'), participant }),
  v.strictObject({ type: v.literal('refuse'), participant }),
  v.strictObject({
    type: v.literal('end'),
    reason: v.picklist(['ended-by-customer', 'ended-by-agent', 'declined', 'capture-failed', 'not-authentic']),
  }),
  v.strictObject({ type: v.literal('record'), wanted: v.boolean() }),
  v.strictObject({ type: v.literal('ping') }),
]);

/** A text frame from an end; undefined when it is none (rule H3). */
export function parseClientControl(text: string): ClientControl | undefined {
  return parseJson(text, schema);
}
