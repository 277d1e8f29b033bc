import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleParty } from './bundle-party.ts';

export interface PartyOptions {
  /** 0 or left out: a free one. */
  port?: number;
  /** Where the party keeps everything; the same folder brings the same state back. */
  persistDir: string;
  /** Left out: the party prints a setup secret. */
  adminSecret?: string;
  /** Webhooks may go to http and to this machine and its network. */
  selfHosted?: boolean;
  /** Folder that the party serves at its root: the script-tag build of the snippet. */
  serveDir?: string;
}

export interface RunningParty {
  url: string;
  port: number;
  /** The last of what it has written to the terminal. */
  output(): string;
  /** Ends the party and the runtime under it. */
  stop(): Promise<void>;
  /** Ends both at once and unprepared, as a power cut does. */
  kill(): Promise<void>;
}

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const READY_WITHIN_MS = 60_000;

/**
 * Starts a real `partykit dev`. The party is bundled into the folder first and run from there, so that editing the
 * sources does not restart it under a running session.
 */
export async function startParty(options: PartyOptions): Promise<RunningParty> {
  const folder = resolve(options.persistDir);
  const port = options.port || (await freePort());
  const serve = resolve(options.serveDir ?? join(root, 'dist', 'snippet'));
  await mkdir(folder, { recursive: true });
  await mkdir(serve, { recursive: true });
  await bundleParty({
    folder,
    serve,
    variables: {
      ...(options.adminSecret !== undefined && { COVIEW_ADMIN_SECRET: options.adminSecret }),
      ...(options.selfHosted && { COVIEW_SELF_HOSTED: '1' }),
    },
  });
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules/partykit/dist/bin.mjs'),
      'dev',
      '--port',
      String(port),
      '--persist',
      join(folder, 'state'),
      '--disable-request-cf-fetch',
      '--no-hotkeys',
    ],
    // A group of its own: the runtime that partykit starts below it ends with it.
    { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const output: string[] = [];
  const remember = (text: Buffer): void => {
    output.push(text.toString());
    if (output.length > 2_000) output.shift();
  };
  child.stdout.on('data', remember);
  child.stderr.on('data', remember);
  const endWithUs = (): void => signalGroup(child, 'SIGKILL');
  process.once('exit', endWithUs);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    process.off('exit', endWithUs);
    await endGroup(child, signal, port);
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(url, child);
  } catch (error) {
    await end('SIGKILL');
    throw new Error(`The party did not start: ${String(error)}\n${output.join('')}`);
  }
  return { url, port, output: () => output.join(''), stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('partykit ended');
    try {
      const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) });
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`no answer within ${READY_WITHIN_MS} ms`);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group is gone already.
  }
}

async function endGroup(child: ChildProcess, signal: NodeJS.Signals, port: number): Promise<void> {
  signalGroup(child, signal);
  const until = Date.now() + 10_000;
  while (!(await isFree(port))) {
    // Whoever has not ended after half the time is not going to.
    if (Date.now() > until - 5_000) signalGroup(child, 'SIGKILL');
    if (Date.now() > until) throw new Error(`port ${port} is still taken`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
  signalGroup(child, 'SIGKILL');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once('error', () => answer(false));
    probe.listen(port, '0.0.0.0', () => probe.close(() => answer(true)));
  });
}

function freePort(): Promise<number> {
  return new Promise((answer, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? answer(address.port) : fail(new Error('no port'))));
    });
  });
}
