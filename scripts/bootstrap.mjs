// What `npm start`, `npm test` and their like run first. Plain JavaScript on Node alone: on a bare clone nothing else
// is there yet. Installs the dependencies when they are missing or stale, then runs `scripts/NAME.ts`.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [name, ...args] = process.argv.slice(2);

requireNode();
if (!dependenciesAreCurrent()) {
  console.log('Installing dependencies ...');
  // Not `npm ci`: it refuses a lock without the optional packages of other platforms, which some registries do not have.
  // `--no-save` leaves the lock file as it is.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
}
process.exit(run(process.execPath, ['--import', 'tsx', join(root, 'scripts', `${name}.ts`), ...args]));

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

/** Runs to the end with this terminal; a failed install ends everything. */
function run(command, commandArgs, options = {}) {
  const { status, error } = spawnSync(command, commandArgs, { cwd: root, stdio: 'inherit', ...options });
  if (error) throw error;
  if (status !== 0 && command === 'npm') process.exit(status ?? 1);
  return status ?? 1;
}
