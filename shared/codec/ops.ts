import type { Op } from '../tree/message.ts';
import type { ByteReader } from './bytes.ts';
import { DecodeError } from './decode-error.ts';
import { LENGTH_SCALE, OP_CODES, RATIO_SCALE } from './format.ts';
import { ENGINE_LIMITS } from './limits.ts';
import type { MessageWriter } from './message-writer.ts';
import type { StringReader } from './strings.ts';

/** Writes one op. A list of ops is closed by `writer.end()`. */
export function writeOp(writer: MessageWriter, op: Op): void {
  const { body } = writer;
  if (op.type === 'attribute' && op.value === null) {
    body.u8(OP_CODES['attribute-removed']);
    body.varint(op.node);
    writer.string(op.name);
    return;
  }
  body.u8(OP_CODES[op.type]);
  switch (op.type) {
    case 'attribute':
      body.varint(op.node);
      writer.string(op.name);
      writer.string(op.value ?? '');
      return;
    case 'text':
    case 'value':
      body.varint(op.node);
      writer.string(op.value);
      return;
    case 'checked':
      writeFlag(writer, op.node, op.checked);
      return;
    case 'indeterminate':
      writeFlag(writer, op.node, op.indeterminate);
      return;
    case 'selected':
      writeFlag(writer, op.node, op.selected);
      return;
    case 'scroll':
      body.varint(op.node);
      body.zigzag(Math.round(op.xCssPx * LENGTH_SCALE));
      body.zigzag(Math.round(op.yCssPx * LENGTH_SCALE));
      return;
    case 'sheet':
      body.varint(op.sheet);
      writer.string(op.media);
      body.u8(op.disabled ? 1 : 0);
      body.varint(op.rules.length);
      for (const rule of op.rules) writer.string(rule);
      return;
    case 'rule-insert':
    case 'rule-replace':
      body.varint(op.sheet);
      writeNumbers(writer, op.path);
      writer.string(op.rule);
      return;
    case 'rule-delete':
      body.varint(op.sheet);
      writeNumbers(writer, op.path);
      return;
    case 'sheet-owner':
      body.varint(op.node);
      body.varint(op.sheet);
      return;
    case 'adopted':
      body.varint(op.root);
      writeNumbers(writer, op.sheets);
      return;
    case 'focus':
      body.varint(op.node);
      return;
    case 'selection':
      body.varint(op.anchor);
      body.varint(op.anchorOffset);
      body.varint(op.focus);
      body.varint(op.focusOffset);
      return;
    case 'viewport':
      body.varint(Math.round(op.widthCssPx * LENGTH_SCALE));
      body.varint(Math.round(op.heightCssPx * LENGTH_SCALE));
      body.varint(Math.round(op.devicePixelRatio * RATIO_SCALE));
      return;
    case 'page':
      writer.string(op.url);
      writer.string(op.title);
  }
}

/** Reads ops up to the closing `end`. */
export function readOps(body: ByteReader, strings: StringReader): Op[] {
  const ops: Op[] = [];
  for (let code = body.u8(); code !== 0; code = body.u8()) ops.push(readOp(code, body, strings));
  return ops;
}

function readOp(code: number, body: ByteReader, strings: StringReader): Op {
  switch (code) {
    case OP_CODES.attribute:
      return {
        type: 'attribute',
        node: body.varint(),
        name: strings.read(body, ENGINE_LIMITS.attributeLength),
        value: strings.read(body, ENGINE_LIMITS.attributeLength),
      };
    case OP_CODES['attribute-removed']:
      return {
        type: 'attribute',
        node: body.varint(),
        name: strings.read(body, ENGINE_LIMITS.attributeLength),
        value: null,
      };
    case OP_CODES.text:
      return { type: 'text', node: body.varint(), value: strings.read(body, ENGINE_LIMITS.textLength) };
    case OP_CODES.value:
      return { type: 'value', node: body.varint(), value: strings.read(body, ENGINE_LIMITS.textLength) };
    case OP_CODES.checked:
      return { type: 'checked', node: body.varint(), checked: readFlag(body) };
    case OP_CODES.indeterminate:
      return { type: 'indeterminate', node: body.varint(), indeterminate: readFlag(body) };
    case OP_CODES.selected:
      return { type: 'selected', node: body.varint(), selected: readFlag(body) };
    case OP_CODES.scroll:
      return {
        type: 'scroll',
        node: body.varint(),
        xCssPx: body.zigzag() / LENGTH_SCALE,
        yCssPx: body.zigzag() / LENGTH_SCALE,
      };
    case OP_CODES.sheet:
      return {
        type: 'sheet',
        sheet: body.varint(),
        media: strings.read(body, ENGINE_LIMITS.attributeLength),
        disabled: readFlag(body),
        rules: readMany(body, ENGINE_LIMITS.rules, () => strings.read(body, ENGINE_LIMITS.ruleLength)),
      };
    case OP_CODES['rule-insert']:
    case OP_CODES['rule-replace']:
      return {
        type: code === OP_CODES['rule-insert'] ? 'rule-insert' : 'rule-replace',
        sheet: body.varint(),
        path: readMany(body, ENGINE_LIMITS.depth, () => body.varint()),
        rule: strings.read(body, ENGINE_LIMITS.ruleLength),
      };
    case OP_CODES['rule-delete']:
      return {
        type: 'rule-delete',
        sheet: body.varint(),
        path: readMany(body, ENGINE_LIMITS.depth, () => body.varint()),
      };
    case OP_CODES['sheet-owner']:
      return { type: 'sheet-owner', node: body.varint(), sheet: body.varint() };
    case OP_CODES.adopted:
      return {
        type: 'adopted',
        root: body.varint(),
        sheets: readMany(body, ENGINE_LIMITS.rules, () => body.varint()),
      };
    case OP_CODES.focus:
      return { type: 'focus', node: body.varint() };
    case OP_CODES.selection:
      return {
        type: 'selection',
        anchor: body.varint(),
        anchorOffset: body.varint(),
        focus: body.varint(),
        focusOffset: body.varint(),
      };
    case OP_CODES.viewport:
      return {
        type: 'viewport',
        widthCssPx: body.varint() / LENGTH_SCALE,
        heightCssPx: body.varint() / LENGTH_SCALE,
        devicePixelRatio: body.varint() / RATIO_SCALE,
      };
    case OP_CODES.page:
      return {
        type: 'page',
        url: strings.read(body, ENGINE_LIMITS.attributeLength),
        title: strings.read(body, ENGINE_LIMITS.attributeLength),
      };
    default:
      throw new DecodeError('unknown-code');
  }
}

function writeFlag(writer: MessageWriter, node: number, flag: boolean): void {
  writer.body.varint(node);
  writer.body.u8(flag ? 1 : 0);
}

function readFlag(body: ByteReader): boolean {
  const flag = body.u8();
  if (flag > 1) throw new DecodeError('unknown-code');
  return flag === 1;
}

function writeNumbers(writer: MessageWriter, numbers: readonly number[]): void {
  writer.body.varint(numbers.length);
  for (const number of numbers) writer.body.varint(number);
}

/** Each item takes at least one byte, so a count above what remains is refused before anything is allocated. */
function readMany<Item>(body: ByteReader, most: number, read: () => Item): Item[] {
  const count = body.varint();
  if (count > most || count > body.remaining) throw new DecodeError('too-long');
  const items: Item[] = [];
  for (let i = 0; i < count; i++) items.push(read());
  return items;
}
