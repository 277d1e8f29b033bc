import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

export interface CommandResult {
  code: number;
  /** Standard output and error as they came. */
  output: string;
  durationMs: number;
}

export interface CommandOptions {
  /** Also write the output to this terminal as it comes. */
  echo?: boolean;
  env?: Record<string, string>;
  cwd?: string;
}

/** Runs a command to its end. Rejects only when it cannot be started. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const startedAt = performance.now();
  const child = spawn(command, args, {
    cwd: options.cwd ?? projectRoot,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pieces: Buffer[] = [];
  const collect = (target: NodeJS.WriteStream) => (piece: Buffer) => {
    pieces.push(piece);
    if (options.echo) target.write(piece);
  };
  child.stdout.on('data', collect(process.stdout));
  child.stderr.on('data', collect(process.stderr));
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve(exitCode ?? 1));
  });
  return { code, output: Buffer.concat(pieces).toString('utf8'), durationMs: performance.now() - startedAt };
}

/** The JavaScript file behind a tool in node_modules, to be run with this Node on every platform. */
export function toolPath(relative: string): string {
  return join(projectRoot, 'node_modules', relative);
}
