import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from './run-command.ts';

/** Folder of the admin page below the one that a party serves. */
export const ADMIN_FOLDER = 'admin';

/** Builds the admin page's script, styles, fonts and icon into the folder that a party serves. */
export async function buildAdmin(options: { folder?: string } = {}): Promise<void> {
  const outdir = join(options.folder ?? join(projectRoot, 'dist/snippet'), ADMIN_FOLDER);
  await build({
    entryPoints: { main: join(projectRoot, 'admin/main.tsx') },
    outdir,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome123', 'firefox121', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.woff2': 'file' },
    assetNames: '[name]-[hash]',
    legalComments: 'none',
    logLevel: 'warning',
  });
  await copyFile(join(projectRoot, 'extension/assets/logo.svg'), join(outdir, 'icon.svg'));
}

if (process.argv[1] === import.meta.filename) await buildAdmin();
