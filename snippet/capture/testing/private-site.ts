import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pngOf } from '../../../e2e/picture-bytes.ts';
import { projectRoot } from '../../../scripts/run-command.ts';

const FONT = 'node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-standard-normal.woff2';

const SPRITE = `<svg xmlns="http://www.w3.org/2000/svg"><symbol id="star" viewBox="0 0 10 10"><path d="M0 0H10V5L0 10Z"
  fill="teal"/></symbol><symbol id="other"><rect width="9" height="9"/></symbol></svg>`;

const STYLES = `@font-face { font-family: Own; src: url(../own.woff2?v=1) format("woff2"); font-weight: 100 900 }
  p { font: 24px/1.2 Own, monospace; margin: 4px } .back { background: url(../pictures/back.png?size=1) }
  .mask { background: navy; mask-image: url(../pictures/shape.svg) } .unused { background: url(../pictures/unused.png) }
  .secret { background: url(../pictures/secret.png) }
  li { list-style-image: url(../pictures/dot.png) } .mark::before { content: url(../pictures/dot.png) }
  .back, .mask, .secret { width: 60px; height: 40px; display: inline-block }`;

/** What is on the site, all behind a login. */
const FILES: Record<string, readonly [type: string, body: string | Buffer]> = {
  '/own.woff2': ['font/woff2', readFileSync(join(projectRoot, FONT))],
  '/css/site.css': ['text/css', STYLES],
  '/sprite.svg': ['image/svg+xml', SPRITE],
  '/pictures/a.png': ['image/png', pngOf(80, 40, [255, 80, 20])],
  '/pictures/a2.png': ['image/png', pngOf(160, 80, [20, 80, 255])],
  '/pictures/wide.png': ['image/png', pngOf(120, 30, [40, 160, 80])],
  '/pictures/back.png': ['image/png', pngOf(24, 24, [200, 0, 200])],
  '/pictures/dot.png': ['image/png', pngOf(12, 12, [0, 120, 0])],
  '/pictures/secret.png': ['image/png', pngOf(31, 31, [1, 2, 3])],
  '/pictures/unused.png': ['image/png', pngOf(33, 33, [9, 9, 9])],
  '/open.svg': [
    'image/svg+xml',
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="9" height="9"/></svg>',
  ],
  '/pictures/shape.svg': [
    'image/svg+xml',
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><circle cx="10" cy="10" r="9"/></svg>',
  ],
};

export interface PrivateSite {
  origin: string;
  /** Addresses asked for, with their queries. */
  asked: string[];
  close(): Promise<void>;
}

/** A site on which nothing is given out without the cookie that `/` sets. */
export async function startPrivateSite(pages: Record<string, string>): Promise<PrivateSite> {
  const asked: string[] = [];
  const server = createServer(({ url = '/', headers }, response) => {
    asked.push(url);
    const { pathname } = new URL(url, 'http://localhost');
    const page = pages[pathname];
    if (page !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'login=yes; SameSite=Lax; HttpOnly' });
      response.end(page);
      return;
    }
    const isOpen = headers.cookie?.includes('login=yes') === true || pathname === '/open.svg';
    const file = isOpen ? FILES[pathname] : undefined;
    response.writeHead(file === undefined ? 403 : 200, {
      'content-type': file?.[0] ?? 'text/plain',
      'cache-control': 'private, max-age=60',
    });
    response.end(file?.[1] ?? 'not yours');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
