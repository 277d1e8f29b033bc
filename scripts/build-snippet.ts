import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, type Metafile, type OutputFile, type Plugin, transform } from 'esbuild';
import { minify } from 'terser';
import { LANGUAGES } from '../shared/protocol/languages.ts';
import { ADMIN_FOLDER } from './build-admin.ts';
import { memberNames } from './member-names.ts';
import type { SIZE_BUDGETS } from './size-budgets.ts';

export interface SnippetBuild {
  /** The folder with `coview.js`, `index.js` and their chunks. */
  folder: string;
  /** Gzip sizes in bytes, each with every chunk that it loads at once; shared ones count for the core. */
  sizes: Record<keyof typeof SIZE_BUDGETS, number>;
}

const ROOT = join(import.meta.dirname, '..');

/** Parts of the core and the widget that load after them, if at all. */
const LATER_PARTS = [
  ...['capture/later-signals.ts', 'capture/frames.ts', 'session/sealing.ts', 'session/wire.ts'],
  ...LANGUAGES.filter((language) => language !== 'en').map((language) => `widget/messages/${language}.ts`),
];

/** Style sheets imported as text travel without white space. */
const minifiedStyles: Plugin = {
  name: 'minified-styles',
  setup(building) {
    building.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path), { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

/**
 * Leaves dynamic imports of these modules, by their base name, to files beside the output. The entries are built apart, so
 * that the core has no chunk in common with them that it would have to wait for.
 */
function alreadyBuilt(files: Record<string, string>): Plugin {
  return {
    name: 'already-built',
    setup(building) {
      building.onResolve({ filter: /./ }, ({ kind, path }) => {
        const file = kind === 'dynamic-import' ? files[basename(path)] : undefined;
        return file === undefined ? undefined : { path: `./${file}`, external: true };
      });
    },
  };
}

const shared = {
  bundle: true,
  write: false,
  target: ['chrome111', 'firefox115', 'safari16.4'],
  legalComments: 'none',
  logLevel: 'warning',
  sourcemap: 'linked',
  // A field without a value need not be declared at run time: 1 % of the core.
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  plugins: [minifiedStyles],
} satisfies BuildOptions;

/**
 * Builds the script tag's loader, the ES module, and the chunks that both load. In place: a party that serves the folder
 * loses it when it is made anew, and at no moment does a file name another that is not there.
 */
export async function buildSnippet(options: { folder?: string } = {}): Promise<SnippetBuild> {
  const folder = options.folder ?? join(ROOT, 'dist/snippet');
  await mkdir(folder, { recursive: true });
  const chunks = {
    ...shared,
    outdir: folder,
    format: 'esm',
    splitting: true,
    metafile: true,
    // Cached for ever; `index.js` and `coview.js` are asked for again.
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
  } satisfies BuildOptions;
  // Built apart, with copies of what they share with the core: cut out of it, that would no longer be compressed with it.
  const later = await build({
    ...chunks,
    entryPoints: LATER_PARTS.map((part) => join(ROOT, 'snippet', part)),
  });
  const laterFiles = LATER_PARTS.map((part) => [basename(part), basename(fileOf(part, later.metafile))] as const);
  const modules = await build({
    ...chunks,
    entryPoints: { core: join(ROOT, 'snippet/core.ts'), widget: join(ROOT, 'snippet/widget/widget.ts') },
    plugins: [minifiedStyles, alreadyBuilt(Object.fromEntries(laterFiles))],
  });
  const { outputs } = modules.metafile;
  const core = fileOf('snippet/core.ts', modules.metafile);
  const widget = fileOf('snippet/widget/widget.ts', modules.metafile);
  const parts = await writeMinified(
    [...later.outputFiles, ...modules.outputFiles],
    await memberNames([...new Set([later, modules].flatMap(({ metafile }) => sourcesOf(metafile)))]),
  );
  const loader = await build({
    ...shared,
    entryPoints: { coview: join(ROOT, 'snippet/loader.ts') },
    outdir: folder,
    format: 'iife',
    define: { CORE_FILE: JSON.stringify(basename(core)), WIDGET_FILE: JSON.stringify(basename(widget)) },
  });
  const index = await build({
    ...shared,
    entryPoints: [join(ROOT, 'snippet/index.ts')],
    outdir: folder,
    format: 'esm',
    plugins: [alreadyBuilt({ 'core.ts': basename(core), 'widget.ts': basename(widget) })],
  });
  const entries = await writeMinified([...loader.outputFiles, ...index.outputFiles], new Set());
  await removeAllBut([...parts, ...entries], folder);
  const sizeOfLater = (part: string) =>
    gzipBytes([...withImports(fileOf(part, later.metafile), later.metafile.outputs)]);
  const coreFiles = withImports(core, outputs);
  const widgetFiles = [...withImports(widget, outputs)].filter((file) => !coreFiles.has(file));
  return {
    folder,
    sizes: {
      'coview.js': await gzipBytes([join(folder, 'coview.js')]),
      'core.js': await gzipBytes([...coreFiles]),
      'widget.js': await gzipBytes(widgetFiles),
      'sealing.js': await sizeOfLater('session/sealing.ts'),
      'wire.js': await sizeOfLater('session/wire.ts'),
    },
  };
}

/** Terser makes the core 4 % smaller than esbuild does, which is worth a second of building. Names what it wrote. */
async function writeMinified(files: OutputFile[], shortened: ReadonlySet<string>): Promise<string[]> {
  const properties = { regex: new RegExp(`^(?:${[...shortened].join('|')})$`) };
  // One for all files: they meet in each other's classes.
  const nameCache = {};
  const written: string[] = [];
  const textOf = new Map(files.map((file) => [file.path, file.text]));
  for (const { path, text } of files) {
    if (!path.endsWith('.js')) continue;
    const { code, map } = await minify(text, {
      module: true,
      ecma: 2020,
      nameCache,
      mangle: shortened.size > 0 ? { properties } : true,
      // No comma sequences: longer, but gzip finds more in common.
      compress: { passes: 3, sequences: false, inline: 1, pure_getters: true, unsafe_arrows: true },
      sourceMap: { content: textOf.get(`${path}.map`) ?? '', url: `${basename(path)}.map` },
    });
    await writeFile(path, code ?? '');
    await writeFile(`${path}.map`, String(map));
    written.push(basename(path), `${basename(path)}.map`);
  }
  return written;
}

/** File that was written for an entry. */
function fileOf(entry: string, { outputs }: Metafile): string {
  const found = Object.keys(outputs).find((file) => outputs[file]?.entryPoint?.endsWith(entry));
  if (!found) throw new Error(`esbuild wrote nothing for ${entry}`);
  return found;
}

/** What an earlier build has left; the admin page is built apart. */
async function removeAllBut(kept: string[], folder: string): Promise<void> {
  const stale = (await readdir(folder)).filter((name) => !kept.includes(name) && name !== ADMIN_FOLDER);
  for (const name of stale) await rm(join(folder, name), { recursive: true });
}

/** Files that were bundled: style sheets are no code. */
function sourcesOf({ inputs }: Metafile): string[] {
  return Object.keys(inputs).flatMap((file) => (/[.][cm]?[jt]sx?$/.test(file) ? [resolve(file)] : []));
}

/** A file and everything that it statically imports. */
function withImports(
  file: string,
  outputs: Record<string, { imports: { path: string; kind: string }[] }>,
): Set<string> {
  const all = new Set<string>();
  const pending = [file];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (all.has(next)) continue;
    all.add(next);
    for (const { path, kind } of outputs[next]?.imports ?? []) if (kind === 'import-statement') pending.push(path);
  }
  return all;
}

async function gzipBytes(files: string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(file), { level: 9 }).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}

if (process.argv[1] === import.meta.filename) {
  const { folder, sizes } = await buildSnippet();
  const listed = Object.entries(sizes).map(([file, bytes]) => `${file} ${bytes} B`);
  console.log(`snippet: ${listed.join(', ')} (gzip) in ${folder}`);
}
