import type { LinkSocket, OpenSocket, SocketEvents } from './link-ports.ts';

const CONNECT_WITHIN_MS = 5_000;
/** What browsers tell of a connection that ended without a close frame. */
const ABNORMAL_CLOSE = 1006;

/**
 * A `LinkSocket` over the browser's WebSocket alone, for the customer's page: the link keeps its own queue, timing and heartbeats, so
 * that of partysocket nothing but its size would be used there.
 *
 * @param guarded runs a reaction so that its fault does not reach the page
 */
export function bareSocket(guarded: (react: () => void) => void): OpenSocket {
  return (url, events) => new BareSocket(url, events, guarded);
}

class BareSocket implements LinkSocket {
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly url: string,
    private readonly events: SocketEvents,
    private readonly guarded: (react: () => void) => void,
  ) {
    this.connectSoon();
  }

  get bufferedBytes(): number {
    return this.socket?.bufferedAmount ?? 0;
  }

  send(data: string | Uint8Array): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    // The standard types want to know that no shared memory is behind the bytes.
    this.socket.send(data as string | Uint8Array<ArrayBuffer>);
  }

  restart(): void {
    this.lost(ABNORMAL_CLOSE);
  }

  close(): void {
    clearTimeout(this.timer);
    const { socket } = this;
    // What it still says is not heard.
    this.socket = undefined;
    socket?.close();
  }

  private connectSoon(): void {
    this.timer = setTimeout(() => this.guarded(() => this.connect()), this.events.delayMs());
  }

  private connect(): void {
    const socket = new WebSocket(this.url);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    this.timer = setTimeout(() => this.guarded(() => this.lost(ABNORMAL_CLOSE)), CONNECT_WITHIN_MS);
    const { events } = this;
    const whenCurrent = (react: () => void) => {
      if (this.socket === socket) this.guarded(react);
    };
    socket.onopen = () =>
      whenCurrent(() => {
        clearTimeout(this.timer);
        events.onOpen();
      });
    socket.onmessage = ({ data }: MessageEvent<unknown>) =>
      whenCurrent(() => {
        if (typeof data === 'string') events.onText(data);
        else if (data instanceof ArrayBuffer) events.onBytes(new Uint8Array(data));
      });
    socket.onclose = ({ code }) => whenCurrent(() => this.lost(code));
  }

  private lost(code: number): void {
    this.close();
    if (this.events.onClose(code)) this.connectSoon();
  }
}
