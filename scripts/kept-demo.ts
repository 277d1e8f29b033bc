import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import * as v from 'valibot';
import { projectRoot } from './run-command.ts';

const keptSchema = v.object({
  partyPort: v.number(),
  shopPort: v.number(),
  adminSecret: v.string(),
  roomId: v.string(),
  pass: v.string(),
});

/** What `npm start` keeps, so that the next one finds the same room, pass and addresses. */
export type KeptDemo = v.InferOutput<typeof keptSchema>;

/** Ignored by git: it holds secrets of this machine's demo. */
export const keptFolder = join(projectRoot, '.coview');
const keptFile = join(keptFolder, 'demo.json');

/** Undefined on the first start, or when something else has taken one of the ports since. */
export async function loadKeptDemo(): Promise<KeptDemo | undefined> {
  const text = await readFile(keptFile, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const kept = v.safeParse(keptSchema, JSON.parse(text));
  if (!kept.success) return undefined;
  const free = await Promise.all([kept.output.partyPort, kept.output.shopPort].map(isPortFree));
  return free.every(Boolean) ? kept.output : undefined;
}

export async function keepDemo(demo: KeptDemo): Promise<void> {
  await mkdir(keptFolder, { recursive: true });
  await writeFile(keptFile, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
}

export function newAdminSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** `wanted`, or one the system chooses when it is taken. */
export async function portFor(wanted: number): Promise<number> {
  return (await isPortFree(wanted)) ? wanted : 0;
}

function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
