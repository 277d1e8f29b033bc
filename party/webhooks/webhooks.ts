import {
  type Attempt,
  type DeliveryFault,
  type DeliveryInfo,
  type IssuedWebhook,
  type NewWebhook,
  TEST_EVENT,
  WEBHOOK_EVENTS,
  type WebhookEvent,
  type WebhookInfo,
} from '../../shared/api/webhook-resources.ts';
import { randomId } from '../../shared/crypto/base64url.ts';
import type { PartyEvent } from '../events.ts';
import { migrate } from '../migrations.ts';
import { hashOf } from '../secrets.ts';
import type { Store } from '../store.ts';
import { type PageRequest, pageFrom, type StoredPage } from '../stored-page.ts';
import { type Delivery, DeliveryBook } from './delivery-book.ts';
import { newWebhookSecret, signedHeaders } from './signature.ts';
import { targetFault } from './target.ts';

export interface WebhooksHost {
  store: Store;
  now(): number;
  /** Sends it without following redirects, which could lead anywhere. The HTTP status, or why there was none. */
  post(url: string, headers: Record<string, string>, body: string): Promise<number | DeliveryFault>;
  selfHosted: boolean;
}

/** The secret is stored as it is: signing needs it. */
type StoredWebhook = IssuedWebhook;
type Result<Answer> = { ok: true; answer: Answer } | { ok: false; fault: 'too-many' | { url: string } };

const PREFIX = 'webhook/';
export const MAX_WEBHOOKS = 20;
const AT_ONCE = 16;
const AT_ONCE_TO_ONE = 4;

/** Webhooks of the installation, and what is on its way to them. Knows nothing of PartyKit. */
export class Webhooks {
  private readonly book: DeliveryBook;
  /** One after another: an alarm set by an older look must not undo one set by a newer. */
  private setting: Promise<void> = Promise.resolve();

  constructor(private readonly host: WebhooksHost) {
    this.book = new DeliveryBook(host.store);
  }

  /** Sets the alarm again: `partykit dev` forgets it when it ends. */
  async load(): Promise<void> {
    await migrate(this.host.store, []);
    await this.setAlarm();
  }

  async create({ url, events, roomId }: NewWebhook): Promise<Result<IssuedWebhook>> {
    const fault = targetFault(url, this.host.selfHosted);
    if (fault !== undefined) return { ok: false, fault: { url: fault } };
    if ((await this.all()).length >= MAX_WEBHOOKS) return { ok: false, fault: 'too-many' };
    const webhookId = randomId(8);
    const createdAt = this.host.now();
    const webhook: StoredWebhook = { webhookId, url, events, roomId, createdAt, secret: newWebhookSecret() };
    this.host.store.put({ [PREFIX + webhookId]: webhook });
    await this.host.store.sync();
    return { ok: true, answer: webhook };
  }

  async list(page: PageRequest): Promise<StoredPage<WebhookInfo>> {
    const { items, next } = await pageFrom<StoredWebhook>(this.host.store, PREFIX, page);
    return { items: items.map(({ secret: _secret, ...shown }) => shown), next };
  }

  /** False when there is no such webhook. What waited for it is not sent any more. */
  async delete(webhookId: string): Promise<boolean> {
    if (!(await this.find(webhookId))) return false;
    this.host.store.delete([PREFIX + webhookId]);
    await this.book.deleteAll(webhookId);
    await this.host.store.sync();
    return true;
  }

  async deliveries(webhookId: string, page: PageRequest): Promise<StoredPage<DeliveryInfo> | undefined> {
    return (await this.find(webhookId)) && this.book.list(webhookId, page);
  }

  async test(webhookId: string): Promise<DeliveryInfo | undefined> {
    const webhook = await this.find(webhookId);
    if (!webhook) return undefined;
    const actor = { type: 'party', id: webhookId, name: null } as const;
    const about = { at: this.host.now(), actor, roomId: webhook.roomId, subject: null, detail: {} };
    const { body: _body, ...shown } = await this.queue(webhook, TEST_EVENT, { ...about, action: TEST_EVENT });
    await this.host.store.sync();
    await this.setAlarm();
    return shown;
  }

  /** Resolves once it is durable for every webhook that wants it: whoever tells may then forget it. */
  async onEvent(event: PartyEvent): Promise<void> {
    const name = WEBHOOK_EVENTS.find((known) => known === event.action);
    if (!name) return;
    for (const webhook of await this.all()) {
      const wanted = webhook.events.includes(name) && (webhook.roomId === null || webhook.roomId === event.roomId);
      if (wanted) await this.queue(webhook, name, event);
    }
    await this.host.store.sync();
    await this.setAlarm();
  }

  /** Sends what is due. A party that loses power meanwhile sends it again, under the same id. */
  async onAlarm(): Promise<void> {
    const due = await this.book.due(this.host.now(), AT_ONCE_TO_ONE, AT_ONCE);
    await Promise.all(
      due.map(async (delivery) => this.book.note(delivery, await this.attempt(delivery), this.host.now())),
    );
    await this.host.store.sync();
    await this.setAlarm();
  }

  private async attempt({ webhookId, messageId, body }: Delivery): Promise<Attempt> {
    const at = this.host.now();
    const webhook = await this.find(webhookId);
    // The party may have been moved to where it may not send to this address any more.
    if (!webhook || targetFault(webhook.url, this.host.selfHosted) !== undefined)
      return { at, httpStatus: null, fault: 'address-refused' };
    const headers = await signedHeaders(webhook.secret, messageId, body, at);
    const answer = await this.host.post(webhook.url, headers, body);
    return typeof answer === 'number'
      ? { at, httpStatus: answer, fault: null }
      : { at, httpStatus: null, fault: answer };
  }

  private async queue(webhook: StoredWebhook, name: WebhookEvent | typeof TEST_EVENT, event: PartyEvent) {
    const { at, actor, roomId, subject, detail } = event;
    const messageId = `msg_${await hashOf(JSON.stringify([at, name, roomId, subject, actor.id]))}`;
    const data = { roomId, sessionId: subject, actor, ...detail };
    const body = JSON.stringify({ type: name, timestamp: new Date(at).toISOString(), data });
    const { webhookId } = webhook;
    return this.book.add({ webhookId, messageId, event: name, createdAt: at, body }, this.host.now());
  }

  private find(webhookId: string): Promise<StoredWebhook | undefined> {
    return this.host.store.get<StoredWebhook>(PREFIX + webhookId);
  }

  private async all(): Promise<StoredWebhook[]> {
    return [...(await this.host.store.list<StoredWebhook>({ prefix: PREFIX })).values()];
  }

  private setAlarm(): Promise<void> {
    const set = this.setting.then(async () => {
      const at = await this.book.nextDueAt();
      if (at !== undefined) await this.host.store.setAlarm(Math.max(at, this.host.now()));
    });
    this.setting = set.catch(() => undefined);
    return set;
  }
}
