import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { type RecentSession, recentSessionSchema } from '../panel/recent-session.ts';

const KEY = 'recentSessions';

/** Newest first. What an older version has stored and does not fit any more is dropped. */
export async function loadRecent(): Promise<RecentSession[]> {
  const stored = await browser.storage.local.get(KEY);
  const parsed = v.safeParse(v.array(recentSessionSchema), stored[KEY]);
  return parsed.success ? parsed.output : [];
}

export async function saveRecent(sessions: readonly RecentSession[]): Promise<void> {
  await browser.storage.local.set({ [KEY]: sessions });
}
