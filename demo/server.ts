import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { accountPage } from './pages/account.ts';
import { cartPage } from './pages/cart.ts';
import { checkoutPage } from './pages/checkout.ts';
import { homePage } from './pages/home.ts';
import { escapeHtml } from './pages/html.ts';
import { type PageParts, renderPage, type SnippetTag } from './pages/layout.ts';
import { productPage } from './pages/product.ts';
import { isCategory, productListPage } from './pages/product-list.ts';
import { productById } from './products.ts';

export interface ShopOptions {
  /** 0: one the system chooses. */
  port: number;
  /**
   * What the site owner adds; without it the shop runs without Coview. Asked for with each page: a room is made for the
   * shop's address, which is known only when the shop is there.
   */
  coview?(): { partyUrl: string; room: string } | undefined;
  /** Sent with every page, for example a content security policy. */
  headers?: Record<string, string>;
}

export interface Shop {
  /** `http://localhost:PORT` */
  url: string;
  close(): Promise<void>;
}

const folder = dirname(fileURLToPath(import.meta.url));
const STYLE_FILES = ['base', 'layout', 'home', 'products', 'checkout', 'account'];
const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#2f4a3c"/><path d="M10 24V8M22 24V8M10 16c3-4 9-4 12 0" fill="none" stroke="#faf7f2" stroke-width="2.600" stroke-linecap="round"/></svg>`;

/** Serves the demo shop on loopback. */
export async function startShop(options: ShopOptions): Promise<Shop> {
  const [script, style] = await Promise.all([bundleScript(), joinStyles()]);
  const snippetTag = () => {
    const added = options.coview?.();
    return added ? tagOf(added.partyUrl, added.room) : '';
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/shop.js') return answer(response, 'text/javascript', script);
    if (path === '/shop.css') return answer(response, 'text/css', style);
    if (path === '/favicon.svg') return answer(response, 'image/svg+xml', FAVICON);
    const page = routePage(path);
    const shown = page ?? { title: 'Not found · Halden', name: 'missing', main: MISSING };
    return answer(response, 'text/html', renderPage(shown, snippetTag()), page ? 200 : 404, options.headers);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const MISSING = '<div class="empty-cart"><h1>There is no such page</h1><a class="button" href="/">Home</a></div>';

function routePage(path: string): PageParts | undefined {
  const [section = '', name] = path.split('/').slice(1);
  if (section === '') return homePage();
  if (section === 'cart') return cartPage();
  if (section === 'checkout') return checkoutPage();
  if (section === 'account') return accountPage();
  if (section === 'products' && name === undefined) return productListPage();
  if (section === 'products' && name !== undefined && isCategory(name)) return productListPage(name);
  const product = section === 'product' ? productById(name ?? '') : undefined;
  return product && productPage(product);
}

/** Exactly what the README tells a site owner to add. */
export function tagOf(partyUrl: string, room: string): SnippetTag {
  return `<script src="${escapeHtml(partyUrl)}/coview.js" data-room="${escapeHtml(room)}" async></script>`;
}

function answer(
  response: ServerResponse,
  type: string,
  body: string,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', ...headers });
  response.end(body);
}

async function bundleScript(): Promise<string> {
  const result = await build({
    entryPoints: [join(folder, 'client', 'main.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
  });
  return result.outputFiles[0]?.text ?? '';
}

async function joinStyles(): Promise<string> {
  const texts = await Promise.all(STYLE_FILES.map((name) => readFile(join(folder, 'styles', `${name}.css`), 'utf8')));
  return texts.join('\n');
}
