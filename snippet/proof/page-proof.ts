import { DecodeError } from '../../shared/codec/decode-error.ts';
import { ENGINE_LIMITS } from '../../shared/codec/limits.ts';
import { encodeDigest, encodeHashes } from '../../shared/codec/proof-writer.ts';
import { decodeRepair } from '../../shared/codec/repair-request.ts';
import { Allowance } from '../../shared/proof/allowance.ts';
import { groupOf, HASH_GROUPS } from '../../shared/proof/node-hash.ts';
import type { DigestMessage, Op } from '../../shared/tree/message.ts';
import type { NodeId } from '../../shared/tree/node.ts';
import type { RepairRequest } from '../../shared/tree/repair.ts';
import type { LaterContext, Signal } from '../capture/signal.ts';
import { FieldStates } from './field-states.ts';
import { IdleWork } from './idle-work.ts';
import { PageAudit } from './page-audit.ts';
import { PageHashes } from './page-hashes.ts';
import { Resending } from './resending.ts';
import { SentNodes } from './sent-node.ts';

/** A page that never stands still is proven this often. */
const DIGEST_EVERY_MS = 1_000;

/** So many nodes are hashed within a flush; more of them wait for idle time. */
const HASHED_AT_ONCE = 200;

/** So many are compared within a flush. */
const COMPARED_AT_ONCE = 4_096;

/** Changes that may interrupt the comparison of a larger page before it is done in one go: it is to be proven, too. */
const MOST_INTERRUPTIONS = 5;

/** Comparisons with mirrors: a hundred at once, then two a second. */
const COMPARISONS = [100, 2] as const;

/** Snapshots for the sake of a mirror: three at once, then six a minute. */
const SNAPSHOTS = [3, 0.1] as const;

/**
 * Tells the mirror what it should have: a digest of everything sent so far, when the page has changed. Answers mirrors that
 * differ. All of it in idle time, or within a flush when it is next to nothing.
 */
export class PageProof implements Signal {
  private readonly hashes: PageHashes;
  private readonly resending: Resending;
  private readonly audit: PageAudit;
  private readonly comparisons = new Allowance(...COMPARISONS);
  private readonly snapshots = new Allowance(...SNAPSHOTS);
  private readonly idle: IdleWork;
  private nextDigestAtMs = 0;
  /** A digest that leaves once the messages before it have. */
  private due: DigestMessage | undefined;
  private sent: DigestMessage | undefined;
  private answered = 0;
  private stopped = false;
  /** Whether anything was sent since the page was last hashed. */
  private changed = true;
  private revision = -1;
  private interruptions = 0;

  constructor(private readonly context: LaterContext) {
    const { privacy, tree } = context;
    const { table, serializer } = tree;
    this.hashes = new PageHashes(table, new SentNodes(privacy, serializer), new FieldStates(table, privacy));
    this.resending = new Resending(tree);
    this.audit = new PageAudit(context, this.hashes);
    this.idle = new IdleWork(context, (budgetMs) => this.hashSlice(budgetMs));
  }

  sees(op: Op): void {
    this.changed = true;
    this.due = undefined;
    if (op.type === 'attribute' || op.type === 'text') this.hashes.touch(op.node);
  }

  collect(): void {
    const { revision } = this.context.tree.table;
    if (revision !== this.revision) this.changed = true;
    this.revision = revision;
    if (this.context.isComplete() && this.audit.confirm()) this.changed = true;
    // Between two slices of time the table is ahead of what was sent, or behind the page.
    if (!this.changed || !this.context.isComplete()) return;
    // What was due speaks of a state that is over.
    this.due = undefined;
    if (performance.now() < this.nextDigestAtMs) return;
    this.nextDigestAtMs = performance.now() + DIGEST_EVERY_MS;
    if (!this.compareNow() || this.hashes.found > HASHED_AT_ONCE) this.idle.start();
    else {
      this.hashes.update();
      this.changed = false;
      this.offer(this.digest());
    }
  }

