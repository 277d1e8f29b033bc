// What `npm start`, `npm test` and their like run first. Plain JavaScript on Node alone: on a bare clone nothing else
// is there yet. Installs the dependencies when they are missing or stale, then runs `scripts/NAME.ts`.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [name, ...args] = process.argv.slice(2);
/** npm gives SIGTERM to a shell that ends and tells nobody: what is left to see is another parent. */
const startedUnder = process.ppid;
const PARENT_CHECK_MS = 500;

requireNode();
if (!dependenciesAreCurrent()) {
  console.log('Installing dependencies ...');
  // Not `npm ci`: it refuses a lock without the optional packages of other platforms, which some registries do not have.
  // `--no-save` leaves the lock file as it is.
  const status = await run('npm', ['install', '--no-save', '--no-audit', '--no-fund'], {
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status);
}
process.exit(await run(process.execPath, ['--import', 'tsx', join(root, 'scripts', `${name}.ts`), ...args]));

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Coview needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Whether node_modules holds the versions of the lock file. npm writes what it installed into a lock of its own. */
function dependenciesAreCurrent() {
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true;
    const present = installed[path];
    return present ? present.version === version : Boolean(optional || devOptional);
  });
}

/**
 * Runs to the end with this terminal. Whoever stops this process means the one below it: it is told, and this one waits
 * for its end. Ctrl-C reaches both anyway, so that the one below hears it twice.
 */
function run(command, commandArgs, options = {}) {
  const child = spawn(command, commandArgs, { cwd: root, stdio: 'inherit', ...options });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const forward = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  const watch = setInterval(() => {
    if (process.env.npm_lifecycle_event && process.ppid !== startedUnder) forward('SIGTERM');
  }, PARENT_CHECK_MS);
  return new Promise((ended, failed) => {
    child.once('error', failed);
    child.once('close', (status) => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, forward);
      ended(status ?? 1);
    });
  });
}
