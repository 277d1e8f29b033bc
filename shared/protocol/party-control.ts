import * as v from 'valibot';
import { CLOSE_CODES, type CloseReason } from './close.ts';
import type { PartyControl } from './control.ts';
import { parseJson } from './parse-json.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const role = v.picklist(['customer', 'agent']);

const participants = v.array(
  v.object({
    id: v.string(),
    role,
    online: v.boolean(),
    admitted: v.boolean(),
    name: v.optional(v.string()),
  }),
);

const schema: v.GenericSchema<unknown, PartyControl> = v.variant('type', [
  v.object({
    type: v.literal('welcome'),
    self: v.string(),
    role,
    resume: v.string(),
    lastSeq: count,
    participants,
    missesLeft: count,
  }),
  v.object({ type: v.literal('participants'), participants }),
  v.object({ type: v.literal('ack'), seq: count }),
  v.object({ type: v.literal('checkpoint-wanted') }),
  v.object({ type: v.literal('missed'), participant: v.string(), missesLeft: count }),
  v.object({ type: v.literal('ended'), reason: v.picklist(Object.keys(CLOSE_CODES) as CloseReason[]) }),
  v.object({ type: v.literal('pong') }),
]);

/** A text frame from the party; undefined when it is none. */
export function parsePartyControl(text: string): PartyControl | undefined {
  return parseJson(text, schema);
}
