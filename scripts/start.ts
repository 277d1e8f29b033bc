import { buildAll } from './build-all.ts';
import { ensureBrowsers } from './ensure-browsers.ts';
import { playOnce } from './play-once.ts';
import { runDemo } from './run-demo.ts';

/** `npm start`, `npm start -- --headless`, `npm start -- --once` */
const flags = new Set(process.argv.slice(2));
const unknown = [...flags].filter((flag) => !['--headless', '--once'].includes(flag));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(' ')}. Known: --headless (no windows), --once (play a session and end).`);
  process.exit(2);
}

try {
  await ensureBrowsers(['chromium']);
  console.log('Building ...');
  await buildAll();
  if (flags.has('--once')) await playOnce();
  else await runDemo({ headless: flags.has('--headless') || !hasDisplay() });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
// Everything is closed; what esbuild keeps ready for a next build would hold this process.
process.exit();

/** Linux without a desktop has nowhere to put a window. */
function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}
