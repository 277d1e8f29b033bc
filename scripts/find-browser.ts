import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export type BrowserName = 'chromium' | 'firefox';

/** Where a browser may be: names on the PATH first, then the usual places of macOS and Windows. */
const PLACES: Record<BrowserName, { environment: string; names: string[]; files: string[] }> = {
  chromium: {
    environment: 'CHROMIUM_PATH',
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    files: [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
  },
  firefox: {
    environment: 'FIREFOX_PATH',
    names: ['firefox-esr', 'firefox'],
    files: ['/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
  },
};

/** The path of an installed browser, or undefined. */
export function lookForBrowser(name: BrowserName): string | undefined {
  const { environment, names, files } = PLACES[name];
  const chosen = process.env[environment];
  if (chosen) return chosen;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = names.flatMap((each) => folders.map((folder) => join(folder, each)));
  return [...onPath, ...files].find((file) => existsSync(file));
}

/** The path of an installed browser. Throws, saying what to do, when there is none. */
export function findBrowser(name: BrowserName): string {
  const found = lookForBrowser(name);
  if (!found) throw new Error(`no ${name} found: install it or name its path in ${PLACES[name].environment}`);
  return found;
}
