import * as v from 'valibot';

const at = v.pipe(v.number(), v.integer(), v.minValue(0), v.metadata({ description: 'Milliseconds since epoch' }));
const id = v.pipe(v.string(), v.regex(/^[\w-]{1,60}$/));

/** What webhooks can be told; actions of the audit log by the same name. */
export const WEBHOOK_EVENTS = ['session.started', 'session.joined', 'session.ended', 'recording.ready'] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];
const event = v.picklist(WEBHOOK_EVENTS);

/** The event of a delivery that an admin asked for, to try a webhook. */
export const TEST_EVENT = 'webhook.test';

export const newWebhookSchema = v.strictObject({
  url: v.pipe(v.string(), v.trim(), v.maxLength(500), v.url()),
  events: v.optional(v.pipe(v.array(event), v.minLength(1), v.maxLength(WEBHOOK_EVENTS.length)), [...WEBHOOK_EVENTS]),
  /** Null: every room. */
  roomId: v.optional(v.nullable(id), null),
});
export type NewWebhook = v.InferOutput<typeof newWebhookSchema>;

export const webhookSchema = v.strictObject({
  webhookId: id,
  url: v.string(),
  events: v.array(event),
  roomId: v.nullable(id),
  createdAt: at,
});
export type WebhookInfo = v.InferOutput<typeof webhookSchema>;

/** With the secret by which deliveries are signed, told this once. */
export const issuedWebhookSchema = v.strictObject({ ...webhookSchema.entries, secret: v.string() });
export type IssuedWebhook = v.InferOutput<typeof issuedWebhookSchema>;

/** Why no HTTP status was heard, or `queue-full`: never tried, too many others waited. */
const deliveryFault = v.picklist(['unreachable', 'timeout', 'address-refused', 'queue-full']);
export type DeliveryFault = v.InferOutput<typeof deliveryFault>;

export const attemptSchema = v.strictObject({
  at,
  /** Null: there was no answer. */
  httpStatus: v.nullable(v.number()),
  fault: v.nullable(deliveryFault),
});
export type Attempt = v.InferOutput<typeof attemptSchema>;

export const deliverySchema = v.strictObject({
  /** As the receiver sees it in `webhook-id`: the same for every attempt. */
  messageId: id,
  webhookId: id,
  event: v.picklist([...WEBHOOK_EVENTS, TEST_EVENT]),
  createdAt: at,
  status: v.picklist(['waiting', 'delivered', 'failed']),
  nextAttemptAt: v.nullable(at),
  attempts: v.array(attemptSchema),
});
export type DeliveryInfo = v.InferOutput<typeof deliverySchema>;
