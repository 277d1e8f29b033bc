import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { projectRoot } from './run-command.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A project of one script, with this repository's bootstrap. */
async function projectWith(script: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'coview-bootstrap-'));
  folders.push(folder);
  await mkdir(join(folder, 'scripts'));
  await mkdir(join(folder, 'node_modules'));
  await symlink(join(projectRoot, 'node_modules/tsx'), join(folder, 'node_modules/tsx'), 'junction');
  for (const lock of ['package-lock.json', 'node_modules/.package-lock.json'])
    await writeFile(join(folder, lock), '{"packages":{}}');
  await cp(join(projectRoot, 'scripts/bootstrap.mjs'), join(folder, 'scripts/bootstrap.mjs'));
  await writeFile(join(folder, 'scripts/waits.ts'), script);
  return folder;
}

/** Resolves when the script under the bootstrap has said something. */
async function startIn(folder: string): Promise<{ bootstrap: ChildProcess; said(): string }> {
  const bootstrap = spawn(process.execPath, [join(folder, 'scripts/bootstrap.mjs'), 'waits'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  bootstrap.stdout.on('data', (piece: Buffer) => {
    output += piece.toString();
  });
  await once(bootstrap.stdout, 'data');
  return { bootstrap, said: () => output };
}

// Each starts two Nodes, which takes seconds on a busy machine.
describe.skipIf(process.platform === 'win32')('bootstrap', { timeout: 30_000 }, () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('tells the script of %s and waits for its end', async (signal) => {
    const folder = await projectWith(`
      setInterval(() => undefined, 1000);
      process.once('${signal}', () => setTimeout(() => { console.log('closed'); process.exit(7); }, 50));
      console.log('ready');
    `);
    const { bootstrap, said } = await startIn(folder);
    bootstrap.kill(signal);
    expect(await once(bootstrap, 'close')).toEqual([7, null]);
    expect(said()).toBe('ready\nclosed\n');
  });

  it('ends the script when the shell above it, which npm ends, is gone', async () => {
    const folder = await projectWith(`
      setInterval(() => undefined, 1000);
      process.once('SIGTERM', () => { console.log('closed'); process.exit(); });
      console.log('ready');
    `);
    const shell = spawn('sh', ['-c', `"${process.execPath}" "${folder}/scripts/bootstrap.mjs" waits; true`], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, npm_lifecycle_event: 'start' },
    });
    let output = '';
    shell.stdout.on('data', (piece: Buffer) => {
      output += piece.toString();
    });
    await once(shell.stdout, 'data');
    shell.kill('SIGTERM');
    // The pipe ends with the last process that writes to it.
    await once(shell.stdout, 'end');
    expect(output).toBe('ready\nclosed\n');
  });
});
