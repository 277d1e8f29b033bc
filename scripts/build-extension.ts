import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import config, { type Target } from '../plasmo.config.ts';

const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)));
const extensionDir = path.join(root, 'extension');
/** Plasmo scales every size that a manifest needs down from this one. */
const ICON_PX = 512;

/** Where the built extension of one browser is. */
export function extensionPath(target: Target): string {
  return path.join(root, 'build', `${target}-prod`);
}

/**
 * Builds the agent's extension for every target into `build/<target>-prod`, one after the other: the targets share
 * the generated `extension/package.json`.
 */
export async function buildExtension(targets: readonly Target[] = config.targets): Promise<void> {
  await writeIcon();
  for (const target of targets) {
    await rm(extensionPath(target), { recursive: true, force: true });
    await writePackage(target);
    await runPlasmo(target);
  }
}

async function writeIcon(): Promise<void> {
  const assets = path.join(extensionDir, 'assets');
  await mkdir(assets, { recursive: true });
  const icon = sharp(path.join(assets, 'logo.svg'), { density: (72 * ICON_PX) / 64 }).resize(ICON_PX, ICON_PX);
  await icon.png().toFile(path.join(assets, 'icon.png'));
}

/** Plasmo takes name, version and manifest from the package of the folder it runs in, and from nowhere else. */
async function writePackage(target: Target): Promise<void> {
  const project: unknown = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const generated = {
    name: config.name,
    displayName: config.displayName,
    description: config.description,
    version: versionOf(project),
    private: true,
    type: 'module',
    manifest: config.manifest(target),
  };
  await writeFile(path.join(extensionDir, 'package.json'), `${JSON.stringify(generated, null, 2)}\n`);
}

function versionOf(project: unknown): string {
  if (typeof project === 'object' && project !== null && 'version' in project && typeof project.version === 'string') {
    return project.version;
  }
  throw new Error('package.json has no version');
}

async function runPlasmo(target: Target): Promise<void> {
  const plasmo = path.join(root, 'node_modules', 'plasmo', 'bin', 'index.mjs');
  const args = [plasmo, 'build', `--target=${target}`, `--build-path=${path.join('..', 'build')}`, ...config.flags];
  const child = spawn(process.execPath, args, { cwd: extensionDir, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  // Plasmo exits with 0 after some failed bundles, so the result decides.
  const manifest = await readFile(path.join(extensionPath(target), 'manifest.json'), 'utf8').catch(() => undefined);
  if (code !== 0 || manifest === undefined) throw new Error(`plasmo build failed for ${target}:\n${output}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildExtension();
  for (const target of config.targets) console.log(`built ${path.relative(root, extensionPath(target))}`);
}
