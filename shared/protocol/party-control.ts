import { CLOSE_CODES, type CloseReason } from './close.ts';
import type { PartyControl } from './control.ts';
import { RECORDING_STANDINGS } from './recording.ts';
import { count, either, flag, listOf, oneOf, optional, parseShape, record, type Shape, text } from './shape.ts';

const role = oneOf(['customer', 'agent']);

const participants = listOf(record({ id: text(), role, online: flag, admitted: flag, name: optional(text()) }));

const texts = listOf(text());

const standing = oneOf(RECORDING_STANDINGS);

const partyControl: Shape<PartyControl> = either(
  record({
    type: oneOf(['welcome']),
    self: text(),
    role,
    resume: text(),
    lastSeq: count,
    participants,
    missesLeft: count,
    terms: record({
      floor: record({ mask: texts, block: texts, ignore: texts, private: flag }),
      assetOrigins: texts,
      agentsMay: texts,
      branding: record({ colour: optional(text()), logo: optional(text()) }),
      languages: texts,
      recording: standing,
    }),
  }),
  record({ type: oneOf(['participants']), participants }),
  record({ type: oneOf(['ack']), seq: count }),
  record({ type: oneOf(['checkpoint-wanted', 'pong']) }),
  record({ type: oneOf(['recording']), standing }),
  record({ type: oneOf(['missed']), participant: text(), missesLeft: count }),
  record({ type: oneOf(['ended']), reason: oneOf(Object.keys(CLOSE_CODES) as CloseReason[]) }),
);

/** A text frame from the party; undefined when it is none. */
export function parsePartyControl(json: string): PartyControl | undefined {
  return parseShape(json, partyControl);
}
