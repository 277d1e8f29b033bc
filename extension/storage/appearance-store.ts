import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { APPEARANCES, type Appearance } from '../panel/appearance.ts';

const KEY = 'appearance';

export async function loadAppearance(): Promise<Appearance> {
  const stored = await browser.storage.local.get(KEY);
  const parsed = v.safeParse(v.picklist(APPEARANCES), stored[KEY]);
  return parsed.success ? parsed.output : 'system';
}

export async function saveAppearance(appearance: Appearance): Promise<void> {
  await browser.storage.local.set({ [KEY]: appearance });
}
