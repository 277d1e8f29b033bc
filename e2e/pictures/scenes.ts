import { readdir } from 'node:fs/promises';
import { startShop } from '../../demo/server.ts';
import type { Application } from '../applications/application.ts';
import { codeMirror } from '../applications/code-mirror.ts';
import { reveal } from '../applications/reveal.ts';
import { shoelace } from '../applications/shoelace.ts';
import { swaggerUi } from '../applications/swagger-ui.ts';
import { tabulator } from '../applications/tabulator.ts';
import { startStaticServer } from '../static-server.ts';
import type { Scene, SceneSource } from './scene.ts';

const APPLICATIONS: readonly Application[] = [swaggerUi, reveal, tabulator, shoelace, codeMirror];

const SHOP_PATHS = [
  '/',
  '/products',
  '/products/lighting',
  '/product/arc-lamp',
  '/cart',
  '/checkout',
  '/account',
  '/nowhere',
];

/** Saved pages wait for hosts that are not there. */
const LOAD_TIMEOUT_MS = 20_000;

/** Every page of the demo shop, and one of them further down. */
export async function shopScenes(): Promise<SceneSource> {
  const shop = await startShop({ port: 0 });
  const visit = (path: string): Scene => ({
    name: `shop ${path}`,
    async open(page) {
      await page.goto(`${shop.url}${path}`, { waitUntil: 'networkidle0' });
    },
  });
  const scrolled: Scene = {
    ...visit('/'),
    name: 'shop / scrolled',
    async act(page) {
      await page.evaluate(() => window.scrollTo({ top: 700, behavior: 'instant' }));
      await page.waitForFunction(() => window.scrollY === 700);
    },
  };
  return { scenes: [...SHOP_PATHS.map(visit), scrolled], close: () => shop.close() };
}

/** Applications that nobody here wrote, after all that a person does with them. */
export async function applicationScenes(): Promise<SceneSource> {
  const sources = await Promise.all(
    APPLICATIONS.map(async (application) => {
      const server = await application.serve(() => '');
      const scene: Scene = {
        name: application.name,
        async open(page) {
          await page.goto(server.origin);
          await application.untilReady(page);
        },
        async act(page) {
          for (const step of application.steps) await step.act(page);
        },
      };
      return { scene, server };
    }),
  );
  return {
    scenes: sources.map(({ scene }) => scene),
    async close() {
      await Promise.all(sources.map(({ server }) => server.close()));
    },
  };
}

/** Every HTML file of a folder, once with its scripts and once without. What it refers to elsewhere is not there. */
export async function folderScenes(folder: string): Promise<SceneSource> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.html')).sort();
  const servers = await Promise.all(
    [true, false].map(async (scripts) => ({
      scripts,
      server: await startStaticServer({
        folders: { '/': folder },
        // The recorders are put in from outside, which a policy does not hinder.
        transform: (_path, answer) =>
          scripts ? answer : { ...answer, headers: { 'content-security-policy': "script-src 'none'" } },
      }),
    })),
  );
  return {
    scenes: files.flatMap((file) =>
      servers.map(({ scripts, server }) => ({
        name: `${file.replace('.html', '')}${scripts ? ' with scripts' : ''}`,
        async open(page) {
          await page.goto(`${server.origin}/${file}`, { timeout: LOAD_TIMEOUT_MS });
        },
      })),
    ),
    async close() {
      await Promise.all(servers.map(({ server }) => server.close()));
    },
  };
}
