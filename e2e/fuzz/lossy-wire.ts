import { createDecoder } from '../../shared/codec/decode.ts';
import { createEncoder } from '../../shared/codec/encode.ts';
import type { Op } from '../../shared/tree/message.ts';

/** Ops whose loss must show: others may say again what is so by default. */
const SHOWN: ReadonlySet<Op['type']> = new Set(['attribute', 'text', 'value', 'checked', 'sheet', 'rule-insert']);

/** Control: a wire on which the first op of some patches is lost. The comparison has to notice. */
export function lossyWire(opsToDrop: number, deliver: (message: Uint8Array) => void): (message: Uint8Array) => void {
  const decoder = createDecoder();
  const encoder = createEncoder();
  let dropped = 0;
  return (bytes) => {
    const message = decoder.decode(bytes);
    if (message.type === 'patch' && dropped < opsToDrop) {
      const index = message.ops.findIndex((op) => SHOWN.has(op.type));
      if (index >= 0) dropped += message.ops.splice(index, 1).length;
    }
    deliver(encoder.encode(message));
  };
}
