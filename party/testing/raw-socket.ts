import { WebSocket } from 'ws';
import type { ClientControl, PartyControl } from '../../shared/protocol/control.ts';
import { parsePartyControl } from '../../shared/protocol/party-control.ts';
import { socketFrom } from './end.ts';

/** A connection that says what a test wants, right or wrong. */
export interface RawSocket {
  heard: PartyControl[];
  /** Binary frames. */
  frames: Uint8Array[];
  isOpen(): boolean;
  say(message: ClientControl | string | Uint8Array): void;
  /** Why the party turned this connection away. */
  reason(): string | undefined;
  stop(): void;
}

export async function openRaw(url: string, origin?: string): Promise<RawSocket> {
  const SocketClass = socketFrom(origin);
  const socket = new SocketClass(url.replace(/^http/, 'ws'));
  const heard: PartyControl[] = [];
  const frames: Uint8Array[] = [];
  socket.on('message', (data: Buffer, isBinary) => {
    const message = isBinary ? undefined : parsePartyControl(data.toString());
    if (message) heard.push(message);
    else frames.push(new Uint8Array(data));
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return {
    heard,
    frames,
    isOpen: () => socket.readyState === WebSocket.OPEN,
    say: (message) =>
      socket.send(typeof message === 'string' || message instanceof Uint8Array ? message : JSON.stringify(message)),
    reason: () => heard.flatMap((message) => (message.type === 'ended' ? [message.reason] : []))[0],
    stop: () => socket.terminate(),
  };
}
