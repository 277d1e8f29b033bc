import type { AssetMessage, EngineMessage, FrameMessage, PointerMessage } from '../tree/message.ts';
import type { ElementData, NodeId, TreeItem } from '../tree/node.ts';
import { assetIdBytes } from './asset-ids.ts';
import { FLAG_POINTER_WITHIN, LENGTH_SCALE, MESSAGE_CODES } from './format.ts';
import { writeIdList } from './id-list.ts';
import { IdRunWriter } from './id-runs.ts';
import { kindOf } from './kind-of.ts';
import { type ElementShape, MessageWriter } from './message-writer.ts';
import { OP_FORMATS } from './op-fields.ts';
import { writeOp } from './op-writer.ts';
import { encodeDigest, encodeHashes } from './proof-writer.ts';

/** Encodes plain engine messages: the inverse of `createDecoder`, for tools and tests. The capture writes directly. */
export interface Encoder {
  encode(message: EngineMessage): Uint8Array;
}

export function createEncoder(): Encoder {
  const writer = new MessageWriter();
  const shapes = new Shapes();

  function encode(message: EngineMessage): Uint8Array {
    if (message.type === 'pointer') return encodePointer(message);
    if (message.type === 'frame') return encodeFrame(message);
    if (message.type === 'asset') return encodeAsset(message);
    if (message.type === 'digest') return encodeDigest(message);
    if (message.type === 'hashes') return encodeHashes(message);
    if (message.type === 'snapshot') {
      writer.beginSnapshot(message.document.id, message.checkpoint);
      writeItems(writer, shapes, [message.document]);
    } else {
      writer.beginPatch(firstNewId(message.placements.flatMap((placement) => placement.items)));
      for (const placement of message.placements) {
        writer.body.varint(placement.parent);
        writer.body.varint(placement.next);
        writeItems(writer, shapes, placement.items);
        writer.end();
      }
      writer.end();
      writeIdList(writer.body, message.detached);
    }
    for (const op of message.ops) writeOp(writer, op, OP_FORMATS);
    writer.end();
    if (message.type === 'snapshot') {
      const runs = new IdRunWriter();
      gatherIds([message.document], runs);
      runs.write(writer.body);
    }
    return writer.finish();
  }

  return { encode };
}

/** A pointer message uses no tables: it may be dropped. */
export function encodePointer(pointer: PointerMessage): Uint8Array {
  const writer = new MessageWriter();
  writer.begin(MESSAGE_CODES.pointer, 0);
  writer.body.zigzag(Math.round(pointer.xCssPx * LENGTH_SCALE));
  writer.body.zigzag(Math.round(pointer.yCssPx * LENGTH_SCALE));
  writer.body.varint(pointer.node);
  writer.body.u8(pointer.pressed ? 1 : 0);
  return writer.finish();
}

/** Puts a message of the document inside a frame into one of the document around it. */
export function encodeFrame({ frame, message }: FrameMessage): Uint8Array {
  const writer = new MessageWriter();
  writer.begin(MESSAGE_CODES.frame, message.length > 0 && kindOf(message) === 'pointer' ? FLAG_POINTER_WITHIN : 0);
  writer.body.varint(frame);
  writer.body.raw(message);
  return writer.finish();
}

/** Part of an asset: it uses no tables, and belongs to no document. */
export function encodeAsset({ asset, sizeBytes, offsetBytes, bytes }: AssetMessage): Uint8Array {
  const writer = new MessageWriter();
  writer.begin(MESSAGE_CODES.asset, 0);
  writer.body.raw(assetIdBytes(asset));
  writer.body.varint(sizeBytes);
  writer.body.varint(offsetBytes);
  writer.body.raw(bytes);
  return writer.finish();
}

/** Writes siblings with all below them; the caller closes the list. */
function writeItems(writer: MessageWriter, shapes: Shapes, items: readonly TreeItem[]): void {
  for (const item of items) {
    switch (item.type) {
      case 'text':
        writer.text(item.value);
        continue;
      case 'comment':
        writer.comment(item.value);
        continue;
      case 'doctype':
        writer.doctype(item);
        continue;
      case 'moved':
        writer.moved(item.id);
        continue;
      case 'document':
        writer.document(item.quirks);
        break;
      case 'shadow-root':
        writer.shadowRoot(item);
        break;
      case 'template-content':
        writer.templateContent();
        break;
      case 'element':
        writer.element(shapes.of(item), item.blocked);
        for (const [, value] of item.attributes) writer.string(value);
    }
    writeItems(writer, shapes, item.children);
    writer.end();
  }
}

function firstNewId(items: readonly TreeItem[]): NodeId {
  return items.find((item) => item.type !== 'moved')?.id ?? 1;
}

function gatherIds(items: readonly TreeItem[], runs: IdRunWriter): void {
  for (const item of items) {
    if (item.type === 'moved') continue;
    runs.add(item.id);
    if ('children' in item) gatherIds(item.children, runs);
  }
}

/** One shape object for each tag and list of names. */
class Shapes {
  private readonly byKey = new Map<string, ElementShape>();

  of(element: ElementData): ElementShape {
    const names = element.attributes.map(([name]) => name);
    const key = JSON.stringify([element.namespace, element.tag, names]);
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const shape = { namespace: element.namespace, tag: element.tag, names };
    this.byKey.set(key, shape);
    return shape;
  }
}
