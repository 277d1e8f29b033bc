import { allOf } from '../../shared/api/api-client.ts';
import type { WebhookEvent } from '../../shared/api/webhook-resources.ts';
import { day, moment } from './cli-context.ts';
import type { Command } from './command.ts';

export const WEBHOOK_COMMANDS: Record<string, Command> = {
  'webhooks create': {
    summary: 'Makes a webhook and prints the secret that signs what it is sent, this once',
    usage: '--url URL [--room ROOM] [--event EVENT ...]',
    async run({ api, list, needed, options, room, say }) {
      const roomId = options.room === undefined ? null : (await room()).roomId;
      const made = await api.call('createWebhook', {
        // What is no event is refused by the party, with the name of the field.
        body: { url: needed('url'), roomId, events: list('event') as WebhookEvent[] | undefined },
      });
      say(made, [`Webhook ${made.webhookId}. Its secret, shown this once:`, made.secret]);
    },
  },
  'webhooks list': {
    summary: 'Lists webhooks',
    async run({ api, say }) {
      const webhooks = await allOf((cursor) => api.call('listWebhooks', { query: { limit: '100', cursor } }));
      const lines = webhooks.map(({ webhookId, createdAt, url, roomId }) =>
        [webhookId, day(createdAt), roomId ?? 'every room', url].join('  '),
      );
      say(webhooks, lines);
    },
  },
  'webhooks delete': {
    summary: 'Deletes a webhook and what waits for it',
    usage: 'WEBHOOK_ID',
    async run({ api, argument, say }) {
      const webhook = argument('webhook');
      await api.call('deleteWebhook', { params: { webhook } });
      say({ webhookId: webhook }, ['Deleted.']);
    },
  },
  'webhooks deliveries': {
    summary: 'Lists the newest deliveries of a webhook with what came of each attempt',
    usage: 'WEBHOOK_ID',
    async run({ api, argument, say }) {
      const params = { webhook: argument('webhook') };
      const { items } = await api.call('listDeliveries', { params, query: { limit: '100' } });
      const lines = items.map(({ messageId, event, createdAt, status, attempts }) => {
        const came = attempts.map(({ httpStatus, fault }) => httpStatus ?? fault).join(' ');
        return [moment(createdAt), event, status, came || 'not tried yet', messageId].join('  ');
      });
      say(items, lines);
    },
  },
  'webhooks test': {
    summary: 'Sends a webhook something to try it',
    usage: 'WEBHOOK_ID',
    async run({ api, argument, say }) {
      const webhook = argument('webhook');
      const delivery = await api.call('testWebhook', { params: { webhook } });
      say(delivery, [`On its way. What came of it: npx coview webhooks deliveries ${webhook}`]);
    },
  },
};
