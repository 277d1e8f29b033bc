import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { CLOSE_CODES, type CloseReason } from '../../shared/protocol/close.ts';

const KEY = 'recentSessions';
const KEPT = 20;

const reasons = Object.keys(CLOSE_CODES) as CloseReason[];

const recentSchema = v.object({
  sessionId: v.string(),
  startedAt: v.number(),
  /** How long the page was seen; 0 when it never was. */
  liveMs: v.number(),
  reason: v.picklist(reasons),
  /** Host of the page seen last; empty when none was. Never more of the address: it is the customer's. */
  host: v.string(),
});

/** A session that this agent has held, as the home screen lists it. */
export type RecentSession = v.InferOutput<typeof recentSchema>;

/** Newest first. What an older version has stored and does not fit any more is dropped. */
export async function loadRecent(): Promise<RecentSession[]> {
  const stored = await browser.storage.local.get(KEY);
  const parsed = v.safeParse(v.array(recentSchema), stored[KEY]);
  return parsed.success ? parsed.output : [];
}

export async function addRecent(session: RecentSession): Promise<RecentSession[]> {
  const others = (await loadRecent()).filter((one) => one.sessionId !== session.sessionId);
  const sessions = [session, ...others].slice(0, KEPT);
  await browser.storage.local.set({ [KEY]: sessions });
  return sessions;
}

export async function clearRecent(): Promise<void> {
  await browser.storage.local.remove(KEY);
}
