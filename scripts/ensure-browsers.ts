import { existsSync } from 'node:fs';
import { type BrowserName, lookForBrowser } from './find-browser.ts';
import { runCommand } from './run-command.ts';

const DEBIAN_PACKAGES: Record<BrowserName, string> = { chromium: 'chromium', firefox: 'firefox-esr' };

const ADVICE: Record<BrowserName, string> = {
  chromium: 'Install Chromium or Google Chrome, or set CHROMIUM_PATH to its program.',
  firefox: 'Install Firefox, or set FIREFOX_PATH to its program.',
};

/** Sees to it that these browsers are installed: by apt on Debian; elsewhere it throws and says what to do. */
export async function ensureBrowsers(names: readonly BrowserName[]): Promise<void> {
  const missing = names.filter((name) => lookForBrowser(name) === undefined);
  if (missing.length === 0) return;
  if (existsSync('/etc/debian_version')) await installOnDebian(missing.map((name) => DEBIAN_PACKAGES[name]));
  const advice = missing.filter((name) => lookForBrowser(name) === undefined).map((name) => ADVICE[name]);
  if (advice.length > 0) throw new Error(`A browser is missing. ${advice.join(' ')}`);
}

async function installOnDebian(packages: readonly string[]): Promise<void> {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  console.log(`Installing ${packages.join(' and ')} with apt-get ...`);
  for (const step of [['update'], ['install', '--yes', '--no-install-recommends', ...packages]]) {
    const [command = 'apt-get', ...args] = [...asRoot, 'apt-get', ...step];
    const result = await runCommand(command, args, { env }).catch((error: unknown) => ({
      code: 1,
      output: `${error}`,
    }));
    if (result.code !== 0) console.error(`${[command, ...args].join(' ')} failed:\n${result.output}`);
  }
}
