import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What `partykit deploy` sent. Of variables only the names. */
export interface Deployment {
  /** Account and name. */
  project: string;
  domain: string | undefined;
  codeBytes: number;
  parties: string[];
  variables: string[];
  /** What the party would serve. */
  files: string[];
}

export interface StandIn {
  /** Makes `partykit` take this for its platform, with an account that exists nowhere else. */
  environment: Record<string, string>;
  /** The deployment, once it is complete. */
  received(): Deployment | undefined;
  stop(): Promise<void>;
}

/** Takes what `partykit deploy` (0.0.115) sends to its platform, on this machine. */
export async function startStandIn(): Promise<StandIn> {
  const files: string[] = [];
  let deployment: Deployment | undefined;
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://stand-in');
    const body = await bodyOf(request);
    const form = await formOf(request, body);
    const asset = request.headers['x-partykit-asset-name'];
    if (typeof asset === 'string') files.push(asset);
    if (form?.has('code')) deployment = deploymentOf(pathname, form, files);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.method === 'GET' ? { assets: {}, assetInfo: {} } : { result: {} }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    environment: {
      PARTYKIT_API_BASE: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      // Named first of all in what partykit looks for; the others would make it ask its log-in service.
      PARTYKIT_LOGIN: '',
      PARTYKIT_TOKEN: '',
      GITHUB_LOGIN: 'dry-run',
      GITHUB_TOKEN: 'dry-run',
      CLOUDFLARE_ACCOUNT_ID: 'dry-run',
      CLOUDFLARE_API_TOKEN: 'dry-run',
    },
    received: () => deployment,
    stop: () => stopped(server),
  };
}

function deploymentOf(pathname: string, form: FormData, files: string[]): Deployment {
  const json = (name: string): unknown => JSON.parse(String(form.get(name) ?? 'null'));
  return {
    project: pathname.replace(/^\/parties\//, ''),
    domain: form.get('domain')?.toString(),
    codeBytes: Buffer.byteLength(String(form.get('code'))),
    parties: (json('parties') as string[] | null) ?? [],
    variables: Object.keys((json('vars') as Record<string, string> | null) ?? {}),
    files: [...files].sort(),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return new Uint8Array(Buffer.concat(pieces));
}

async function formOf(request: IncomingMessage, body: Uint8Array<ArrayBuffer>): Promise<FormData | undefined> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return undefined;
  return new Response(body, { headers: { 'content-type': type } }).formData();
}

function stopped(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((closed) => server.close(() => closed()));
}
