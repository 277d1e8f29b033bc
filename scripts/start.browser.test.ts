import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Outcome {
  exitCode: number | null;
  printed: string;
}

/** Runs a command of the README as it stands there. */
function run(command: string, ...words: string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (printed += piece));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, printed }));
  });
}

test('`npm start -- --once` plays a whole session and ends', async () => {
  const { exitCode, printed } = await run('npm', 'start', '--', '--once');
  expect(printed).toMatch(/The session went as it should, in [\d.]+ s\.\n$/);
  expect(exitCode).toBe(0);
});

test('control: what `npm start` does not know, it says', async () => {
  const { exitCode, printed } = await run('npm', 'start', '--', '--twice');
  expect(printed).toContain('Unknown: --twice.');
  expect(exitCode).not.toBe(0);
});
