import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { type Pass, parsePass } from '../../shared/protocol/pass.ts';

const KEY = 'pass';

const storedSchema = v.object({
  text: v.string(),
  agentName: v.string(),
  roomName: v.string(),
  origins: v.array(v.string()),
});

/** The pass as pasted, and for whom the party said that it is. */
export interface StoredPass {
  text: string;
  pass: Pass;
  agentName: string;
  roomName: string;
  origins: string[];
}

/** Undefined when there is none, or none that this version understands. */
export async function loadPass(): Promise<StoredPass | undefined> {
  const stored = await browser.storage.local.get(KEY);
  const found = v.safeParse(storedSchema, stored[KEY]);
  if (!found.success) return undefined;
  const parsed = parsePass(found.output.text);
  return parsed.ok ? { ...found.output, pass: parsed.pass } : undefined;
}

export async function savePass({ text, agentName, roomName, origins }: Omit<StoredPass, 'pass'>): Promise<void> {
  await browser.storage.local.set({ [KEY]: { text, agentName, roomName, origins } });
}

export async function removePass(): Promise<void> {
  await browser.storage.local.remove(KEY);
}
