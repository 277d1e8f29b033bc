import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { bareSocket } from './bare-socket.ts';
import type { LinkSocket } from './link-ports.ts';

let server: WebSocketServer;
let connections: WebSocket[];

beforeEach(async () => {
  // Node 20 has no WebSocket of its own.
  vi.stubGlobal('WebSocket', WebSocket);
  connections = [];
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => connections.push(socket));
  await new Promise((resolve) => server.once('listening', resolve));
});

afterEach(() => {
  vi.unstubAllGlobals();
  for (const socket of connections) socket.terminate();
  server.close();
});

/** A socket with a log of what it told. */
function connect(again: (code: number) => boolean = () => true): {
  socket: LinkSocket;
  told: string[];
  faults: unknown[];
} {
  const told: string[] = [];
  const faults: unknown[] = [];
  const { port } = server.address() as AddressInfo;
  const open = bareSocket((react) => {
    try {
      react();
    } catch (fault) {
      faults.push(fault);
    }
  });
  const socket = open(`ws://127.0.0.1:${port}`, {
    delayMs: () => 0,
    onOpen: () => void told.push('open'),
    onText(text) {
      if (text === 'throw') throw new Error('a fault of the listener');
      told.push(text);
    },
    onBytes: (bytes) => void told.push(`bytes ${bytes.join()}`),
    onClose(code) {
      told.push(`close ${code}`);
      return again(code);
    },
  });
  return { socket, told, faults };
}

test('tells text and bytes, and sends only while it is open', async () => {
  const { socket, told } = connect();
  socket.send('too early');
  await vi.waitFor(() => expect(told).toEqual(['open']));
  const heard: string[] = [];
  connections[0]?.on('message', (data) => heard.push(String(data)));
  socket.send('hello');
  await vi.waitFor(() => expect(heard).toEqual(['hello']));
  connections[0]?.send('text');
  connections[0]?.send(new Uint8Array([1, 2]));
  await vi.waitFor(() => expect(told).toEqual(['open', 'text', 'bytes 1,2']));
  socket.close();
});

test('connects again after a loss as long as it is told to', async () => {
  const { told } = connect((code) => code !== 4405);
  await vi.waitFor(() => expect(connections.length).toBe(1));
  connections[0]?.terminate();
  await vi.waitFor(() => expect(connections.length).toBe(2));
  await vi.waitFor(() => expect(told).toEqual(['open', 'close 1006', 'open']));
  connections[1]?.close(4405);
  await vi.waitFor(() => expect(told.at(-1)).toBe('close 4405'));
  expect(connections.length).toBe(2);
});

test('a connection that was given up is not heard any more', async () => {
  const { socket, told } = connect();
  await vi.waitFor(() => expect(told).toEqual(['open']));
  socket.restart();
  connections[0]?.send('late');
  await vi.waitFor(() => expect(told).toEqual(['open', 'close 1006', 'open']));
  socket.close();
  connections[1]?.send('later');
  await vi.waitFor(() => expect(connections[1]?.readyState).toBe(WebSocket.CLOSED));
  expect(told).toEqual(['open', 'close 1006', 'open']);
});

test("a listener's fault is kept, and the socket goes on", async () => {
  const { socket, told, faults } = connect();
  await vi.waitFor(() => expect(told).toEqual(['open']));
  connections[0]?.send('throw');
  connections[0]?.send('next');
  await vi.waitFor(() => expect(told).toEqual(['open', 'next']));
  expect(faults.length).toBe(1);
  socket.close();
});
