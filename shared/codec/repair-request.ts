import type { RepairRequest, Resend } from '../tree/repair.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { DecodeError } from './decode-error.ts';
import { ENGINE_LIMITS } from './limits.ts';

/**
 * Requests for repair travel from the mirror to the page:
 *
 *     request  = 1 document count (high low)* | 2 document count resend* | 3
 *     resend   = 1 node | 2 node | 3 node count name*
 *     name     = length UTF-8
 */
const CODES = { compare: 1, resend: 2, snapshot: 3 } as const;

const RESEND_CODES = { replace: 1, missing: 2, attributes: 3 } as const;

/** Sums of one comparison, and nodes of one resending. */
const MOST = 1024;

export function encodeRepair(request: RepairRequest): Uint8Array {
  const out = new ByteWriter();
  out.u8(CODES[request.type]);
  if (request.type === 'compare') {
    out.varint(request.document);
    out.varint(request.high.length);
    request.high.forEach((high, at) => {
      out.varint(high >>> 0);
      out.varint((request.low[at] ?? 0) >>> 0);
    });
  } else if (request.type === 'resend') {
    out.varint(request.document);
    out.varint(request.nodes.length);
    for (const resend of request.nodes) {
      out.u8(RESEND_CODES[resend.type]);
      out.varint(resend.node);
      if (resend.type !== 'attributes') continue;
      out.varint(resend.names.length);
      for (const name of resend.names) writeName(out, name);
    }
  }
  return out.view().slice();
}

/** @throws DecodeError when the bytes are no request, or a larger one than any mirror sends */
export function decodeRepair(bytes: Uint8Array): RepairRequest {
  if (bytes.length > ENGINE_LIMITS.repairBytes) throw new DecodeError('too-long');
  const body = new ByteReader(bytes);
  const request = readRequest(body);
  if (body.remaining > 0) throw new DecodeError('trailing-bytes');
  return request;
}

function readRequest(body: ByteReader): RepairRequest {
  switch (body.u8()) {
    case CODES.compare: {
      const document = body.varint();
      const count = readCount(body);
      const high = new Int32Array(count);
      const low = new Int32Array(count);
      for (let at = 0; at < count; at++) {
        high[at] = body.varint();
        low[at] = body.varint();
      }
      return { type: 'compare', document, high, low };
    }
    case CODES.resend: {
      const document = body.varint();
      const nodes: Resend[] = [];
      for (let count = readCount(body); count > 0; count--) nodes.push(readResend(body));
      return { type: 'resend', document, nodes };
    }
    case CODES.snapshot:
      return { type: 'snapshot' };
    default:
      throw new DecodeError('unknown-code');
  }
}

function readResend(body: ByteReader): Resend {
  const code = body.u8();
  const node = body.varint();
  if (code === RESEND_CODES.replace) return { type: 'replace', node };
  if (code === RESEND_CODES.missing) return { type: 'missing', node };
  if (code !== RESEND_CODES.attributes) throw new DecodeError('unknown-code');
  const names: string[] = [];
  for (let count = readCount(body); count > 0; count--) {
    names.push(new TextDecoder().decode(body.raw(body.varint())));
  }
  return { type: 'attributes', node, names };
}

function readCount(body: ByteReader): number {
  const count = body.varint();
  if (count > MOST) throw new DecodeError('too-long');
  return count;
}

function writeName(out: ByteWriter, name: string): void {
  const bytes = new TextEncoder().encode(name);
  out.varint(bytes.length);
  out.raw(bytes);
}
