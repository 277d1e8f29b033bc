import * as v from 'valibot';
import browser from 'webextension-polyfill';
import type { Meeting } from '../session/meeting.ts';

const KEY = 'meeting';

const meetingSchema = v.object({
  partyUrl: v.string(),
  roomId: v.string(),
  roomName: v.string(),
  agentName: v.string(),
  sessionId: v.string(),
  code: v.nullable(v.object({ locator: v.string(), secret: v.string(), expiresAt: v.number() })),
  startedAt: v.number(),
  entry: v.variant('type', [
    v.object({ type: v.literal('ticket'), ticket: v.string() }),
    v.object({ type: v.literal('resume'), token: v.string() }),
  ]),
  stage: v.variant('type', [
    v.object({ type: v.literal('waiting'), missesLeft: v.number() }),
    v.object({ type: v.literal('asking-in'), turnedAway: v.boolean() }),
    v.object({ type: v.literal('asking') }),
    v.object({ type: v.literal('live'), sinceAt: v.number(), paused: v.boolean() }),
  ]),
  allowUnsealed: v.boolean(),
  agreed: v.nullable(
    v.variant('type', [
      v.object({ type: v.literal('sealed'), key: v.string(), tag: v.nullable(v.string()) }),
      v.object({ type: v.literal('open'), tag: v.string() }),
    ]),
  ),
  generation: v.number(),
});

/** The session that this browser is in, if any: panel and tab share it. */
export async function loadMeeting(): Promise<Meeting | undefined> {
  const stored = await browser.storage.session.get(KEY);
  const parsed = v.safeParse(meetingSchema, stored[KEY]);
  return parsed.success ? parsed.output : undefined;
}

export async function saveMeeting(meeting: Meeting): Promise<void> {
  await browser.storage.session.set({ [KEY]: meeting });
}

export async function forgetMeeting(): Promise<void> {
  await browser.storage.session.remove(KEY);
}

/** Tells when the session has ended in whatever panel had it. */
export function onMeetingForgotten(listener: () => void): () => void {
  const onChanged = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    const change = area === 'session' ? changes[KEY] : undefined;
    if (change && change.newValue === undefined) listener();
  };
  browser.storage.onChanged.addListener(onChanged);
  return () => browser.storage.onChanged.removeListener(onChanged);
}
