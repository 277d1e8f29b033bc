import type { Attempt, DeliveryInfo } from '../../shared/api/webhook-resources.ts';
import type { Store } from '../store.ts';
import { type PageRequest, pageFrom, type StoredPage } from '../stored-page.ts';

/** A delivery with what is sent. */
export interface Delivery extends DeliveryInfo {
  body: string;
}

const PREFIX = 'delivery/';
/** One key for each delivery that waits, by the time it is due; its value is the key of the delivery. */
const DUE_PREFIX = 'due/';
/** Waits between attempts. After the last of them comes the last attempt. */
export const RETRY_AFTER_MS = [5_000, 60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000, 6 * 3_600_000, 12 * 3_600_000];
export const MAX_WAITING = 500;
/** Of those that are over. */
export const MAX_KEPT = 200;
const LOOK_AT = 1_000;
const MOST_KEYS = 128;

const padded = (at: number): string => String(at).padStart(14, '0');
/** The same for the same message: one that is told twice is queued once. */
const keyOf = ({ webhookId, createdAt, messageId }: DeliveryInfo): string =>
  `${PREFIX}${webhookId}/${padded(createdAt)}-${messageId}`;
const dueKey = (delivery: DeliveryInfo, at: number): string =>
  `${DUE_PREFIX}${padded(at)}/${delivery.webhookId}/${delivery.messageId}`;

/** Deliveries of all webhooks: those that wait, when they are due, and those that are over, up to a bound. */
export class DeliveryBook {
  constructor(private readonly store: Store) {}

  /** Queues it for now. Beyond what may wait it is only logged. */
  async add(message: Pick<Delivery, 'webhookId' | 'messageId' | 'event' | 'createdAt' | 'body'>, now: number) {
    const fresh: Delivery = { ...message, status: 'waiting', nextAttemptAt: now, attempts: [] };
    if (await this.store.get(keyOf(fresh))) return fresh;
    const all = await this.ofWebhook(message.webhookId);
    if (all.filter(({ status }) => status === 'waiting').length >= MAX_WAITING) {
      const attempts: Attempt[] = [{ at: now, httpStatus: null, fault: 'queue-full' }];
      const refused: Delivery = { ...fresh, status: 'failed', nextAttemptAt: null, attempts };
      this.store.put({ [keyOf(refused)]: refused });
      await this.forgetOld(message.webhookId);
      return refused;
    }
    this.store.put({ [keyOf(fresh)]: fresh, [dueKey(fresh, now)]: keyOf(fresh) });
    return fresh;
  }

  /** What is due, the longest due first; of one webhook at most so many, so that a slow receiver keeps no other waiting. */
  async due(now: number, ofOneWebhook: number, inAll: number): Promise<Delivery[]> {
    const keys = await this.store.list<string>({
      prefix: DUE_PREFIX,
      end: DUE_PREFIX + padded(now + 1),
      limit: LOOK_AT,
    });
    const counts = new Map<string, number>();
    const found: Delivery[] = [];
    for (const [key, deliveryKey] of keys) {
      const webhookId = key.split('/')[2] ?? '';
      const count = counts.get(webhookId) ?? 0;
      if (count >= ofOneWebhook) continue;
      const delivery = await this.store.get<Delivery>(deliveryKey);
      if (delivery) {
        found.push(delivery);
        counts.set(webhookId, count + 1);
      } else this.store.delete([key]);
      if (found.length >= inAll) break;
    }
    return found;
  }

  async nextDueAt(): Promise<number | undefined> {
    const [first] = (await this.store.list<string>({ prefix: DUE_PREFIX, limit: 1 })).keys();
    return first === undefined ? undefined : Number(first.slice(DUE_PREFIX.length).split('/')[0]);
  }

  /** What came of an attempt: delivered, due again later, or given up. */
  async note(delivery: Delivery, attempt: Attempt, now: number): Promise<void> {
    // Its webhook was deleted meanwhile.
    if (!(await this.store.get(keyOf(delivery)))) return;
    const attempts = [...delivery.attempts, attempt];
    const delivered = attempt.httpStatus !== null && attempt.httpStatus >= 200 && attempt.httpStatus < 300;
    const wait = RETRY_AFTER_MS[attempts.length - 1];
    const nextAttemptAt = delivered || wait === undefined ? null : now + wait;
    const status = delivered ? 'delivered' : nextAttemptAt === null ? 'failed' : 'waiting';
    if (delivery.nextAttemptAt !== null) this.store.delete([dueKey(delivery, delivery.nextAttemptAt)]);
    this.store.put({
      [keyOf(delivery)]: { ...delivery, attempts, status, nextAttemptAt } satisfies Delivery,
      ...(nextAttemptAt !== null && { [dueKey(delivery, nextAttemptAt)]: keyOf(delivery) }),
    });
    if (status !== 'waiting') await this.forgetOld(delivery.webhookId);
  }

  async list(webhookId: string, page: PageRequest): Promise<StoredPage<DeliveryInfo>> {
    const { items, next } = await pageFrom<Delivery>(this.store, `${PREFIX}${webhookId}/`, {
      ...page,
      newestFirst: true,
    });
    return { items: items.map(({ body: _body, ...shown }) => shown), next };
  }

  async deleteAll(webhookId: string): Promise<void> {
    this.deleteThese(await this.ofWebhook(webhookId));
  }

  private async forgetOld(webhookId: string): Promise<void> {
    const over = (await this.ofWebhook(webhookId)).filter(({ status }) => status !== 'waiting');
    this.deleteThese(over.slice(0, Math.max(0, over.length - MAX_KEPT)));
  }

  /** The oldest first. */
  private async ofWebhook(webhookId: string): Promise<Delivery[]> {
    return [...(await this.store.list<Delivery>({ prefix: `${PREFIX}${webhookId}/` })).values()];
  }

  private deleteThese(deliveries: Delivery[]): void {
    const keys = deliveries.flatMap((one) =>
      one.nextAttemptAt === null ? [keyOf(one)] : [keyOf(one), dueKey(one, one.nextAttemptAt)],
    );
    for (let at = 0; at < keys.length; at += MOST_KEYS) this.store.delete(keys.slice(at, at + MOST_KEYS));
  }
}
