import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface PartyBundle {
  /** Exists already; gets the bundled servers, `partykit.json` and `.env`. */
  folder: string;
  /** Folder that the party serves at its root. */
  serve: string;
  /** What the party reads from its environment. They go into a file that only its owner reads, never onto a command line. */
  variables: Record<string, string>;
}

interface Project {
  $schema?: string;
  main: string;
  parties: Record<string, string>;
}

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Bundles the party of `partykit.json` into a PartyKit project of its own, which no edit of the sources changes. */
export async function bundleParty({ folder, serve, variables }: PartyBundle): Promise<void> {
  const { $schema: _schema, ...project } = JSON.parse(await readFile(join(root, 'partykit.json'), 'utf8')) as Project;
  await build({
    absWorkingDir: root,
    entryPoints: { main: project.main, ...project.parties },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker'],
    external: ['cloudflare:*', 'node:*'],
    logLevel: 'silent',
  });
  const parties = Object.fromEntries(Object.keys(project.parties).map((name) => [name, `./${name}.js`]));
  await writeFile(
    join(folder, 'partykit.json'),
    JSON.stringify({ ...project, main: 'main.js', parties, serve }, null, 2),
  );
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(join(folder, '.env'), lines.join(''), { mode: 0o600 });
}
