import { ASSET_ID_BYTES } from '../tree/asset.ts';
import type {
  AssetMessage,
  EngineMessage,
  FrameMessage,
  Patch,
  Placement,
  PointerMessage,
  Snapshot,
} from '../tree/message.ts';
import { assetIdOf } from './asset-ids.ts';
import { ByteReader } from './bytes.ts';
import { DecodeError } from './decode-error.ts';
import { FLAG_CHECKPOINT, FLAG_POINTER_WITHIN, LENGTH_SCALE, MESSAGE_CODES, NODE_CODES } from './format.ts';
import { readIdList } from './id-list.ts';
import { readIdRuns } from './id-runs.ts';
import { ENGINE_LIMITS } from './limits.ts';
import { readOps } from './op-reader.ts';
import { readDigest, readHashes } from './proof-reader.ts';
import { StringReader } from './strings.ts';
import { assignIds, TreeReader } from './tree-reader.ts';

/** Reads the messages of one capture, in order; holds the tables that both ends build. */
export interface Decoder {
  /**
   * @throws DecodeError when the bytes do not follow the format. The decoder then refuses patches until the next
   *   snapshot, since its tables may have missed entries.
   */
  decode(bytes: Uint8Array): EngineMessage;
}

/** Decoder for a stream that begins with a snapshot. */
export function createDecoder(): Decoder {
  const strings = new StringReader();
  const tree = new TreeReader(strings);
  let inStep = false;

  function decode(bytes: Uint8Array): EngineMessage {
    const outer = new ByteReader(bytes);
    const kind = outer.u8();
    const flags = outer.u8();
    const body = new ByteReader(outer.raw(outer.varint()));
    const encoding = outer.u8();
    if (kind === MESSAGE_CODES.pointer) return readPointer(body, flags);
    if (kind === MESSAGE_CODES.frame) return readFrame(body, flags);
    if (kind === MESSAGE_CODES.asset) return readAsset(body, flags);
    if (kind === MESSAGE_CODES.digest) return readDigest(body, flags);
    if (kind === MESSAGE_CODES.hashes) return readHashes(body, flags);
    if (kind === MESSAGE_CODES.patch) {
      if (flags !== 0) throw new DecodeError('unknown-code');
      if (!inStep) throw new DecodeError('snapshot-needed');
    } else if (kind !== MESSAGE_CODES.snapshot || flags > FLAG_CHECKPOINT) {
      throw new DecodeError('unknown-code');
    }
    inStep = false;
    tree.begin(kind === MESSAGE_CODES.snapshot);
    strings.begin(encoding, outer.raw(outer.remaining));
    const message = kind === MESSAGE_CODES.snapshot ? readSnapshot(body, flags === FLAG_CHECKPOINT) : readPatch(body);
    strings.finish();
    if (body.remaining > 0) throw new DecodeError('trailing-bytes');
    inStep = true;
    return message;
  }

  function readSnapshot(body: ByteReader, checkpoint: boolean): Snapshot {
    const firstId = readFirstId(body);
    if (body.u8() !== NODE_CODES.document) throw new DecodeError('unknown-code');
    const document = tree.readDocument(body);
    const ops = readOps(body, strings);
    assignIds([document], firstId, readIdRuns(body));
    return { type: 'snapshot', checkpoint, document, ops };
  }

  function readPatch(body: ByteReader): Patch {
    const firstId = readFirstId(body);
    const placements: Placement[] = [];
    for (let parent = body.varint(); parent !== 0; parent = body.varint()) {
      placements.push({ parent, next: body.varint(), items: tree.readItems(body) });
    }
    const detached = readIdList(body);
    assignIds(
      placements.flatMap((placement) => placement.items),
      firstId,
      [],
    );
    return { type: 'patch', detached, placements, ops: readOps(body, strings) };
  }

  return { decode };
}

function readFirstId(body: ByteReader): number {
  const firstId = body.varint();
  if (firstId === 0 || firstId > 0x7fffffff - ENGINE_LIMITS.nodes) throw new DecodeError('bad-reference');
  return firstId;
}

/** A pointer message stands alone: no tables, so that dropping it harms nothing. */
function readPointer(body: ByteReader, flags: number): PointerMessage {
  if (flags !== 0) throw new DecodeError('unknown-code');
  const pointer: PointerMessage = {
    type: 'pointer',
    xCssPx: body.zigzag() / LENGTH_SCALE,
    yCssPx: body.zigzag() / LENGTH_SCALE,
    node: body.varint(),
    pressed: body.u8() === 1,
  };
  if (body.remaining > 0) throw new DecodeError('trailing-bytes');
  return pointer;
}

/** What is within is left as it is: the document inside the frame has a decoder of its own. */
function readFrame(body: ByteReader, flags: number): FrameMessage {
  if (flags !== 0 && flags !== FLAG_POINTER_WITHIN) throw new DecodeError('unknown-code');
  return { type: 'frame', frame: body.varint(), message: body.raw(body.remaining) };
}

/** Within bounds, so that nobody needs to look again before making room for the whole. */
function readAsset(body: ByteReader, flags: number): AssetMessage {
  if (flags !== 0) throw new DecodeError('unknown-code');
  const asset = assetIdOf(body.raw(ASSET_ID_BYTES));
  const sizeBytes = body.varint();
  const offsetBytes = body.varint();
  const bytes = body.raw(body.remaining);
  if (sizeBytes > ENGINE_LIMITS.assetBytes || bytes.length > ENGINE_LIMITS.assetPartBytes)
    throw new DecodeError('too-long');
  if (bytes.length === 0 || offsetBytes + bytes.length > sizeBytes) throw new DecodeError('bad-reference');
  return { type: 'asset', asset, sizeBytes, offsetBytes, bytes };
}
