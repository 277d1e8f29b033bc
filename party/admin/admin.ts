import type { Hono } from 'hono';
import type { RoomInfo } from '../../shared/api/resources.ts';
import { apiApp } from '../api/api-app.ts';
import { EventOutbox } from '../event-outbox.ts';
import type { PartyEvent } from '../events.ts';
import { changeAll, type Migration, migrate } from '../migrations.ts';
import type { RoomCall } from '../room/room-calls.ts';
import { withLanguages, withPolicy } from '../room/room-migrations.ts';
import type { Store } from '../store.ts';
import type { WebhookCall } from '../webhooks/webhook-calls.ts';
import { adminHandlers, ROOM_PREFIX } from './admin-handlers.ts';
import { AdminTokens } from './admin-tokens.ts';
import { AuditLog } from './audit-log.ts';
import { Idempotency } from './idempotency.ts';

export interface AdminPorts {
  store: Store;
  now(): number;
  callRoom(roomId: string, call: RoomCall): Promise<Response>;
  callWebhooks(call: WebhookCall): Promise<Response>;
  deploySecret: string | undefined;
  /** Prints for the person who runs the party. */
  print(text: string): void;
}

const MIGRATIONS: readonly Migration[] = [
  (store) => changeAll(store, ROOM_PREFIX, (room: RoomInfo) => withPolicy(room)),
  (store) => changeAll(store, ROOM_PREFIX, (room: RoomInfo) => withLanguages(room)),
];

/** The installation: its admins, its list of rooms, its audit log, and the API to all of it. Knows nothing of PartyKit. */
export class Admin {
  readonly api: Hono;
  private readonly audit: AuditLog;
  private readonly tokens: AdminTokens;
  /** What the webhooks have not confirmed yet. */
  private readonly untold: EventOutbox;

  constructor(private readonly ports: AdminPorts) {
    const { store, now, callRoom, callWebhooks } = ports;
    this.untold = new EventOutbox(store, async (event) => {
      const { ok, status } = await callWebhooks({ type: 'event', event });
      if (!ok) throw new Error(`webhooks answered ${status}`);
    });
    this.audit = new AuditLog(store);
    this.tokens = new AdminTokens(store, ports.deploySecret);
    this.api = apiApp({
      handlers: adminHandlers({ store, now, callRoom, callWebhooks, tokens: this.tokens, audit: this.audit }),
      idempotency: new Idempotency(store),
      now,
      actorOf: (token) => this.tokens.actorOf(token, now()),
      auditLines: () => this.audit.lines(),
    });
  }

  async load(): Promise<void> {
    await migrate(this.ports.store, MIGRATIONS);
    const secret = await this.tokens.setupSecret();
    if (secret !== undefined)
      this.ports.print(
        `Nobody administers this party yet. To be its first admin: open /admin at its address, or npx coview setup ${secret}`,
      );
  }

  /** Something happened in a room. */
  async onEvent(event: PartyEvent): Promise<void> {
    await this.audit.append(event);
    await this.untold.add(event);
  }
}
