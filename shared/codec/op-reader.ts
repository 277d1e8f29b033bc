import type { MotionKeyframe } from '../tree/animation-state.ts';
import type { Layer, Op } from '../tree/message.ts';
import type { NodeId } from '../tree/node.ts';
import type { ByteReader } from './bytes.ts';
import { DecodeError } from './decode-error.ts';
import { type AnyOp, ATTRIBUTE_REMOVED, type FieldKind, type Fields } from './first-op-fields.ts';
import { LAYER_KINDS, LENGTH_SCALE, RATIO_SCALE } from './format.ts';
import { ENGINE_LIMITS } from './limits.ts';
import { OP_FORMATS } from './op-fields.ts';
import type { StringReader } from './strings.ts';

/** Ops by their code; with the fields that travel. */
const FORMATS = new Map<number, readonly [type: string, fields: Fields]>(
  Object.entries(OP_FORMATS).map(([type, { code, fields }]) => [code, [type, fields]]),
);

/** Reads ops up to the closing `end`. */
export function readOps(body: ByteReader, strings: StringReader): Op[] {
  const ops: Op[] = [];
  let lastNode: NodeId = 0;
  for (let code = body.u8(); code !== 0; code = body.u8()) {
    const op = readOp(code, body, strings, lastNode);
    if ('node' in op) lastNode = op.node;
    ops.push(op);
  }
  return ops;
}

function readOp(code: number, body: ByteReader, strings: StringReader, lastNode: NodeId): Op {
  const removed = code === ATTRIBUTE_REMOVED;
  const format = FORMATS.get(removed ? OP_FORMATS.attribute.code : code);
  if (format === undefined) throw new DecodeError('unknown-code');
  const [type, fields] = format;
  const op: AnyOp = { type };
  for (const [name, kind] of fields) {
    if (kind === 'node') op[name] = readNode(body, lastNode);
    else op[name] = removed && name === 'value' ? null : readField(kind, body, strings);
  }
  return op as Op;
}

function readNode(body: ByteReader, lastNode: NodeId): NodeId {
  const node = lastNode + body.zigzag();
  if (node < 0 || node > 0x7fffffff) throw new DecodeError('bad-reference');
  return node;
}

function readField(kind: Exclude<FieldKind, 'node'>, body: ByteReader, strings: StringReader): unknown {
  switch (kind) {
    case 'number':
      return body.varint();
    case 'numbers':
      return readMany(body, () => body.varint());
    case 'flag':
      return readFlag(body);
    case 'length':
      return body.varint() / LENGTH_SCALE;
    case 'signed-length':
      return body.zigzag() / LENGTH_SCALE;
    case 'ratio':
      return body.varint() / RATIO_SCALE;
    case 'attribute':
      return strings.read(body, ENGINE_LIMITS.attributeLength);
    case 'text':
      return strings.read(body, ENGINE_LIMITS.textLength);
    case 'rule':
      return strings.read(body, ENGINE_LIMITS.ruleLength);
    case 'rules':
      return readMany(body, () => strings.read(body, ENGINE_LIMITS.ruleLength));
    case 'layers':
      return readMany(body, () => readLayer(body));
    case 'keyframes':
      return readMany(body, () => readKeyframe(body, strings));
  }
}

function readLayer(body: ByteReader): Layer {
  const node = body.varint();
  const kind = LAYER_KINDS[body.u8()];
  if (kind === undefined) throw new DecodeError('unknown-code');
  return { node, kind };
}

function readKeyframe(body: ByteReader, strings: StringReader): MotionKeyframe {
  const text = () => strings.read(body, ENGINE_LIMITS.attributeLength);
  return {
    offset: body.varint() / RATIO_SCALE,
    easing: text(),
    composite: text(),
    values: readMany(body, () => [text(), text()]),
  };
}

function readFlag(body: ByteReader): boolean {
  const flag = body.u8();
  if (flag > 1) throw new DecodeError('unknown-code');
  return flag === 1;
}

/** Each item takes at least one byte, so a count above what remains is refused before anything is allocated. */
function readMany<Item>(body: ByteReader, read: () => Item): Item[] {
  const count = body.varint();
  if (count > ENGINE_LIMITS.listLength || count > body.remaining) throw new DecodeError('too-long');
  const items: Item[] = [];
  for (let i = 0; i < count; i++) items.push(read());
  return items;
}
