import type { DeliveryInfo } from '../../shared/api/webhook-resources.ts';
import type { PageModel } from '../page-model.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { FaultNotice } from '../parts/FaultNotice.tsx';
import { LoadedView } from '../parts/LoadedView.tsx';
import { PageTitle } from '../parts/PageTitle.tsx';
import { Table } from '../parts/Table.tsx';
import { useAction } from '../parts/use-action.ts';
import { hashOf } from '../place.ts';
import { useLoaded } from '../use-loaded.ts';
import { moment } from './dates.ts';
import { attemptLine, eventWords } from './webhook-words.ts';

/** How often the list is asked for: attempts follow each other within seconds at first. */
const EVERY_MS = 3_000;

/** What one webhook was sent, and what came of it. */
export function DeliveriesView({ model, webhookId }: { model: PageModel; webhookId: string }) {
  const params = { webhook: webhookId };
  const [deliveries, again] = useLoaded(
    () => model.api.call('listDeliveries', { params, query: { limit: '50' } }),
    webhookId,
    EVERY_MS,
  );
  const { fault, run } = useAction(model);
  const tryIt = (): void => {
    void run(async () => {
      await model.api.call('testWebhook', { params });
      await again();
    }, 'Something to try it is on its way.');
  };
  return (
    <>
      <PageTitle
        title="Deliveries"
        above={
          <a class="way-back" href={hashOf({ type: 'webhooks' })}>
            Webhooks
          </a>
        }
      >
        <button type="button" class="button" onClick={tryIt}>
          Try it
        </button>
      </PageTitle>
      <p class="lead">
        The newest first. What cannot be delivered is sent again, at longer and longer intervals, and given up in the
        end.
      </p>
      <FaultNotice of={fault} />
      <LoadedView of={deliveries} again={again}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="clock" title="Nothing was sent yet">
              It appears here by itself when something happens. “Try it” sends something now.
            </EmptyState>
          ) : (
            <Table
              caption="Deliveries, the newest first"
              columns={['When', 'What', 'State', 'Attempts']}
              rows={items.map((delivery) => ({ key: delivery.messageId, cells: cellsOf(delivery) }))}
            />
          )
        }
      </LoadedView>
    </>
  );
}

function cellsOf(delivery: DeliveryInfo) {
  const { createdAt, event, attempts } = delivery;
  return [
    moment(createdAt),
    <span key="what" title={event}>
      {eventWords(event)}
    </span>,
    <DeliveryState key="state" delivery={delivery} />,
    <ol key="attempts" class="plain-list faint">
      {attempts.map((attempt) => (
        <li key={attempt.at}>{attemptLine(attempt)}</li>
      ))}
    </ol>,
  ];
}

function DeliveryState({ delivery: { status, nextAttemptAt } }: { delivery: DeliveryInfo }) {
  if (status === 'delivered') return <span class="badge badge-on">Delivered</span>;
  if (status === 'failed') return <span class="badge badge-off">Given up</span>;
  const again = nextAttemptAt === null ? '' : `, again ${moment(nextAttemptAt)}`;
  return <span class="badge badge-wait">Waiting{again}</span>;
}
