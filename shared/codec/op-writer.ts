import type { MotionKeyframe } from '../tree/animation-state.ts';
import type { Layer, Op } from '../tree/message.ts';
import { type AnyOp, ATTRIBUTE_REMOVED, type FieldKind, type Fields, type OpFormats } from './first-op-fields.ts';
import { LAYER_KINDS, LENGTH_SCALE, RATIO_SCALE } from './format.ts';
import type { MessageWriter } from './message-writer.ts';

/**
 * Writes one op. A list of ops is closed by `writer.end()`.
 *
 * @param formats those that the writer has: the op's must be among them
 */
export function writeOp(writer: MessageWriter, op: Op, formats: OpFormats): void {
  const { code, fields } = formats[op.type] as { code: number; fields: Fields };
  const removed = op.type === 'attribute' && op.value === null;
  writer.body.u8(removed ? ATTRIBUTE_REMOVED : code);
  for (const [name, kind] of fields) {
    const value = (op as AnyOp)[name];
    if (value !== null) writeField(writer, kind, value);
  }
}

function writeField(writer: MessageWriter, kind: FieldKind, value: unknown): void {
  const { body } = writer;
  switch (kind) {
    case 'number':
      body.varint(value as number);
      return;
    case 'node':
      writer.opNode(value as number);
      return;
    case 'numbers':
      body.varint((value as number[]).length);
      for (const number of value as number[]) body.varint(number);
      return;
    case 'flag':
      body.u8(value === true ? 1 : 0);
      return;
    case 'length':
      body.varint(Math.round((value as number) * LENGTH_SCALE));
      return;
    case 'signed-length':
      body.zigzag(Math.round((value as number) * LENGTH_SCALE));
      return;
    case 'ratio':
      body.varint(Math.round((value as number) * RATIO_SCALE));
      return;
    case 'rules':
      body.varint((value as string[]).length);
      for (const rule of value as string[]) writer.string(rule);
      return;
    case 'layers':
      body.varint((value as Layer[]).length);
      for (const { node, kind: layerKind } of value as Layer[]) {
        body.varint(node);
        body.u8(LAYER_KINDS.indexOf(layerKind));
      }
      return;
    case 'keyframes':
      body.varint((value as MotionKeyframe[]).length);
      for (const { offset, easing, composite, values } of value as MotionKeyframe[]) {
        body.varint(Math.round(offset * RATIO_SCALE));
        writer.string(easing);
        writer.string(composite);
        body.varint(values.length);
        for (const pair of values) for (const text of pair) writer.string(text);
      }
      return;
    default:
      writer.string(value as string);
  }
}
