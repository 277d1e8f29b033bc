import ReconnectingWebSocket from 'partysocket/ws';
import type { OpenSocket } from './link-ports.ts';

const CONNECT_WITHIN_MS = 5_000;

/**
 * A `LinkSocket` over partysocket. Its queue is off, because it would send before any hello; its timing is off, because
 * it has no jitter. `WebSocketClass`: for environments without a global one.
 */
export function partySocketOf(WebSocketClass?: unknown): OpenSocket {
  return (url, events) => {
    const whenDue = (): Promise<string> => new Promise((resolve) => setTimeout(() => resolve(url), events.delayMs()));
    const socket = new ReconnectingWebSocket(whenDue, undefined, {
      ...(WebSocketClass === undefined ? {} : { WebSocket: WebSocketClass }),
      maxEnqueuedMessages: 0,
      minReconnectionDelay: 0,
      maxReconnectionDelay: 0,
      connectionTimeout: CONNECT_WITHIN_MS,
      shouldReconnectOnClose: (event) => events.onClose(event.code),
    });
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => events.onOpen());
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') events.onText(data);
      else if (data instanceof ArrayBuffer) events.onBytes(new Uint8Array(data));
    });
    return {
      send(data) {
        if (socket.readyState !== socket.OPEN) return;
        // The standard types want to know that no shared memory is behind the bytes.
        socket.send(typeof data === 'string' ? data : (data as Uint8Array<ArrayBuffer>));
      },
      get bufferedBytes() {
        return socket.bufferedAmount;
      },
      restart: () => socket.reconnect(),
      close: () => socket.close(),
    };
  };
}

export const partySocket: OpenSocket = partySocketOf();
