import type { NodeId } from '../tree/node.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';
import { DecodeError } from './decode-error.ts';

/** A run of consecutive ids: `count` nodes, the first numbered `firstId`. */
export interface IdRun {
  readonly count: number;
  readonly firstId: NodeId;
}

/** Gathers the ids of a snapshot, in the order of its nodes, as runs: one run for a page that never changed. */
export class IdRunWriter {
  private readonly runs: IdRun[] = [];
  private firstId: NodeId = 0;
  private count = 0;

  add(id: NodeId): void {
    if (this.count > 0 && id === this.firstId + this.count) {
      this.count++;
      return;
    }
    this.close();
    this.firstId = id;
    this.count = 1;
  }

  write(body: ByteWriter): void {
    this.close();
    body.varint(this.runs.length);
    for (const run of this.runs) {
      body.varint(run.count);
      body.varint(run.firstId);
    }
  }

  private close(): void {
    if (this.count > 0) this.runs.push({ count: this.count, firstId: this.firstId });
    this.count = 0;
  }
}

/** The other half of `IdRunWriter`. No runs: nodes are numbered from the snapshot's first id on. */
export function readIdRuns(body: ByteReader): IdRun[] {
  const runs: IdRun[] = [];
  const count = body.varint();
  if (count > body.remaining) throw new DecodeError('too-long');
  for (let i = 0; i < count; i++) runs.push({ count: body.varint(), firstId: body.varint() });
  return runs;
}
