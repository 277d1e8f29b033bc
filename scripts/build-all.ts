import { buildEngine } from './build-engine.ts';
import { buildExtension } from './build-extension.ts';
import { buildSnippet } from './build-snippet.ts';

/** Everything that ships: `dist/snippet`, `dist/engine`, and the extension for both browsers in `build/`. */
export async function buildAll(): Promise<void> {
  await Promise.all([buildSnippet(), buildEngine()]);
  await buildExtension();
}
