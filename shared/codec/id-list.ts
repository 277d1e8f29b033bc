import type { NodeId } from '../tree/node.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';
import { DecodeError } from './decode-error.ts';

/** Ids in any order, as differences: a list removed from top to bottom repeats one small number. */
export function writeIdList(body: ByteWriter, ids: readonly NodeId[]): void {
  body.varint(ids.length);
  let last = 0;
  for (const id of ids) {
    body.zigzag(id - last);
    last = id;
  }
}

/** The other half of `writeIdList`. */
export function readIdList(body: ByteReader): NodeId[] {
  const count = body.varint();
  if (count > body.remaining) throw new DecodeError('too-long');
  const ids: NodeId[] = [];
  let last = 0;
  for (let i = 0; i < count; i++) {
    last += body.zigzag();
    if (last < 0) throw new DecodeError('bad-reference');
    ids.push(last);
  }
  return ids;
}
