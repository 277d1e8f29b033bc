import type { EngineMessage } from '../tree/message.ts';
import { DecodeError } from './decode-error.ts';
import { FLAG_CHECKPOINT, FLAG_POINTER_WITHIN, MESSAGE_CODES } from './format.ts';

/**
 * How an encoded engine message is to be treated on its way, from its first bytes; the rest is not looked at. What happens
 * within a frame is a change of the page.
 */
export function kindOf(bytes: Uint8Array): Exclude<EngineMessage['type'], 'frame' | 'digest' | 'hashes'> {
  switch (bytes[0]) {
    case MESSAGE_CODES.snapshot:
      return 'snapshot';
    case MESSAGE_CODES.patch:
    // They speak of the state that the messages before them have built, so they must keep their place among those.
    case MESSAGE_CODES.digest:
    case MESSAGE_CODES.hashes:
      return 'patch';
    case MESSAGE_CODES.pointer:
      return 'pointer';
    case MESSAGE_CODES.asset:
      return 'asset';
    case MESSAGE_CODES.frame:
      return bytes[1] === FLAG_POINTER_WITHIN ? 'pointer' : 'patch';
    default:
      throw new DecodeError('unknown-code');
  }
}

/** True for a snapshot that repeats the state which the messages before it have built. */
export function isCheckpoint(bytes: Uint8Array): boolean {
  return kindOf(bytes) === 'snapshot' && ((bytes[1] ?? 0) & FLAG_CHECKPOINT) !== 0;
}
