import { buildAdmin } from './build-admin.ts';
import { buildEngine } from './build-engine.ts';
import { buildExtension } from './build-extension.ts';
import { buildSnippet } from './build-snippet.ts';

/** Everything that ships: `dist/snippet` with the admin page, `dist/engine`, and the extension for both browsers in `build/`. */
export async function buildAll(): Promise<void> {
  await Promise.all([buildSnippet(), buildEngine(), buildAdmin()]);
  await buildExtension();
}
