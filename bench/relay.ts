import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

export interface Relay {
  /** Of an empty page, whose own address with `ws:` is the relay's. */
  pageUrl: string;
  close(): Promise<void>;
}

/** The least that a relay does: what one end sends goes to all others. */
export async function startRelay(): Promise<Relay> {
  const pages = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      '<!doctype html><html lang="en"><head><title>live</title><link rel="icon" href="data:,"></head><body>',
    );
  });
  const server = new WebSocketServer({ server: pages });
  await new Promise<void>((done) => pages.listen(0, '127.0.0.1', done));
  server.on('connection', (from) => {
    from.on('message', (data, isBinary) => {
      for (const to of server.clients) {
        if (to !== from && to.readyState === WebSocket.OPEN) to.send(data, { binary: isBinary });
      }
    });
  });
  return {
    pageUrl: `http://127.0.0.1:${(pages.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((done) => {
        for (const client of server.clients) client.terminate();
        server.close();
        pages.close(() => done());
        pages.closeAllConnections();
      }),
  };
}
