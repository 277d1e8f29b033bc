import type { LinkSocket, OpenSocket, SocketEvents } from '../../shared/link/link-ports.ts';
import type { SessionMeta, SessionSocket, SocketState } from '../session/records.ts';
import { Session } from '../session/session.ts';
import { MemoryStore } from './memory-store.ts';
import type { SimClock } from './sim-clock.ts';

const LOST = 1006;
const CONNECT_WITHIN_MS = 5_000;

/** One connection: in order both ways, with delays, until something happens to it. */
class SimConnection {
  readonly id: string;
  state: SocketState | null = null;
  /** Packets vanish and nobody is told. */
  blackHole = false;
  /** The end has given it up. */
  left = false;
  open = false;
  /** The end no longer waits for the connection to come about. */
  stopWaiting: () => void = () => undefined;
  private readonly lastArrivals = { up: 0, down: 0 };

  constructor(
    private readonly clock: SimClock,
    readonly events: SocketEvents,
    readonly party: SimParty,
    readonly origin: string | null,
  ) {
    this.id = String(clock.random());
  }

  /** What goes one way arrives in the order it was sent. */
  travel(way: 'up' | 'down', arrive: () => void): void {
    const at = Math.max(this.lastArrivals[way], this.clock.now() + 1 + this.clock.random() * 40);
    this.lastArrivals[way] = at;
    this.clock.at(at, () => {
      if (!this.blackHole && !(this.left && way === 'down')) arrive();
    });
  }

  /** Gone for both sides. */
  drop(code: number): void {
    if (!this.open) return;
    this.open = false;
    this.party.closed(this);
    if (this.blackHole || this.left) return;
    this.stopWaiting();
    this.events.onClose(code);
  }
}

/** A real `Session` on storage and a network that fail on command. */
export class SimParty {
  private store: MemoryStore;
  private session: Session;
  private readonly connections = new Set<SimConnection>();
  private up = true;

  constructor(private readonly clock: SimClock) {
    this.store = this.newStore(new Map());
    this.session = this.newSession();
  }

  create(meta: SessionMeta): Promise<boolean> {
    return this.session.create(meta);
  }

  /** Power cut: memory and unfinished writes are gone. */
  async crash(downForMs: number): Promise<void> {
    this.up = false;
    for (const connection of [...this.connections]) connection.drop(LOST);
    this.store = this.newStore(this.store.afterPowerCut());
    this.session = this.newSession();
    await this.session.load();
    this.clock.after(downForMs, () => {
      this.up = true;
    });
  }

  dropOne(): void {
    this.pick()?.drop(LOST);
  }

  blackHoleOne(): void {
    const connection = this.pick();
    if (connection) connection.blackHole = true;
  }

  closed(connection: SimConnection): void {
    this.connections.delete(connection);
    this.session.onClose(this.socketOf(connection));
  }

  /** For `openLink`. */
  opener(origin: string | null): OpenSocket {
    return (_url, events) => {
      let connection: SimConnection | undefined;
      let stopped = false;
      const connect = (): void => {
        this.clock.after(events.delayMs() + 5, () => {
          if (stopped) return;
          connection = this.up ? this.connect(again, origin) : undefined;
          if (!connection) again.onClose(LOST);
        });
      };
      const again: SocketEvents = {
        ...events,
        onClose(code) {
          connection = undefined;
          const wanted = !stopped && events.onClose(code);
          if (wanted) connect();
          return wanted;
        },
      };
      connect();
      return socketTo(
        () => connection,
        (isFinal) => {
          stopped = isFinal;
          const old = connection;
          connection = undefined;
          // The party learns of it later; this end hears nothing more of the old connection.
          if (old) {
            old.left = true;
            old.stopWaiting();
            this.clock.after(20, () => old.drop(LOST));
          }
          if (!isFinal && events.onClose(LOST)) connect();
        },
      );
    };
  }

  receive(connection: SimConnection, data: string | Uint8Array): void {
    if (!connection.open) return;
    const socket = this.socketOf(connection);
    void (typeof data === 'string' ? this.session.onText(socket, data) : this.session.onFrame(socket, data));
  }

  private connect(events: SocketEvents, origin: string | null): SimConnection {
    const connection = new SimConnection(this.clock, events, this, origin);
    connection.open = true;
    this.connections.add(connection);
    void this.session.onConnect(this.socketOf(connection), origin);
    connection.stopWaiting = this.clock.after(CONNECT_WITHIN_MS, () => {
      connection.left = true;
      connection.drop(LOST);
      events.onClose(LOST);
    });
    connection.travel('down', () => {
      if (!connection.open) return;
      connection.stopWaiting();
      events.onOpen();
    });
    return connection;
  }

  private pick(): SimConnection | undefined {
    const all = [...this.connections];
    return all[Math.floor(this.clock.random() * all.length)];
  }

  private newStore(durable: Map<string, unknown>): MemoryStore {
    // A session of before the power cut may still wait for its write: that never ends.
    const store: MemoryStore = new MemoryStore(durable, (done) => {
      this.clock.after(1 + this.clock.random() * 30, () => {
        if (this.store === store) done();
      });
    });
    return store;
  }

  private newSession(): Session {
    const own: Session = new Session({
      store: this.store,
      sockets: () => (this.session === own ? [...this.connections].map((one) => this.socketOf(one)) : []),
      now: () => this.clock.now(),
      tellRoom: async () => undefined,
    });
    return own;
  }

  private socketOf(connection: SimConnection): SessionSocket {
    return {
      id: connection.id,
      get state() {
        return connection.state;
      },
      setState(state) {
        connection.state = state;
      },
      send(data) {
        const copy = typeof data === 'string' ? data : data.slice();
        connection.travel('down', () => {
          if (!connection.open) return;
          if (typeof copy === 'string') connection.events.onText(copy);
          else connection.events.onBytes(copy);
        });
      },
      close: (code) => connection.travel('down', () => connection.drop(code)),
    };
  }
}

function socketTo(connection: () => SimConnection | undefined, leave: (isFinal: boolean) => void): LinkSocket {
  return {
    send(data) {
      const to = connection();
      if (!to?.open) return;
      const copy = typeof data === 'string' ? data : data.slice();
      to.travel('up', () => to.party.receive(to, copy));
    },
    bufferedBytes: 0,
    restart: () => leave(false),
    close: () => leave(true),
  };
}
