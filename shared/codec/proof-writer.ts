import type { DigestMessage, HashesMessage } from '../tree/message.ts';
import { LENGTH_SCALE, MESSAGE_CODES } from './format.ts';
import { writeIdList } from './id-list.ts';
import { MessageWriter } from './message-writer.ts';

/** A digest uses no tables: who has no use for it need not read it. */
export function encodeDigest(digest: DigestMessage): Uint8Array {
  const writer = new MessageWriter();
  const { body } = writer;
  writer.begin(MESSAGE_CODES.digest, 0);
  body.varint(digest.nodes);
  body.varint(digest.high >>> 0);
  body.varint(digest.low >>> 0);
  writeIdList(body, digest.hidden);
  body.varint(digest.resent);
  body.varint(digest.answered);
  body.varint(digest.boxes.length);
  for (const box of digest.boxes) {
    body.varint(box.node);
    for (const length of [box.xCssPx, box.yCssPx, box.widthCssPx, box.heightCssPx]) {
      body.zigzag(Math.round(length * LENGTH_SCALE));
    }
  }
  return writer.finish();
}

/** Uses no tables either. */
export function encodeHashes(hashes: HashesMessage): Uint8Array {
  const writer = new MessageWriter();
  const { body } = writer;
  writer.begin(MESSAGE_CODES.hashes, 0);
  writeIdList(body, hashes.groups);
  writeIdList(body, hashes.hidden);
  body.varint(hashes.nodes.length);
  for (const node of hashes.nodes) {
    for (const part of [node.id, node.parent, node.next, node.high, node.low]) body.varint(part >>> 0);
  }
  return writer.finish();
}
