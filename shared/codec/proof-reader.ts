import type { DigestMessage, HashedNode, HashesMessage, MeasuredBox } from '../tree/message.ts';
import type { ByteReader } from './bytes.ts';
import { DecodeError } from './decode-error.ts';
import { LENGTH_SCALE } from './format.ts';
import { readIdList } from './id-list.ts';
import { ENGINE_LIMITS } from './limits.ts';

/** The other half of `encodeDigest`. */
export function readDigest(body: ByteReader, flags: number): DigestMessage {
  if (flags !== 0) throw new DecodeError('unknown-code');
  const nodes = body.varint();
  const high = body.varint() | 0;
  const low = body.varint() | 0;
  const hidden = readIdList(body);
  const resent = body.varint();
  const answered = body.varint();
  const boxes: MeasuredBox[] = [];
  for (let count = readCount(body, ENGINE_LIMITS.boxes); count > 0; count--) {
    const node = body.varint();
    const [xCssPx, yCssPx, widthCssPx, heightCssPx] = [
      readLength(body),
      readLength(body),
      readLength(body),
      readLength(body),
    ];
    boxes.push({ node, xCssPx, yCssPx, widthCssPx, heightCssPx });
  }
  if (body.remaining > 0) throw new DecodeError('trailing-bytes');
  return { type: 'digest', nodes, high, low, hidden, resent, answered, boxes };
}

/** The other half of `encodeHashes`. */
export function readHashes(body: ByteReader, flags: number): HashesMessage {
  if (flags !== 0) throw new DecodeError('unknown-code');
  const groups = readIdList(body);
  const hidden = readIdList(body);
  const nodes: HashedNode[] = [];
  for (let count = readCount(body, ENGINE_LIMITS.hashedNodes); count > 0; count--) {
    const [id, parent, next] = [body.varint(), body.varint(), body.varint()];
    nodes.push({ id, parent, next, high: body.varint() | 0, low: body.varint() | 0 });
  }
  if (body.remaining > 0) throw new DecodeError('trailing-bytes');
  return { type: 'hashes', groups, hidden, nodes };
}

/** Checked before anything is allocated. */
function readCount(body: ByteReader, most: number): number {
  const count = body.varint();
  if (count > most) throw new DecodeError('too-long');
  return count;
}

function readLength(body: ByteReader): number {
  return body.zigzag() / LENGTH_SCALE;
}
