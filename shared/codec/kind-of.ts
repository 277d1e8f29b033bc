import type { EngineMessage } from '../tree/message.ts';
import { DecodeError } from './decode-error.ts';
import { FLAG_CHECKPOINT, MESSAGE_CODES } from './format.ts';

/** Type of an encoded engine message, from its first byte; the rest is not looked at. */
export function kindOf(bytes: Uint8Array): EngineMessage['type'] {
  switch (bytes[0]) {
    case MESSAGE_CODES.snapshot:
      return 'snapshot';
    case MESSAGE_CODES.patch:
      return 'patch';
    case MESSAGE_CODES.pointer:
      return 'pointer';
    default:
      throw new DecodeError('unknown-code');
  }
}

/** True for a snapshot that repeats the state which the messages before it have built. */
export function isCheckpoint(bytes: Uint8Array): boolean {
  return kindOf(bytes) === 'snapshot' && ((bytes[1] ?? 0) & FLAG_CHECKPOINT) !== 0;
}
