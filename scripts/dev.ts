import { watch } from 'node:fs';
import { join } from 'node:path';
import { buildAdmin } from './build-admin.ts';
import { buildEngine } from './build-engine.ts';
import { buildExtension } from './build-extension.ts';
import { buildSnippet } from './build-snippet.ts';
import { projectRoot } from './run-command.ts';

/** What is built again when a file below one of these folders changes. */
const TARGETS = [
  {
    name: 'snippet and engine',
    folders: ['snippet', 'shared'],
    build: () => Promise.all([buildSnippet(), buildEngine()]),
  },
  { name: 'admin page', folders: ['admin', 'shared'], build: () => buildAdmin() },
  { name: 'extension', folders: ['extension', 'shared'], build: () => buildExtension(['chrome-mv3']) },
];

/** Written by the build itself: watching them would never end. */
const GENERATED = /(^|[\\/])([.]plasmo|build|dist|node_modules|package[.]json|icon[^\\/]*[.]png)([\\/]|$)/;
/** Editors write one save as several changes. */
const SETTLE_MS = 150;

/** `npm run dev`: builds, and builds again what a change touches, until it is stopped. */
for (const { name, folders, build } of TARGETS) {
  let settling: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const rebuild = () => {
    running = running.then(async () => {
      const startedAt = performance.now();
      try {
        await build();
        console.log(`built ${name} in ${Math.round(performance.now() - startedAt)} ms`);
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
      }
    });
  };
  for (const folder of folders) {
    watch(join(projectRoot, folder), { recursive: true }, (_event, file) => {
      if (file === null || GENERATED.test(file)) return;
      clearTimeout(settling);
      settling = setTimeout(rebuild, SETTLE_MS);
    });
  }
  rebuild();
}
