import { build } from 'esbuild';

/**
 * Bundles one TypeScript module into a classic script that a test adds to a page with `page.addScriptTag({ content })`
 * or serves as a file; its exports are then properties of `window[globalName]`.
 */
export async function bundleForPage(entryFile: string, globalName: string): Promise<string> {
  const result = await build({
    entryPoints: [entryFile],
    bundle: true,
    write: false,
    format: 'iife',
    globalName,
    target: 'es2022',
    // `var` at the top of a classic script is a property of window, also inside evaluated code.
    footer: { js: `window.${globalName} = ${globalName};` },
    // Frameworks ask: their development builds check what they are given and are slow.
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const [file] = result.outputFiles;
  if (!file) throw new Error(`esbuild wrote nothing for ${entryFile}`);
  return file.text;
}