  /** Whether everything is compared, which of a large page is left to idle time. */
  private compareNow(): boolean {
    const { hashes } = this;
    const isSmall = this.context.tree.table.end <= COMPARED_AT_ONCE;
    if (!hashes.isScanned && !isSmall && this.interruptions++ < MOST_INTERRUPTIONS) return false;
    this.interruptions = 0;
    return hashes.isScanned || hashes.scan();
  }

  forget(): void {
    // Whoever begins with the snapshot that follows knows no digest yet.
    this.sent = undefined;
    this.changed = true;
  }

  repair(bytes: Uint8Array): void {
    try {
      this.answer(decodeRepair(bytes));
    } catch (error) {
      // What is no request is no fault of the page's.
      if (!(error instanceof DecodeError)) throw error;
    }
  }

  stop(): void {
    this.stopped = true;
    this.idle.stop();
    this.audit.stop();
  }

  private hashSlice(budgetMs: number): boolean {
    if (!this.hashes.isScanned && !this.hashes.scan(budgetMs)) return false;
    if (!this.hashes.update(budgetMs)) return false;
    this.nextDigestAtMs = 0;
    this.context.schedule();
    return true;
  }

  private digest(): DigestMessage {
    return { type: 'digest', ...this.hashes.digest(), resent: this.audit.found, answered: this.answered, boxes: [] };
  }

  /** The flush under way has yet to emit what it found: the digest follows in the same task. */
  private offer(digest: DigestMessage): void {
    if (this.sent !== undefined && sameDigest(digest, this.sent)) return;
    this.due = digest;
    Promise.resolve().then(() => {
      if (this.due === digest && !this.stopped) this.context.guarded(() => this.send(digest));
    });
  }

  private send(digest: DigestMessage): void {
    this.due = undefined;
    this.sent = digest;
    this.context.send(encodeDigest(digest));
  }

  private answer(request: RepairRequest): void {
    if (request.type === 'snapshot') {
      if (this.context.depth === 0 && this.snapshots.take(1)) this.context.takeSnapshot();
      return;
    }
    if (this.context.idOf(this.context.document) !== request.document) return;
    if (request.type === 'compare') {
      if (this.comparisons.take(1)) this.compare(request);
    } else if (this.resending.resend(request.nodes)) this.sendDigest();
  }

  private compare(request: Extract<RepairRequest, { type: 'compare' }>): void {
    this.catchUp();
    const { high, low, hidden, nodesIn } = this.hashes.groups();
    const differing: number[] = [];
    for (let group = 0; group < HASH_GROUPS; group++) {
      if (high[group] !== request.high[group] || low[group] !== request.low[group]) differing.push(group);
    }
    if (differing.length === 0) this.sendDigest();
    else this.context.send(encodeHashes({ type: 'hashes', ...this.asManyAsFit(differing, nodesIn), hidden }));
  }

  /** What does not fit is found by the next comparison. */
  private asManyAsFit(differing: readonly number[], nodesIn: ReturnType<PageHashes['groups']>['nodesIn']) {
    const groups = new Set(differing);
    let nodes = nodesIn(groups);
    while (nodes.length > ENGINE_LIMITS.hashedNodes && groups.size > 1) {
      for (const group of [...groups].slice(groups.size >> 1)) groups.delete(group);
      nodes = nodes.filter(({ id }) => groups.has(groupOf(id)));
    }
    return { groups: [...groups], nodes };
  }

  /** Emits what has changed, and hashes it. */
  private catchUp(): void {
    this.context.flush();
    this.hashes.scan();
    this.hashes.update();
  }

  private sendDigest(): void {
    this.answered++;
    this.catchUp();
    this.send(this.digest());
  }
}

function sameDigest(a: DigestMessage, b: DigestMessage): boolean {
  return (
    a.nodes === b.nodes && a.high === b.high && a.low === b.low && a.resent === b.resent && sameIds(a.hidden, b.hidden)
  );
}

function sameIds(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  return a.length === b.length && a.every((id, at) => id === b[at]);
}
