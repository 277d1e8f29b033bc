import { useSignal } from '@preact/signals';
import { allOf } from '../../shared/api/api-client.ts';
import { type IssuedWebhook, WEBHOOK_EVENTS, type WebhookInfo } from '../../shared/api/webhook-resources.ts';
import type { PageModel } from '../page-model.ts';
import { ConfirmButton } from '../parts/ConfirmButton.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { FaultNotice } from '../parts/FaultNotice.tsx';
import { LoadedView } from '../parts/LoadedView.tsx';
import { NewButton } from '../parts/NewButton.tsx';
import { PageTitle } from '../parts/PageTitle.tsx';
import { ShownOnce } from '../parts/ShownOnce.tsx';
import { Table } from '../parts/Table.tsx';
import { useAction } from '../parts/use-action.ts';
import { hashOf } from '../place.ts';
import { useLoaded } from '../use-loaded.ts';
import { day } from './dates.ts';
import { NewWebhookDialog } from './NewWebhookDialog.tsx';
import { eventsLine } from './webhook-words.ts';

/** Who else is told what happens. */
export function WebhooksView({ model }: { model: PageModel }) {
  const [found, again] = useLoaded(async () => {
    const query = (cursor: string | undefined) => ({ query: { limit: '100', cursor } });
    return {
      webhooks: await allOf((cursor) => model.api.call('listWebhooks', query(cursor))),
      rooms: await allOf((cursor) => model.api.call('listRooms', query(cursor))),
    };
  }, 'webhooks');
  const making = useSignal(false);
  const made = useSignal<IssuedWebhook | undefined>(undefined);
  const { fault, run } = useAction(model);
  const remove = ({ webhookId }: WebhookInfo): void => {
    void run(async () => {
      await model.api.call('deleteWebhook', { params: { webhook: webhookId } });
      await again();
    }, 'The webhook is deleted.');
  };
  return (
    <>
      <PageTitle title="Webhooks">
        <NewButton label="New webhook" open={making} />
      </PageTitle>
      <p class="lead">
        The party posts to these addresses when sessions begin and end. It tells who and when; what was seen and said is
        sealed.
      </p>
      {made.value && (
        <ShownOnce
          title="Secret of the webhook"
          label="Secret, shown this once"
          text={made.value.secret}
          onDone={() => {
            made.value = undefined;
          }}
        >
          Each delivery to {made.value.url} is signed with it, so that the receiver knows that it comes from this party.
        </ShownOnce>
      )}
      <FaultNotice of={fault} />
      <LoadedView of={found} again={again}>
        {({ webhooks, rooms }) => (
          <>
            {webhooks.length === 0 ? (
              <EmptyState icon="globe" title="No webhooks yet">
                A help desk or a data store can be told of sessions as they happen. Nothing is sent anywhere until you
                make one.
              </EmptyState>
            ) : (
              <Table
                caption="Webhooks"
                columns={['Address', 'Of', 'When', 'Made', '']}
                rows={webhooks.map((webhook) => ({
                  key: webhook.webhookId,
                  cells: [
                    <a key="url" class="strong-link" href={hashOf({ type: 'webhook', webhookId: webhook.webhookId })}>
                      {webhook.url}
                    </a>,
                    rooms.find(({ roomId }) => roomId === webhook.roomId)?.name ?? webhook.roomId ?? 'Every room',
                    eventsLine(webhook.events, WEBHOOK_EVENTS.length),
                    day(webhook.createdAt),
                    <ConfirmButton
                      key="delete"
                      label="Delete"
                      what={`the webhook to ${webhook.url}`}
                      question="Delete this webhook?"
                      onConfirm={() => remove(webhook)}
                    >
                      What still waits to be sent to it is not sent, and its deliveries are forgotten.
                    </ConfirmButton>,
                  ],
                }))}
              />
            )}
            {making.value && (
              <NewWebhookDialog
                model={model}
                rooms={rooms}
                onMade={async (webhook) => {
                  making.value = false;
                  made.value = webhook;
                  await again();
                }}
                onClose={() => {
                  making.value = false;
                }}
              />
            )}
          </>
        )}
      </LoadedView>
    </>
  );
}
