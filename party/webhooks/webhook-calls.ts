import type { NewWebhook } from '../../shared/api/webhook-resources.ts';
import type { PartyEvent } from '../events.ts';
import { refusal } from '../refusal.ts';
import type { PageRequest } from '../stored-page.ts';
import type { Webhooks } from './webhooks.ts';

/** What the admin party asks of the webhooks, with what each needs. */
export type WebhookCall =
  | { type: 'create'; webhook: NewWebhook }
  | { type: 'list'; page: PageRequest }
  | { type: 'delete'; webhookId: string }
  | { type: 'deliveries'; webhookId: string; page: PageRequest }
  | { type: 'test'; webhookId: string }
  | { type: 'event'; event: PartyEvent };

/** Answers with JSON or `not-found`; 422 tells what is wrong with an address, 409 that there are enough. */
export async function onWebhookCall(webhooks: Webhooks, call: WebhookCall): Promise<Response> {
  const found = (answer: object | undefined): Response => (answer ? Response.json(answer) : refusal('not-found'));
  switch (call.type) {
    case 'create': {
      const made = await webhooks.create(call.webhook);
      if (made.ok) return Response.json(made.answer);
      return made.fault === 'too-many'
        ? Response.json({}, { status: 409 })
        : Response.json(made.fault, { status: 422 });
    }
    case 'list':
      return Response.json(await webhooks.list(call.page));
    case 'delete':
      return found((await webhooks.delete(call.webhookId)) ? {} : undefined);
    case 'deliveries':
      return found(await webhooks.deliveries(call.webhookId, call.page));
    case 'test':
      return found(await webhooks.test(call.webhookId));
    case 'event':
      await webhooks.onEvent(call.event);
      return Response.json({});
  }
}
