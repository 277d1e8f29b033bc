/** Stops what it was returned for. */
type Stop = () => void;

/** Time and chance, as the link sees them; tests give it their own. */
export interface LinkClock {
  /** Ms since epoch. */
  now(): number;
  after(delayMs: number, action: () => void): Stop;
  /** From 0 to 1. */
  random(): number;
}

export const systemClock: LinkClock = {
  now: () => Date.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** What a socket tells. */
export interface SocketEvents {
  /** How long to wait before connecting, each time. */
  delayMs(): number;
  onOpen(): void;
  onText(text: string): void;
  onBytes(bytes: Uint8Array): void;
  /** The connection is gone, with its close code. Returns whether to connect again. */
  onClose(code: number): boolean;
}

/** A WebSocket that connects again by itself, and keeps nothing. */
export interface LinkSocket {
  /** Lost without a word when the socket is not open. */
  send(data: string | Uint8Array): void;
  readonly bufferedBytes: number;
  /** Gives the connection up and makes another. */
  restart(): void;
  close(): void;
}

export type OpenSocket = (url: string, events: SocketEvents) => LinkSocket;
