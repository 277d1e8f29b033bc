import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { RELAY_PREFIX_BYTES } from '../shared/protocol/relay.ts';

/** A frame as an end sent it, without what the party puts in front of it: what goes on in its place. */
export type Meddle = (frame: Buffer) => Buffer[];

/** Somebody between the ends and their party, who sees all and can change all. */
export interface Middle {
  url: string;
  /** Everything that went through, both ways, as it was sent. */
  seen(): Buffer;
  /**
   * What is done to frames from now on: to those that ends send, and to those that the party relays to ends. An end with an
   * origin of `http` is a page.
   */
  meddle: Record<'ofPages' | 'ofAgents' | 'toPages' | 'toAgents', Meddle>;
  /** Lets everything pass from now on. */
  beHonest(): void;
  close(): Promise<void>;
}

const untouched: Meddle = (frame) => [frame];
const NOT_FORWARDED = new Set(['connection', 'host', 'transfer-encoding', 'content-length', 'content-encoding']);

/** Does to the frame within what the party relays, and puts the same prefix in front of what comes of it. */
function inRelay(relayed: Buffer, change: Meddle): Buffer[] {
  const prefix = relayed.subarray(0, RELAY_PREFIX_BYTES);
  return change(relayed.subarray(RELAY_PREFIX_BYTES)).map((frame) => Buffer.concat([prefix, frame]));
}

export async function startMiddle(partyUrl: () => string): Promise<Middle> {
  const log: Buffer[] = [];
  const honest = { ofPages: untouched, ofAgents: untouched, toPages: untouched, toAgents: untouched };
  const meddle = { ...honest };
  const server = createServer((request, response) => {
    forward(request, response).catch(() => response.writeHead(502).end());
  });

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const headers = Object.entries(request.headers).filter(([name]) => !NOT_FORWARDED.has(name));
    log.push(Buffer.from(JSON.stringify([request.url, headers])), body);
    const answer = await fetch(partyUrl() + request.url, {
      method: request.method ?? 'GET',
      headers: headers.map(([name, value]): [string, string] => [name, String(value)]),
      ...(body.length > 0 ? { body } : {}),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    // The snippet itself is served through here too; only what is said counts.
    if (request.url?.startsWith('/parties/')) log.push(bytes);
    response.writeHead(
      answer.status,
      Object.fromEntries([...answer.headers].filter(([name]) => !NOT_FORWARDED.has(name))),
    );
    response.end(bytes);
  }

  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (end, request) => {
    const { origin } = request.headers;
    log.push(Buffer.from(String(request.url)));
    const party = new WebSocket(
      partyUrl().replace(/^http/, 'ws') + request.url,
      origin === undefined ? {} : { origin },
    );
    const early: (() => void)[] = [];
    const isPage = origin?.startsWith('http') === true;
    end.on('message', (data, isBinary) => {
      log.push(data as Buffer);
      const change = isPage ? meddle.ofPages : meddle.ofAgents;
      for (const frame of isBinary ? change(data as Buffer) : [data as Buffer]) {
        const send = () => party.send(frame, { binary: isBinary });
        if (party.readyState === WebSocket.OPEN) send();
        else early.push(send);
      }
    });
    party.on('open', () => {
      for (const send of early) send();
    });
    party.on('message', (data, isBinary) => {
      log.push(data as Buffer);
      const change = isPage ? meddle.toPages : meddle.toAgents;
      for (const relayed of isBinary ? inRelay(data as Buffer, change) : [data as Buffer]) {
        end.send(relayed, { binary: isBinary });
      }
    });
    const closes = (other: WebSocket) => (code: number) => {
      if (code >= 3_000 || code === 1_000) other.close(code);
      else other.terminate();
    };
    end.on('close', closes(party));
    party.on('close', closes(end));
    for (const one of [end, party]) one.on('error', () => one.terminate());
  });
  await new Promise<void>((resume) => server.listen(0, '127.0.0.1', resume));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: () => Buffer.concat(log),
    meddle,
    beHonest: () => void Object.assign(meddle, honest),
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resume) => server.close(resume));
    },
  };
}
