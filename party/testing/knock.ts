import { request } from 'node:http';
import { WebSocket } from 'ws';
import { reasonOfCode } from '../../shared/protocol/close.ts';
import { parsePartyControl } from '../../shared/protocol/party-control.ts';

/** How somebody comes to a WebSocket of the party. */
export interface Knock {
  /** As it goes over the wire, query included. */
  path: string;
  headers?: Record<string, string>;
  /** What is said once it is open. */
  say: readonly (string | Uint8Array)[];
}

/** `welcome` for whoever was let in; otherwise why not, or the status that refused the upgrade. */
export function knock(partyUrl: string, { path, headers = {}, say }: Knock): Promise<string> {
  const socket = new WebSocket(partyUrl.replace(/^http/, 'ws') + path, { headers });
  return new Promise<string>((resolve, reject) => {
    socket.on('open', () => {
      for (const message of say) socket.send(message);
    });
    socket.on('message', (data: Buffer) => {
      const first = parsePartyControl(data.toString());
      resolve(first?.type === 'ended' ? first.reason : (first?.type ?? 'a frame'));
    });
    socket.on('close', (code) => resolve(reasonOfCode(code) ?? `closed ${code}`));
    socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
    socket.on('error', reject);
  }).finally(() => socket.close());
}

/** An HTTP request whose path nobody has tidied up: status, and the refusal where there is one. */
export function askRaw(
  partyUrl: string,
  {
    method,
    path,
    headers = {},
    body,
  }: { method: string; path: string; headers?: Record<string, string>; body?: string },
): Promise<string> {
  const { hostname, port } = new URL(partyUrl);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => {
        text += part.toString();
      });
      response.on('end', () => {
        const fault = /"error":"([\w-]+)"/.exec(text)?.[1];
        resolve(`${response.statusCode}${fault ? ` ${fault}` : ''}`);
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
