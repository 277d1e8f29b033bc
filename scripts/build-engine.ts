import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { projectRoot } from './run-command.ts';

/** The engine alone, as ES modules: public API, the same code that the snippet and the extension ship. */
const ENTRIES = {
  capture: 'snippet/capture/start-capture.ts',
  mirror: 'shared/mirror/mirror.ts',
};

/** Writes `capture.js` and `mirror.js`, each complete in one file. */
export async function buildEngine(outputFolder = join(projectRoot, 'dist', 'engine')): Promise<void> {
  await build({
    absWorkingDir: projectRoot,
    entryPoints: ENTRIES,
    outdir: outputFolder,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    sourcemap: true,
    legalComments: 'none',
    logLevel: 'error',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildEngine();
