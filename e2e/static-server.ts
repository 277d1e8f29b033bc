import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';

/** One answer of the server. */
export interface Answer {
  body: string | Uint8Array;
  /** Content type; default by the path's extension. */
  type?: string;
  status?: number;
  headers?: Record<string, string>;
}

export interface StaticServerOptions {
  /** Folders looked through in order, by URL prefix: `{ '/': 'demo/pages', '/lib/': 'node_modules/x/dist' }`. */
  folders?: Record<string, string>;
  /** Fixed answers by exact path. They win over folders. */
  files?: Record<string, string | Answer>;
  /** Changes an answer before it is sent, for example to add the snippet's tag or a CSP header. */
  transform?(path: string, answer: Answer): Answer;
  /** Default: one the system chooses. */
  port?: number;
}

export interface RequestLogEntry {
  method: string;
  /** Path with query. */
  url: string;
  headers: IncomingMessage['headers'];
}

export interface StaticServer {
  /** `http://localhost:PORT`. */
  origin: string;
  port: number;
  /** Every request in the order of arrival. */
  requests: RequestLogEntry[];
  /** Number of TCP connections so far: also those that never sent a request (preconnect). */
  connectionCount(): number;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** A loopback server that remembers who asked for what. */
export async function startStaticServer(options: StaticServerOptions = {}): Promise<StaticServer> {
  const requests: RequestLogEntry[] = [];
  let connections = 0;
  const server = createServer(async (request, response) => {
    const url = request.url ?? '/';
    requests.push({ method: request.method ?? 'GET', url, headers: request.headers });
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const found = await answerFor(path, options);
    const answer = options.transform ? options.transform(path, found) : found;
    const type = answer.type ?? TYPES[extname(path) || '.html'] ?? 'application/octet-stream';
    response.writeHead(answer.status ?? 200, { 'content-type': type, 'cache-control': 'no-store', ...answer.headers });
    response.end(answer.body);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    port,
    requests,
    connectionCount: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerFor(path: string, options: StaticServerOptions): Promise<Answer> {
  const fixed = options.files?.[path];
  if (fixed !== undefined) return typeof fixed === 'string' ? { body: fixed } : fixed;
  for (const [prefix, folder] of Object.entries(options.folders ?? {})) {
    if (!path.startsWith(prefix)) continue;
    const inside = normalize(path.slice(prefix.length) || 'index.html');
    // `normalize` keeps leading `..`: nothing outside the folder is served.
    if (inside.startsWith('..') || inside.startsWith(sep)) continue;
    const file = inside.endsWith(sep) ? join(inside, 'index.html') : inside;
    const body = await readFile(join(folder, file)).catch(() => undefined);
    if (body) return { body, type: TYPES[extname(file)] ?? 'application/octet-stream' };
  }
  return { status: 404, type: 'text/plain', body: 'not found' };
}
