import * as v from 'valibot';
import { CLOSE_CODES, type CloseReason } from '../../shared/protocol/close.ts';

const reasons = Object.keys(CLOSE_CODES) as CloseReason[];

export const recentSessionSchema = v.object({
  sessionId: v.string(),
  startedAt: v.number(),
  /** How long the page was seen; 0 when it never was. */
  liveMs: v.number(),
  reason: v.picklist(reasons),
  /** Host of the page seen last; empty when none was. Never more of the address: it is the customer's. */
  host: v.string(),
});

/** A session that this agent has held, as the home screen lists it. */
export type RecentSession = v.InferOutput<typeof recentSessionSchema>;
