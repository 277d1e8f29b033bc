import type { CloseReason } from '../../shared/protocol/close.ts';
import { HELLO_WITHIN_MS } from '../../shared/protocol/limits.ts';
import type { SessionMeta } from './records.ts';

/** Why the session has to end by now, if it has to (rule C6). */
export function overdue(meta: SessionMeta, now: number): CloseReason | undefined {
  if (meta.ended) return undefined;
  if (meta.code === 'open' && now >= meta.codeExpiresAt) return 'expired';
  if (now >= meta.createdAt + meta.lengthLimitMs) return 'length-limit';
  if (now >= meta.lastActivityAt + meta.idleLimitMs) return 'idle-limit';
  return undefined;
}

/** When the party has to look again. `silentSince`: oldest connection that has not said hello. */
export function nextDeadline(meta: SessionMeta, silentSince: number | undefined): number {
  if (meta.ended) return meta.trimmed ? meta.ended.at + meta.keepMs : meta.ended.at;
  const deadlines = [meta.createdAt + meta.lengthLimitMs, meta.lastActivityAt + meta.idleLimitMs];
  if (meta.code === 'open') deadlines.push(meta.codeExpiresAt);
  if (silentSince !== undefined) deadlines.push(silentSince + HELLO_WITHIN_MS);
  return Math.min(...deadlines);
}
