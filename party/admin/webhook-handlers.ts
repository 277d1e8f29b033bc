import type { Actor, PageQuery } from '../../shared/api/resources.ts';
import type { IssuedWebhook } from '../../shared/api/webhook-resources.ts';
import type { Handlers } from '../api/api-app.ts';
import { ApiProblem, problem } from '../api/api-problem.ts';
import type { PartyEvent } from '../events.ts';
import type { PageRequest } from '../stored-page.ts';
import type { WebhookCall } from '../webhooks/webhook-calls.ts';

export interface WebhookHandlersHost {
  call(call: WebhookCall): Promise<Response>;
  /** For the audit log. */
  note(
    actor: Actor,
    action: string,
    about: Partial<Pick<PartyEvent, 'roomId' | 'subject' | 'detail'>>,
  ): Promise<unknown>;
  hasRoom(roomId: string): Promise<boolean>;
}

type WebhookRoute = 'listWebhooks' | 'createWebhook' | 'deleteWebhook' | 'listDeliveries' | 'testWebhook';

const pageOfQuery = ({ cursor, limit }: PageQuery): PageRequest => ({ cursor, limit: Number(limit) });

/** What an admin can do with webhooks, one function a route. */
export function webhookHandlers({ call, note, hasRoom }: WebhookHandlersHost): Pick<Handlers, WebhookRoute> {
  async function ask<Answer>(wanted: WebhookCall): Promise<Answer | ApiProblem> {
    const response = await call(wanted);
    if (response.status === 404) return problem('not-found', 'There is no such webhook.');
    if (response.status === 409) return problem('too-many-webhooks');
    if (response.status === 422) {
      const { url } = (await response.json()) as { url: string };
      return new ApiProblem({ code: 'request-invalid', errors: [{ path: 'url', message: url }] });
    }
    if (!response.ok) throw new Error(`webhooks answered ${response.status}`);
    return (await response.json()) as Answer;
  }

  return {
    listWebhooks: ({ query }) => ask({ type: 'list', page: pageOfQuery(query) }),
    async createWebhook({ body, actor }) {
      if (body.roomId !== null && !(await hasRoom(body.roomId))) return problem('not-found', 'There is no such room.');
      const made = await ask<IssuedWebhook>({ type: 'create', webhook: body });
      if (made instanceof ApiProblem) return made;
      const { webhookId, roomId, url } = made;
      // Only where it goes: receivers like to have secrets in the rest of their address.
      await note(actor, 'webhook.created', { roomId, subject: webhookId, detail: { host: new URL(url).host } });
      return made;
    },
    async deleteWebhook({ params, actor }) {
      const answer = await ask<object>({ type: 'delete', webhookId: params.webhook });
      if (answer instanceof ApiProblem) return answer;
      await note(actor, 'webhook.deleted', { subject: params.webhook });
      return undefined;
    },
    listDeliveries: ({ params, query }) =>
      ask({ type: 'deliveries', webhookId: params.webhook, page: pageOfQuery(query) }),
    async testWebhook({ params, actor }) {
      const delivery = await ask<Exclude<Awaited<ReturnType<Handlers['testWebhook']>>, ApiProblem>>({
        type: 'test',
        webhookId: params.webhook,
      });
      if (delivery instanceof ApiProblem) return delivery;
      await note(actor, 'webhook.tested', { subject: params.webhook });
      return delivery;
    },
  };
}
